from typing import Any

import pytest

from app import concepts
from app.course.model.questions import Presented, Question
from app.course.questions.judging import present
from app.course.questions.kinds.challenge import ChallengeModel, ShownChallenge
from app.course.questions.kinds.choice import ShownChoice
from app.course.questions.kinds.fill_in import ShownCell, ShownTable
from app.course.questions.kinds.kind import Filled
from app.course.questions.kinds.parts import ShownItem
from app.course.questions.kinds.typed import ShownField
from app.course.questions.presented import filled, in_plain_words
from tests.course.questions.answers import BODIES

CHALLENGE = ShownChallenge(ChallengeModel("server-crash", {"client": "never"}, None, "Print twice.", 1))


def asked(kind: str, shown: Any) -> Presented:
    return Presented(label="q", title="A question", prompt="", kind=kind, behaviour="immediate", tries=1, shown=shown)


def told(question: Presented, answer: Any, *, overdue: bool = False, known: bool = True) -> str:
    return in_plain_words(question, answer, concepts.catalogue() if known else {}, lambda: overdue)


def test_markup_is_left_out_and_what_was_typed_is_no_markup():
    options = ShownChoice(
        (ShownItem("k1", "<em>One</em> &amp; <code>two</code>"), ShownItem("k2", "<math><mi>n</mi><annotation>n</annotation></math>"))
    )
    assert told(asked("single", options), "k1") == "One & two"
    assert told(asked("multiple", options), ["k1", "k2"]) == "One & two; n"
    assert told(asked("text", ShownField()), "<em>x</em> & y") == "<em>x</em> & y"


@pytest.mark.parametrize(("typed", "words"), [("12", "12 ms"), ("12 ms", "12 ms"), ("12ms", "12ms"), ("12 s", "12 s")])
def test_a_unit_that_was_typed_is_not_said_again(typed, words):
    assert told(asked("numeric", ShownField("ms")), typed) == words


def test_a_cell_is_told_by_its_row_and_its_column():
    cells = ((ShownCell(field="f1"), ShownCell(field="f2")), (ShownCell(text="OK"), ShownCell(field="f3")))
    question = asked("table", ShownTable("", ("P M C", "<em>C</em>"), ("always", "never"), cells))
    assert told(question, {"f1": "DUP", "f3": "OK"}) == "always, P M C: DUP; never, C: OK"


def test_where_there_is_one_row_a_cell_is_told_by_its_column():
    question = asked("table", ShownTable("", ("P M C", "C"), ("always",), ((ShownCell(field="f1"), ShownCell(field="f2")),)))
    assert told(question, {"f1": "DUP", "f2": "OK"}) == "P M C: DUP; C: OK"


def test_a_run_is_told_by_what_happens_in_it():
    words = told(asked("challenge", CHALLENGE), [0, 0])
    assert words.count(".") >= 2
    assert "server" in words


@pytest.mark.parametrize("answer", [[0, 99], [-1], [0, "x"], [0, None]])
def test_a_run_that_cannot_be_played_is_told_by_its_numbers(answer):
    assert told(asked("challenge", CHALLENGE), answer) == ", ".join(map(str, answer))


def test_a_run_for_which_there_is_no_time_or_no_concept_any_more_is_told_by_its_numbers():
    question = asked("challenge", CHALLENGE)
    assert told(question, [0, 0], overdue=True) == "0, 0"
    assert told(question, [0, 0], known=False) == "0, 0"


@pytest.mark.parametrize("kind", BODIES)
@pytest.mark.parametrize("answer", [None, "", 7, True, [], [[1], {}], {"x": [1]}, {"x": {"y": None}}])
def test_what_fits_no_question_is_told_all_the_same(kind, answer):
    question = present(Question("q", "A question", "", BODIES[kind]))
    assert isinstance(told(question, answer), str)
    assert isinstance(filled(question, answer), Filled)
