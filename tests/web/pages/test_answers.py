import re

import pytest
from fastapi.testclient import TestClient

from tests.web.asking import DEFERRED, FRONT, SINGLE, TRIES, WHOLE, Student, write
from tests.web.page import PageReader


@pytest.fixture
def student(start, tmp_path) -> Student:
    return Student(start(write(tmp_path / "lessons")))


@pytest.fixture
def scripted(student) -> Student:
    """The same course, by a browser that swaps parts."""
    return Student(student.client, parts=True)


def test_every_question_of_a_lesson_stands_in_its_place_as_a_form(student):
    page = student.lesson()
    kinds = "single numeric later multiple ordering matching table predict challenge computed"
    asked = [attributes["id"] for attributes in page.attributes("section") if str(attributes.get("class")).startswith("question")]
    assert asked == [f"question-q-{kind}" for kind in kinds.split()]
    assert "data-question=" not in student.client.get("/lessons/asking").text
    assert page.texts("legend")[1] == "Your answer: One of three"


def test_a_right_answer_leads_back_to_its_question_which_says_so(student):
    sent = student.answer("q-single", {"answer": student.choose("q-single", "The second")})
    assert (sent.status_code, sent.headers["location"]) == (303, "/lessons/asking#question-q-single")
    said = student.section("q-single")
    assert "✓ Right." in said
    assert "CANARY-explained." in said
    assert "Try again" in said


def test_a_wrong_answer_gets_its_own_explanation_and_the_right_one(student):
    student.answer("q-single", {"answer": student.choose("q-single", "The third")})
    said = student.section("q-single")
    assert "✗ Not right." in said
    assert "CANARY-third is wrong." in said
    assert "CANARY-first" not in said
    assert "The right answer: The second" in said


def test_hints_come_between_tries_and_the_explanation_after_the_last(student):
    student.answer("q-numeric", {"answer": "12 ms"})
    said = student.section("q-numeric")
    assert ("CANARY-twelve" in said, "CANARY-hint-one" in said, "CANARY-hint-two" in said, "CANARY-number" in said) == (True, True, False, False)
    assert "2 tries left" in said
    student.answer("q-numeric", {"answer": "13"})
    said = student.section("q-numeric")
    assert ("CANARY-hint-two" in said, "1 try left" in said, "4711" in said) == (True, True, False)
    student.answer("q-numeric", {"answer": "14"})
    said = student.section("q-numeric")
    assert ("The right answer: 4711 ms" in said, "CANARY-number" in said) == (True, True)


@pytest.mark.parametrize(
    ("label", "given", "verdict"),
    [
        ("q-multiple", {}, "Partly right: 50 %."),
        ("q-ordering", {"place-i1": "2", "place-i2": "1", "place-i3": "3"}, ""),
        ("q-challenge", {"choices": "0, 0, 1"}, "Right."),
        ("q-challenge", {"choices": "0"}, "Not right."),
    ],
)
def test_each_shape_of_form_is_read(student, label, given, verdict):
    given = given or {"answer": [student.choose(label, "North")]}
    assert student.answer(label, given).status_code == 303
    assert verdict in student.section(label)


def test_pairs_and_cells_are_read_by_their_names(student):
    for label in ("q-matching", "q-table"):
        page = student.client.get("/lessons/asking").text
        form = page.split(f"/questions/{label}/answers")[1].split("</form>")[0]
        names = re.findall(r'<select[^>]* name="(part-[^"]+)"', form)
        words = re.findall(r'<option(?: value="([^"]+)")?>([^<]*)</option>', form)
        value = next(value or text for value, text in words if text in {"P", "C"})
        assert student.answer(label, dict.fromkeys(names, value)).status_code == 303
        assert "Partly right: 50 %." in student.section(label)


def test_what_cannot_be_an_answer_is_refused_with_a_reason_and_stays_in_the_form(student):
    sent = student.answer("q-numeric", {"answer": "long"})
    assert sent.status_code == 422
    page = PageReader(sent.text)
    assert "The answer must be a number, such as 12 ms or 1.5." in student.section("q-numeric", page)
    assert "long" in [attributes.get("value") for attributes in page.attributes("input")]
    assert "You have 3 tries" in student.section("q-numeric")


@pytest.mark.parametrize("label", ["q-single", "q-multiple", "q-numeric", "q-ordering", "q-matching", "q-table", "q-challenge"])
def test_an_empty_form_costs_no_try(student, label):
    assert student.answer(label, {}).status_code == 422
    assert "Try again" not in student.section(label)


def test_the_same_form_sent_twice_counts_once(student):
    fields = student.fields("q-numeric")
    for _ in range(2):
        assert student.answer("q-numeric", {"answer": "13"}, fields).status_code == 303
    assert "2 tries left" in student.section("q-numeric")


def test_a_second_tab_that_comes_late_sees_what_counts(student, scripted):
    late, wrong = scripted.fields("q-single"), student.choose("q-single", "The first")
    student.answer("q-single", {"answer": student.choose("q-single", "The second")})
    sent = scripted.answer("q-single", {"answer": wrong}, late)
    assert sent.status_code == 409
    said = PageReader(sent.text)
    assert "answered already, perhaps in another tab" in student.section("q-single", said)
    assert "✓ Right." in student.section("q-single", said)


def test_a_form_that_does_not_know_of_a_used_try_is_refused_and_keeps_what_was_typed(student, scripted):
    late = scripted.fields("q-numeric")
    student.answer("q-numeric", {"answer": "13"})
    sent = scripted.answer("q-numeric", {"answer": "14"}, late)
    assert (sent.status_code, sent.headers["faultline-part"]) == (409, "question")
    part = PageReader(sent.text)
    assert "Another tab has used a try meanwhile" in student.section("q-numeric", part)
    assert "2 tries left" in student.section("q-numeric", part)
    assert "14" in [attributes.get("value") for attributes in part.attributes("input")]
    assert scripted.answer("q-numeric", {"answer": "14"}, scripted.fields("q-numeric", part)).status_code == 200
    assert "1 try left" in student.section("q-numeric")


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 40, "²"])
def test_a_form_that_does_not_say_what_it_has_seen_is_taken(student, seen):
    assert student.answer("q-numeric", {"answer": "13", "seen": seen}).status_code == 303
    assert "2 tries left" in student.section("q-numeric")


def test_an_answer_that_waits_for_its_judgement_may_be_saved_over_from_another_tab(student):
    late = student.fields("q-later")
    student.answer("q-later", {"answer": "something"})
    assert student.answer("q-later", {"answer": "canaryword"}, late).status_code == 303


def test_a_part_of_the_page_comes_with_the_end_of_the_lesson_and_a_key_of_its_own(student, scripted):
    fields = scripted.fields("q-single")
    sent = scripted.answer("q-single", {"answer": student.choose("q-single", "The second")}, fields)
    assert (sent.status_code, sent.headers["faultline-part"]) == (200, "question")
    part = PageReader(sent.text)
    assert [attributes["id"] for attributes in part.attributes("section")] == ["question-q-single", "fl-end"]
    assert scripted.fields("q-single", part)["key"] != fields["key"]
    assert "1 of 10 right" in " ".join(part.texts("p"))


def test_a_draft_stands_in_the_form_again(student):
    kept = student.client.put("/lessons/asking/questions/q-numeric/draft", data={**student.fields("q-numeric"), "answer": "half a thou"})
    assert kept.status_code == 200
    page = student.lesson()
    assert "half a thou" in [attributes.get("value") for attributes in page.attributes("input")]
    assert "Draft kept" in student.section("q-numeric", page)


def test_a_draft_of_a_question_that_is_complete_is_not_kept(student):
    fields = student.fields("q-single")
    student.answer("q-single", {"answer": student.choose("q-single", "The second")}, fields)
    assert student.client.put("/lessons/asking/questions/q-single/draft", data={**fields, "answer": "o1"}).status_code == 409


def test_a_deferred_answer_says_nothing_until_the_lesson_is_finished(student):
    student.answer("q-later", {"answer": "canaryword"})
    said = student.section("q-later")
    assert "It is judged when you press “Finish”. Until then you can change it." in said
    assert "● Saved." in said
    assert ("Right." in said, "CANARY-later" in said) == (False, False)
    assert student.client.post("/lessons/asking/finish", follow_redirects=False).headers["location"] == "/lessons/asking#fl-end"
    said = student.section("q-later")
    assert ("✓ Right." in said, "CANARY-later" in said) == (True, True)


def test_trying_again_brings_an_empty_form(student):
    student.answer("q-single", {"answer": student.choose("q-single", "The third")})
    sent = student.client.post("/lessons/asking/questions/q-single/retry", follow_redirects=False)
    assert sent.status_code == 303
    assert "Not right" not in student.section("q-single")
    assert student.answer("q-single", {"answer": student.choose("q-single", "The second")}).status_code == 303
    assert "✓ Right." in student.section("q-single")


def test_a_question_that_changed_is_shown_as_it_was_answered_and_offers_the_new_one(start, tmp_path):
    folder = write(tmp_path / "lessons", FRONT + SINGLE)
    student = Student(start(folder))
    student.answer("q-single", {"answer": student.choose("q-single", "The second")})
    write(folder, FRONT + SINGLE.replace("Which?", "Which one now?"))
    later = start(folder)
    later.cookies = student.client.cookies
    again = Student(later)
    said = again.section("q-single")
    assert "This question has changed since you answered it." in said
    assert ("Which?" in said, "Which one now?" in said) == (True, False)
    later.post("/lessons/asking/questions/q-single/retry")
    assert "Which one now?" in again.section("q-single")


def test_a_prediction_shows_the_run_up_to_the_question_and_all_of_it_afterwards(student):
    [waiting, _] = student.lesson().attributes("sim-player")
    assert (waiting["until"], waiting["choices"], waiting["step"]) == ("2", "0,0", "2")
    assert "The run waits here. Answer first" in student.section("q-predict")
    student.answer("q-predict", {"answer": student.choose("q-predict", "Nothing")})
    [whole, _] = student.lesson().attributes("sim-player")
    assert ("until" in whole, whole["step"]) == (False, "2")
    assert str(whole["choices"]).startswith("0,0,2")


def test_a_challenge_searches_for_nothing_until_it_is_over(student):
    assert "challenge" in student.lesson().attributes("sim-player")[1]
    student.answer("q-challenge", {"choices": "0,0,1"})
    player = student.lesson().attributes("sim-player")[1]
    assert ("challenge" in player, str(player["choices"])) == (False, "0,0,1")


def test_the_run_that_reached_the_goal_of_a_challenge_is_shown_at_that_step_and_marked(student):
    student.answer("q-challenge", {"choices": "0,0,1"})
    player = student.lesson().attributes("sim-player")[1]
    assert (player["step"], player["goal-choices"]) == ("9", "0,0,1,0,0,0,0,0,0")
    assert "Watch" not in student.section("q-challenge")


def test_a_run_that_did_not_win_a_challenge_is_shown_as_far_as_it_was_taken(student):
    student.answer("q-challenge", {"choices": "0,1"})
    player = student.lesson().attributes("sim-player")[1]
    assert (player["choices"], player["step"], "goal-choices" in player) == ("0,1", "2", False)


@pytest.mark.parametrize("address", ["questions/q-none/answers", "questions/q-none/retry", "finish", "review", "done", "place"])
def test_what_does_not_exist_is_not_found(student, address):
    place = "asking" if "q-none" in address else "nothing"
    assert student.client.post(f"/lessons/{place}/{address}").status_code == 404


def test_a_form_that_is_no_text_is_refused(student):
    sent = student.client.post(
        "/lessons/asking/questions/q-single/answers", content=b"answer=%ff", headers={"Content-Type": "application/x-www-form-urlencoded"}
    )
    assert sent.status_code == 422
    many = "&".join(f"f{number}=1" for number in range(500))
    assert student.client.post("/lessons/asking/questions/q-single/answers", content=many).status_code == 422


def test_a_form_of_another_visit_keeps_what_was_typed_and_asks_for_it_again(student, scripted):
    stranger = TestClient(student.client.app)
    fields = student.fields("q-numeric")
    sent = Student(stranger, parts=True).answer("q-numeric", {"answer": "4711"}, fields)
    assert sent.status_code == 409
    part = PageReader(sent.text)
    assert "opened for another visit" in student.section("q-numeric", part)
    assert "4711" in [attributes.get("value") for attributes in part.attributes("input")]
    assert "✓" not in student.section("q-numeric", part)


def test_the_lessons_of_these_tests_hold_every_kind():
    assert all(text in WHOLE for text in (SINGLE, TRIES, DEFERRED))


def test_an_answer_to_a_question_that_the_lesson_has_dropped_is_taken_and_says_so(start, tmp_path):
    folder = write(tmp_path / "lessons", FRONT + SINGLE + TRIES)
    student = Student(start(folder), parts=True)
    fields = student.fields("q-numeric")
    write(folder, FRONT + SINGLE)
    later = start(folder)
    later.cookies = student.client.cookies
    sent = Student(later, parts=True).answer("q-numeric", {"answer": "4711"}, fields)
    said = student.section("q-numeric", PageReader(sent.text))
    assert (sent.status_code, "✓ Right." in said, "no longer asks this question" in said) == (200, True, True)
    assert "0 of 1 right" in " ".join(PageReader(sent.text).texts("p"))
    assert "A number" in later.get("/results").text
