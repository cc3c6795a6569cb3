import pytest

from app.course.model.questions import RunLink
from app.course.questions.judging import present
from app.course.questions.kinds.typed import Numeric

HEAD = ("{predict} How does it end?", ":label: p", ":sim: server-crash", ":client: never", ":run: 0,0,2")


@pytest.fixture
def ask(load, head):
    def read(*options, text="It crashes. What now?\n", first=HEAD):
        [question] = load(head + "\n:::" + "\n".join([*first, *options]) + f"\n{text}:::\n").questions
        return question

    return read


def test_the_run_gives_the_right_answer(ask):
    question = ask(":answer: result")
    assert {option.text: option.right for option in question.body.options} == {"OK": False, "DUP": False, "ZERO": True}
    assert question.run == RunLink("server-crash", {"client": "never"}, None, (0, 0, 2, 0, 0, 0), None, "The run, to its end")


def test_a_wrong_answer_leads_to_a_run_that_does_end_so(ask):
    options = {option.text: option for option in ask(":answer: result").body.options}
    assert options["OK"].run is not None
    assert options["OK"].feedback == "Other choices lead there, this run does not."
    assert (options["DUP"].run, options["DUP"].feedback) == (None, "No run of this model ends so.")


def test_an_author_can_say_more_about_a_wrong_answer(ask):
    question = ask(":answer: result", text="What now?\n- [≠] DUP\n  > Who would ask *again*?\n")
    assert next(o for o in question.body.options if o.text == "DUP").feedback == "Who would ask <em>again</em>?"


def test_nothing_after_the_pause_is_in_what_is_shown(ask):
    assert ask(":answer: result").predicts.choices == (0, 0, 2)
    paused = ask(":answer: result", ":pause-at: 2")
    assert (paused.predicts.choices, paused.predicts.step) == ((0, 0), 2)
    assert present(paused).predicts == paused.predicts


def test_a_scenario_is_not_named_for_its_name_may_tell_the_end(ask):
    question = ask(first=("{predict} How?", ":label: p", ":sim: server-crash", ":scenario: lost-job", ":pause-at: 2", ":answer: result"))
    assert question.predicts == RunLink("server-crash", {"client": "never"}, None, (0, 0), 2, "The run up to the question")
    assert "lost-job" not in repr(present(question))


def test_a_number_is_asked_for_where_the_concept_lists_no_values(ask):
    first = ("{predict} How often?", ":label: p", ":sim: rpc-failures", ":scenario: executed-twice", ":answer: executed")
    assert ask(first=first).body == Numeric(2.0)


def test_values_can_be_listed(ask):
    first = ("{predict} Where?", ":label: p", ":sim: domino-effect", ":scenario: domino", ":pause-at: 3", ":answer: recovery_line.P1")
    body = ask(":options: 0, 1, 2, now", first=first).body
    assert [(option.text, option.right) for option in body.options] == [("0", True), ("1", False), ("2", False), ("now", False)]


def test_an_author_can_ask_anything_about_the_run(ask):
    question = ask(text="Who knows?\n- [x] Nobody\n- [ ] The client\n  > No.\n- [!] So.\n")
    assert question.predicts is not None
    assert question.explanation == "<p>So.</p>\n"


def test_the_former_name_of_a_run_is_still_read(ask):
    once = (*HEAD[:-1], ":choices: 0,0,2")
    assert ask(":answer: result", first=once) == ask(":answer: result")


def test_both_names_of_a_run_are_a_mistake(mistakes, head):
    text = head + "\n:::" + "\n".join([*HEAD, ":choices: 0,0,1", ":answer: result"]) + "\nWhat now?\n:::\n"
    [(line, message)] = mistakes(text)
    assert message == f"“choices” is the former name of “run”, which stands in line {line - 1} already."
