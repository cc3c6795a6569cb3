"""What is shown of synchronous rounds when a concept says nothing of its own."""

from typing import Any

import pytest

from app.kernel.deciding import agreement
from app.kernel.runs import Run, play
from app.kernel.show.concept import Concept
from app.kernel.show.panels import Cell, Processes, Ring, Table
from app.kernel.show.program import Program, progress
from app.kernel.show.report import Reporter
from app.kernel.show.rounds import decision_cell, grouped
from app.kernel.synchronous import SynchronousMachine
from tests.kernel.test_synchronous import Echo


class Bare(Echo):
    """Decides the longest word that it was told."""

    def hear(self, number: int, name: str, local: Any, inbox: tuple[tuple[str, Any], ...]) -> Any:
        return max(body for _, body in inbox)


def bare(names: str, traitors: str) -> Concept[Any]:
    """A concept with no words, panels or labels."""
    return Concept(
        slug="bare",
        title="Bare",
        revision=1,
        summary="",
        source="",
        parameters=(),
        scenarios=(),
        properties=(agreement("All decide the same."),),
        outcomes=(),
        build=lambda values: SynchronousMachine(Bare(names, traitors), str.upper),
        outcome=lambda s: {},
    )


def played(names: str = "abcd", traitors: str = "d", choices: tuple[int, ...] = ()) -> Reporter[Any]:
    return Reporter(play(bare(names, traitors).model(), choices))


def test_events_and_the_ends_of_rounds_are_told_and_who_holds_the_same_is_named_together() -> None:
    shown = played()
    assert [record.label for record in shown.enabled(0)] == ["D tells A word x", "D tells A word y"]
    assert [shown.narration(number) for number in (0, 1, 3, 6)] == [
        "Round 1 begins: every process tells the others.",
        "D tells A word x.",
        "D tells C word x. Round 1 is over: A and C hold x; B holds y.",
        "D tells C word x. Round 2, the last, is over: A and C decide x; B decides y.",
    ]
    assert played("abc", "").narration(1) == "All messages of round 1 arrive. Round 1 is over: A and B hold c; C holds b."


def test_the_matrix_is_of_the_round_under_way_and_marks_what_was_made_up() -> None:
    matrix, ring, cards = played("abcde", "de").player_frame(1).panels
    assert isinstance(matrix, Table)
    assert isinstance(ring, Ring)
    assert isinstance(cards, Processes)
    assert [row.head for row in matrix.rows] == ["A", "B", "C", "D", "E"]
    assert matrix.title == "Round 1: who tells whom what"
    assert [cell.words or cell.text for cell in matrix.rows[0].cells] == ["not to itself", "a", "a", "a", "a"]
    assert [cell.words or cell.text for cell in matrix.rows[3].cells] == ["x, made up", "nothing yet", "nothing yet", "not to itself", "left out"]
    assert matrix.rows[3].cells[0] == Cell("“x”", "lie", True, "x, made up")
    second = played("abcde", "de").player_frame(6).panels[0]
    assert isinstance(second, Table)
    assert second.title.startswith("Round 2")
    assert (second.name, second.columns) == (matrix.name, matrix.columns)


def test_the_ring_says_once_what_is_told_to_several() -> None:
    ring = played().player_frame(1).panels[1]
    assert isinstance(ring, Ring)
    assert ring.told == ("A tells B, C and D “a”.", "B tells A, C and D “b”.", "C tells A, B and D “c”.", "New: D, a traitor, tells A “x”.")
    assert [panel.name for panel in played("abcdefgh", "").player_frame(0).panels] == ["round", "memory"]


@pytest.mark.parametrize(
    ("arguments", "text", "tone", "words"),
    [
        (("x", "x", False), "x ✓", "good", "x, right"),
        (("x", "y", True), "x ✗", "bad", "x, wrong"),
        (("UNKNOWN", "y", False), "? ✗", "bad", "unknown, wrong"),
        (("x", None, True), "x ≠", "bad", "x, and not the same as others"),
        (("x", None, False), "x", "plain", "x"),
        (("UNKNOWN", None, False), "?", "warn", "unknown"),
    ],
)
def test_a_decision_is_signed_and_said(arguments: tuple[str, str | None, bool], text: str, tone: str, words: str) -> None:
    cell = decision_cell(*arguments, changed=False)
    assert (cell.text, cell.tone, cell.words) == (text, tone, words)


def test_agreement_says_nothing_before_the_end_and_then_who_differs() -> None:
    shown = played()
    records = [shown.properties(shown.run.steps[number].situation)[0] for number in (0, -1)]
    assert [(record.open, record.holds) for record in records] == [(True, True), (False, False)]
    assert [record.because for record in records] == ["nobody has decided yet: this is round 1 of 2", "A decides x and B decides y"]
    same = played("abc", "c", (0, 1, 0, 1))
    assert same.properties(same.run.steps[-1].situation)[0].because == "both loyal processes decide x"
    alone = played("ab", "b")
    assert alone.properties(alone.run.steps[-1].situation)[0].because == "A is the only loyal process; it decides x"


def test_a_loyal_process_carries_out_the_lines_of_a_round_when_it_ends() -> None:
    run: Run[Any] = played().run
    program: Program[Any] = Program("Echo", lambda values: ("a", "b", "c"), "say your name\non names:  @ round 1\n    count\non counts:  @ round 2")
    states = [progress(program, run, number, "a", str) for number in (0, 2, 3, 6)]
    assert [(state.done, state.ahead) for state in states] == [((), (1,)), ((), (1,)), ((1,), (3,)), ((1, 3), ())]


def test_those_with_the_same_are_named_in_one_breath() -> None:
    assert grouped({"a": "x", "b": "y", "c": "x"}, "has", "have", str.upper) == "A and C have x; B has y"
