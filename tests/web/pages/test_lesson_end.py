"""The end of a lesson: what is open, what waits, how what was judged there was judged, and the review."""

import pytest

from tests.web.asking import DEFERRED, FRONT, SINGLE, Student, write
from tests.web.page import PageReader


@pytest.fixture
def student(start, tmp_path) -> Student:
    return Student(start(write(tmp_path / "lessons")))


def test_the_end_of_a_lesson_says_what_is_open_and_then_that_it_is_done(start, tmp_path):
    student = Student(start(write(tmp_path / "lessons", FRONT + SINGLE + DEFERRED)))
    links = student.lesson().links()
    assert [links[f"○{title}: not answered yet"] for title in ("One of three", "For later")] == ["#question-q-single", "#question-q-later"]
    student.answer("q-single", {"answer": student.choose("q-single", "The second")})
    student.answer("q-later", {"answer": "something"})
    page = student.lesson()
    assert ("One of three" in page.links(), page.links()["For later"]) == (False, "#question-q-later")
    assert "1 answer waits to be judged. Finish judges it." in page.texts("p")
    student.client.post("/lessons/asking/finish")
    [end] = student.lesson().texts("section", id="fl-end")
    assert "1 of 2 right. All is answered, but a lesson is done with 80 % of the points." in end
    sent = student.client.post("/lessons/asking/retry-missed", follow_redirects=False)
    assert sent.headers["location"] == "/lessons/asking#question-q-later"
    [end] = student.lesson().texts("section", id="fl-end")
    assert "Retry the ones I missed" not in end
    student.answer("q-later", {"answer": "canaryword"})
    student.client.post("/lessons/asking/finish")
    [end] = student.lesson().texts("section", id="fl-end")
    assert "2 of 2 right. This lesson is done; it comes up for review on" in end
    assert "done, 2 of 2 right" in " ".join(PageReader(student.client.get("/").text).texts("li", class_="card"))


def test_finish_says_first_what_it_does_with_open_questions_and_afterwards_which_they_are(start, tmp_path):
    other = DEFERRED.replace("q-later", "q-other").replace("For later", "Another one")
    student = Student(start(write(tmp_path / "lessons", FRONT + SINGLE + DEFERRED + other)))
    assert "Finish" not in student.lesson().texts("button")
    student.answer("q-later", {"answer": "canaryword"})
    page = student.lesson()
    assert "2 questions are still open. Finish marks them as not answered. You can still answer them later." in page.texts("p")
    assert "Finish" in page.texts("button")
    student.client.post("/lessons/asking/finish")
    page = student.lesson()
    [end] = page.texts("section", id="fl-end")
    assert "1 of 3 right. A lesson is done when every question is answered and you have 80 % of the points." in end
    assert "Not answered when you finished; you still can: One of three Another one" in end
    assert "Finish" not in page.texts("button")
    assert [page.links()[f"{sign}{title}: {said}"] for sign, title, said in MARKS] == [
        f"#question-q-{label}" for label in ("single", "later", "other")
    ]
    student.answer("q-other", {"answer": "something"})
    student.answer("q-single", {"answer": student.choose("q-single", "The second")})
    student.client.post("/lessons/asking/finish")
    [end] = student.lesson().texts("section", id="fl-end")
    assert "2 of 3 right" in end
    assert "Not answered" not in end
    assert "Retry the ones I missed" in end


MARKS = [("○", "One of three", "not answered yet"), ("✓", "For later", "right"), ("○", "Another one", "not answered yet")]


def test_a_review_begins_again_with_what_is_complete_and_leaves_the_rest(student):
    student.answer("q-single", {"answer": student.choose("q-single", "The second")})
    student.answer("q-numeric", {"answer": "13"})
    assert student.client.post("/lessons/asking/review", follow_redirects=False).headers["location"] == "/lessons/asking"
    assert "Right." not in student.section("q-single")
    assert "2 tries left" in student.section("q-numeric")
    assert len(student.client.get("/results/export.json").json()["attempts"]) == 3
