"""The end of a lesson: what is open, what waits, how what was judged there was judged, and the review."""

import pytest

from tests.web.asking import DEFERRED, FRONT, SINGLE, Student, write


@pytest.fixture
def student(start, tmp_path) -> Student:
    return Student(start(write(tmp_path / "lessons")))


def test_the_end_of_a_lesson_says_what_is_open_and_then_that_it_is_done(start, tmp_path):
    student = Student(start(write(tmp_path / "lessons", FRONT + SINGLE + DEFERRED)))
    links = student.lesson().links()
    assert (links["One of three"], links["For later"]) == ("#question-q-single", "#question-q-later")
    student.answer("q-single", {"answer": student.choose("q-single", "The second")})
    student.answer("q-later", {"answer": "something"})
    page = student.lesson()
    assert ("One of three" in page.links(), page.links()["For later"]) == (False, "#question-q-later")
    assert "1 answer waits for judgement:" in page.texts("p")
    student.client.post("/lessons/asking/finish")
    end = " ".join(student.lesson().texts("section", id="fl-end"))
    assert "2 of 2 questions complete, 50 % on average" in end
    assert "This lesson is done; it comes up for review on" in end


def test_after_finishing_the_end_says_how_each_answer_was_judged_and_what_is_still_open(start, tmp_path):
    other = DEFERRED.replace("q-later", "q-other").replace("For later", "Another one")
    student = Student(start(write(tmp_path / "lessons", FRONT + SINGLE + DEFERRED + other)))
    student.answer("q-later", {"answer": "canaryword"})
    assert "the lesson is done when the other questions are answered too" in " ".join(student.lesson().texts("section", id="fl-end"))
    student.client.post("/lessons/asking/finish")
    page = student.lesson()
    [end] = page.texts("section", id="fl-end")
    assert "Judged at the end: ✓ For later Right." in end
    assert "The lesson is not done yet. Still open: One of three Another one" in end
    assert [page.links()[title] for title in ("For later", "One of three", "Another one")] == [
        f"#question-q-{label}" for label in ("later", "single", "other")
    ]
    student.answer("q-other", {"answer": "something"})
    student.answer("q-single", {"answer": student.choose("q-single", "The second")})
    student.client.post("/lessons/asking/finish")
    [end] = student.lesson().texts("section", id="fl-end")
    assert "Judged at the end: ✓ For later Right. ✗ Another one Not right." in end
    assert "Still open" not in end


def test_a_review_begins_again_with_what_is_complete_and_leaves_the_rest(student):
    student.answer("q-single", {"answer": student.choose("q-single", "The second")})
    student.answer("q-numeric", {"answer": "13"})
    assert student.client.post("/lessons/asking/review", follow_redirects=False).headers["location"] == "/lessons/asking"
    assert "Right." not in student.section("q-single")
    assert "2 tries left" in student.section("q-numeric")
    assert len(student.client.get("/results/export.json").json()["attempts"]) == 3
