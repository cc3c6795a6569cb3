import pytest

from tests.web.asking import WHOLE, write
from tests.web.page import PageReader


@pytest.fixture
def course(start, tmp_path):
    return start(write(tmp_path / "lessons", WHOLE))


def test_lessons_sections_questions_and_simulations_are_found_where_they_stand(course):
    def found(typed: str) -> dict[str, str]:
        return PageReader(course.get("/search", params={"q": typed}).text).links()

    assert "/lessons/asking" in found("asking").values()
    assert "/lessons/asking#where-it-begins" in found("begins").values()
    assert "/lessons/asking#question-q-single" in found("three").values()
    assert "/play/server-crash" in found("server crash").values()


def test_what_was_looked_for_is_marked(course):
    assert "Make" in PageReader(course.get("/search?q=make").text).texts("mark")


@pytest.mark.parametrize("word", ["canary", "canaryword", "4711", "explained"])
def test_nothing_that_answers_a_question_is_found(course, word):
    assert f"Nothing has “{word}” in it." in PageReader(course.get("/search", params={"q": word}).text).texts("p")


def test_the_results_alone_are_the_same_as_on_the_page(course):
    part = course.get("/search/found?q=crash").text
    assert "<html" not in part
    assert part in course.get("/search?q=crash").text


@pytest.mark.parametrize("typed", ["", "   "])
def test_an_empty_search_says_what_is_searched(course, typed):
    assert "Searches the lessons" in course.get("/search", params={"q": typed}).text


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", '" OR 1=1', "x" * 5000, "\u202e\ud7ff", "%00"])
def test_whatever_is_typed_is_taken_as_words(course, typed):
    answer = course.get("/search", params={"q": typed})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text


def test_a_misspelt_word_finds_what_was_meant_and_the_page_says_so(course):
    page = PageReader(course.get("/search", params={"q": "sevrer crash"}).text)
    (said,) = page.texts("p", class_="found-count")
    assert said.startswith("Nothing has “sevrer crash” in it. ")
    assert said.endswith("for “server crash”")
    assert "/play/server-crash" in page.links().values()
