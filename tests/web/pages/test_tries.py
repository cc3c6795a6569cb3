"""How often a question may be tried, and what costs no try."""

import re

import pytest
from fastapi.testclient import TestClient

from tests.web.asking import Student, write
from tests.web.page import PageReader


@pytest.fixture
def student(start, tmp_path) -> Student:
    return Student(start(write(tmp_path / "lessons")))


def test_each_question_says_how_many_tries_there_are_and_what_comes_of_the_last(student):
    said = {label: student.section(label).replace(" .", ".") for label in ("q-single", "q-numeric", "q-later", "q-predict")}
    assert "Answer You have 1 try. Then you see the right answer." in said["q-single"]
    assert "Answer You have 3 tries." in said["q-numeric"]
    assert "Answer It is judged when you press “Finish”. Until then you can change it." in said["q-later"]
    assert "Answer You have 1 try. Then the run goes on." in said["q-predict"]
    for number in ("12", "13"):
        student.answer("q-numeric", {"answer": number})
    assert "Answer 1 try left. Then you see the right answer." in student.section("q-numeric").replace(" .", ".")


def test_an_answer_that_is_sent_again_unchanged_costs_no_try(student):
    student.answer("q-numeric", {"answer": "13"})
    sent = student.answer("q-numeric", {"answer": "13"})
    assert sent.status_code == 422
    said = student.section("q-numeric", PageReader(sent.text))
    assert "This is the answer that you gave before. Change something first; no try was used." in said
    assert "2 tries left" in said
    assert student.answer("q-numeric", {"answer": "14"}).status_code == 303


def test_an_order_that_was_not_moved_is_refused_until_it_is_said_to_be_right(student):
    as_shown = {"place-i1": "1", "place-i2": "2", "place-i3": "3"}
    sent = student.answer("q-ordering", as_shown)
    assert sent.status_code == 422
    assert "Nothing has been moved yet." in student.section("q-ordering", PageReader(sent.text))
    assert "It is right as it stands" in student.section("q-ordering", PageReader(sent.text))
    assert "You have 1 try" in student.section("q-ordering")
    assert student.answer("q-ordering", {**as_shown, "as-it-stands": "yes"}).status_code == 303
    assert "You have" not in student.section("q-ordering")


def test_an_answer_that_leaves_something_out_costs_no_try(student):
    page = student.client.get("/lessons/asking").text
    form = page.split("/questions/q-table/answers")[1].split("</form>")[0]
    first = re.findall(r'<select[^>]* name="(part-[^"]+)"', form)[0]
    sent = student.answer("q-table", {first: "C"})
    assert sent.status_code == 422
    assert "Fill in the empty cells first." in student.section("q-table", PageReader(sent.text))
    assert "You have 1 try" in student.section("q-table")


def test_the_answer_can_be_asked_for_once_it_was_tried(student):
    page = student.lesson()
    attempt = student.fields("q-numeric", page)["attempt"]
    assert "Show the answer" not in student.section("q-numeric", page)
    show = "/lessons/asking/questions/q-numeric/show"
    assert student.client.post(show, data={"attempt": attempt}).status_code == 422
    assert "CANARY" not in student.section("q-numeric")
    student.answer("q-numeric", {"answer": "13"})
    assert student.section("q-numeric").endswith("Show the answer")
    for _ in range(2):
        assert student.client.post(show, data={"attempt": attempt}, follow_redirects=False).status_code == 303
    said = student.section("q-numeric")
    assert "✗ Not right. The right answer: 4711 ms CANARY-number." in said
    assert student.answer("q-numeric", {"answer": "4711"}).status_code == 409
    [kept] = student.client.get("/results/export.json").json()["attempts"]
    assert (kept["right"], kept["score"], kept["finished"] is not None) == (False, 0.0, True)


def test_the_answer_is_shown_to_nobody_else_and_not_before_the_end(student):
    student.answer("q-numeric", {"answer": "13"})
    student.answer("q-later", {"answer": "canaryword"})
    for label, status in (("q-later", 422), ("q-numeric", 409)):
        attempt = student.fields(label)["attempt"]
        client = student.client if status == 422 else TestClient(student.client.app)
        sent = client.post(f"/lessons/asking/questions/{label}/show", data={"attempt": attempt})
        assert (sent.status_code, "CANARY-number" in sent.text, "CANARY-later" in sent.text) == (status, False, False)


def test_a_challenge_that_was_given_up_offers_a_best_run(student):
    student.answer("q-challenge", {"choices": "0,1"})
    student.client.post("/lessons/asking/questions/q-challenge/show", data={"attempt": student.fields("q-challenge")["attempt"]})
    assert "Watch a best run" in student.section("q-challenge")


def filled(student: Student, label: str, word: str) -> dict[str, str]:
    """Every cell of a drawn row with this word."""
    form = student.client.get("/lessons/asking").text.split(f"/questions/{label}/answers")[1].split("</form>")[0]
    return dict.fromkeys(re.findall(r'<select[^>]* name="(part-[^"]+)"', form), word)


def test_another_one_like_a_drawn_question_stands_below_it_and_leaves_its_result(student):
    place = {"id": "question-q-computed--practice", "data-question-part": None}
    assert place in [{**attributes} for attributes in student.lesson().attributes("div")]
    student.answer("q-computed", filled(student, "q-computed", "OK"))
    before = student.section("q-computed")
    assert before.endswith("Try again Another one like this")
    assert "Another one like this" not in student.section("q-single")
    parts = Student(student.client, parts=True)
    sent = student.client.post("/lessons/asking/questions/q-computed/another", headers=parts.headers)
    assert [attributes["id"] for attributes in PageReader(sent.text).attributes("section")] == ["question-q-computed--practice", "fl-end"]
    said = student.section("q-computed--practice")
    assert said.startswith("Practice · your result stays as it is A row")
    assert "Show the answer" not in said
    assert student.answer("q-computed--practice", filled(student, "q-computed--practice", "DUP")).status_code == 303
    said = student.section("q-computed--practice")
    assert said.endswith("Another one like this")
    assert "Try again" not in said
    assert student.section("q-computed") == before
    assert "practice" in " ".join(PageReader(student.client.get("/results").text).texts("summary"))
