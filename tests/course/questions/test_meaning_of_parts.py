"""What a table with empty cells and what a challenge mean: their places and goals, not the names of cells or what is said afterwards."""

from msgspec.structs import replace

from app.course.model.questions import Body, Question
from app.course.questions.kinds.challenge import Challenge
from app.course.questions.kinds.fill_in import Blank, FillIn
from app.course.questions.meaning import changes
from app.course.questions.runs import Goal

TABLE = FillIn(
    "crash",
    ("first", "second"),
    ("a", "b"),
    (("one", "x"), ("y", "two, at most")),
    {"x": Blank("x", "OK", ("OK", "DUP"), {"DUP": "No."}), "y": Blank("y", "7")},
)
CHALLENGE = Challenge("sending", {"losses": 1}, "lost", Goal(outcome={"result": "DUP"}), "Make it arrive twice.", 1, 5, (0, 1), 2)


def parts(before: Body, after: Body) -> list[str]:
    """The parts of the meaning in which two bodies differ."""
    return changes(*(Question("q", "About it", "Fill it in.", body) for body in (before, after)))


def with_blank(key: str, **more: object) -> FillIn:
    return replace(TABLE, fields=TABLE.fields | {key: replace(TABLE.fields[key], **more)})


def test_a_table_means_the_same_with_other_keys_for_its_blanks_and_other_words_after_an_answer() -> None:
    renamed = replace(TABLE, cells=(("one", "p"), ("q", "two, at most")), fields={"p": TABLE.fields["x"], "q": TABLE.fields["y"]})
    assert parts(TABLE, renamed) == []
    assert parts(TABLE, with_blank("x", feedback={"DUP": "Think again."})) == []
    assert parts(TABLE, with_blank("x", choices=("DUP", "OK"))) == []
    assert parts(TABLE, replace(TABLE, corner="Crash.", cells=(("One", "x"), ("y", "two at most")))) == []


def test_a_table_means_something_else_with_another_word_place_choice_or_right_answer() -> None:
    assert parts(TABLE, replace(TABLE, corner="loss")) == ["table"]
    assert parts(TABLE, replace(TABLE, columns=("second", "first"))) == ["table"]
    assert parts(TABLE, replace(TABLE, rows=("a", "c"))) == ["table"]
    assert parts(TABLE, replace(TABLE, cells=(("one", "y"), ("x", "two, at most")))) == ["table"]
    assert parts(TABLE, with_blank("x", choices=("OK", "DUP", "ZERO"))) == ["choices"]
    assert parts(TABLE, with_blank("x", right="DUP")) == ["right answer"]
    assert parts(TABLE, with_blank("y", right="8")) == ["right answer"]


def test_a_challenge_means_its_goal_and_its_model_whatever_its_best_run() -> None:
    assert parts(CHALLENGE, replace(CHALLENGE, sentence="Get it there twice.", faults=2, events=9, best=(0,))) == []
    assert parts(CHALLENGE, replace(CHALLENGE, goal=Goal(outcome={"result": "ZERO"}))) == ["goal"]
    assert parts(CHALLENGE, replace(CHALLENGE, goal=Goal(property="at-most-once"))) == ["goal"]
    for other in ({"concept": "receiving"}, {"parameters": {"losses": 2}}, {"scenario": None}, {"revision": 3}):
        assert parts(CHALLENGE, replace(CHALLENGE, **other)) == ["concept"]
    assert parts(TABLE, CHALLENGE)[0] == "kind"
