"""The tables beside the diagram: every lie as soon as it is made up, every decision with its sign."""

import msgspec
import pytest

from app.concepts.byzantine_agreement import CONCEPT
from app.kernel.show.panels import Cell, Row, Table
from tests.concepts.byzantine import OM, drawn, reporter


def texts(table: Table) -> dict[str, list[str]]:
    return {row.head: [cell.text for cell in row.cells] for row in table.rows}


def tones(table: Table) -> dict[str, str]:
    return {row.head: " ".join(cell.tone for cell in row.cells) for row in table.rows}


def said(table: Table) -> dict[str, list[str]]:
    """Give what is read out of a table."""
    return {row.head: [cell.words or cell.text for cell in row.cells] for row in table.rows}


def bare(row: Row) -> Row:
    """Give a row without what is only read out."""
    return Row(row.head, tuple(msgspec.structs.replace(cell, words="") for cell in row.cells))


def test_the_table_of_a_process_shows_words_that_count_lies_and_the_decision() -> None:
    matrix, _ring, first, *others = drawn(reporter(scenario="four-one").player_frame(15))
    assert texts(matrix) == {"P1": ["—", "1", "1", "1"], "P2": ["2", "—", "2", "2"], "P3": ["“x”", "“y”", "—", "“z”"], "P4": ["4", "4", "4", "—"]}
    assert (first.title, first.columns) == ("Round 2: what P1 is told", ("v1", "v2", "v3", "v4"))
    assert texts(first) == {
        "P1 itself": ["1", "2", "x", "4"],
        "P2": ["(1)", "(2)", "y", "4"],
        "P3": ["(“x”)", "“x”", "(“x”)", "“x”"],
        "P4": ["(1)", "2", "z", "(4)"],
        "decides": ["1 ✓", "2 ✓", "?", "4 ✓"],
    }
    assert tones(first) == {
        "P1 itself": "plain plain plain plain",
        "P2": "dim dim plain plain",
        "P3": "lie lie lie lie",
        "P4": "dim plain plain dim",
        "decides": "good good warn good",
    }
    assert [table.title for table in others] == ["Round 2: what P2 is told", "Round 2: what P4 is told"]


def test_a_lie_is_in_the_tables_as_soon_as_it_is_made_up() -> None:
    shown = reporter()
    matrix, _ring, first, *_others = drawn(shown.player_frame(2))
    assert bare(matrix.rows[2]) == Row("P3", (Cell("“x”", "lie"), Cell("“y”", "lie", True), Cell("—", "dim"), Cell("", "dim")))
    assert texts(first)["P1 itself"] == ["", "", "", ""], "round 2 has not begun"
    half = drawn(shown.player_frame(5))[2]
    assert bare(half.rows[2]) == Row("P3", (Cell("(“x”)", "lie"), Cell("“x”", "lie", True), Cell("", "dim"), Cell("", "dim")))
    assert [texts(drawn(shown.player_frame(number))[2])["decides"] for number in (6, 7)] == [["", "", "", ""], ["1 ✓", "2 ✓", "x", "4 ✓"]]


@pytest.mark.parametrize("scenario", [scenario.name for scenario in CONCEPT.scenarios])
def test_every_table_has_all_its_rows_and_columns_from_the_start(scenario: str) -> None:
    shown = reporter(scenario=scenario)
    shapes = set()
    for number in range(len(shown.run.steps)):
        tables = [panel for panel in drawn(shown.player_frame(number)) if isinstance(panel, Table)]
        shapes.add(tuple((table.title, table.columns, tuple(row.head for row in table.rows)) for table in tables))
    assert len(shapes) == 1


def test_what_a_sign_says_is_there_in_words() -> None:
    matrix, _ring, first, *_others = drawn(reporter(scenario="four-one").player_frame(2))
    assert said(matrix)["P3"] == ["x, made up", "y, made up", "not to itself", "nothing yet"]
    assert set(said(first)["decides"]) == {"nothing yet"}
    _matrix, _ring, first, *_others = drawn(reporter(scenario="four-one").player_frame(15))
    assert said(first)["P2"] == ["1, does not count", "2, does not count", "y", "4"]
    assert said(first)["P3"] == ["x, made up, does not count", "x, made up", "x, made up, does not count", "x, made up"]
    assert said(first)["decides"] == ["1, right", "2, right", "unknown", "4, right"]
    wrong = drawn(reporter(scenario="three-one").player_frame(8))[2]
    assert said(wrong)["decides"] == ["1, right", "unknown, wrong", "unknown"]
    split = drawn(reporter(scenario="broken-textbook-rule").player_frame(15))[2]
    assert said(split)["decides"][2] == "x, and not the same as others"
    orders = drawn(reporter(scenario="om-four").player_frame(2))[0]
    assert said(orders)["P3 says that P1 said"] == ["retreat, made up", "nothing yet"]


def test_only_the_step_that_completes_a_process_marks_its_decision_as_new() -> None:
    shown = reporter()
    marked = []
    for number in range(3, 16):
        tables = drawn(shown.player_frame(number))[2:]
        marked.append([table.name for table in tables if table.rows[-1].head == "decides" and table.rows[-1].cells[0].changed])
    assert marked == [[]] * 4 + [["round-2-1"]] + [[]] * 3 + [["round-2-2"]] + [[]] * 3 + [["round-2-4"]]


def test_wrong_and_split_decisions_are_signed() -> None:
    broken = drawn(reporter(scenario="broken-textbook-rule").player_frame(15))
    assert [texts(table)["decides"][2] for table in broken[2:]] == ["x ≠", "x ≠", "y ≠"]
    assert texts(broken[2])["P1 itself"] == ["(1)", "(2)", "(x)", "(4)"]
    three = drawn(reporter(scenario="three-one").player_frame(8))
    assert [(texts(table)["decides"], tones(table)["decides"]) for table in three[2:]] == [
        (["1 ✓", "? ✗", "?"], "good bad warn"),
        (["? ✗", "2 ✓", "?"], "bad good warn"),
    ]


def test_a_split_is_signed_only_when_everybody_has_decided() -> None:
    shown = reporter({"rule": "textbook"}, (0, 0, 1, 0, 0, 0, 0, 0, 0, 1))
    decided = [[texts(table).get("decides", ["", "", ""])[2] for table in drawn(shown.player_frame(number))[2:]] for number in (11, 15)]
    assert decided == [["y", "x", ""], ["y ≠", "x ≠", "x ≠"]]


def test_for_many_processes_only_the_decisions_are_shown() -> None:
    matrix, _ring, decisions = drawn(reporter(scenario="two-rounds-two-traitors").player_frame(80))
    assert len(matrix.rows) == 7
    assert texts(decisions)["P2"] == ["1 ✓", "2 ✓", "3 ✓", "4 ✓", "5 ✓", "? ≠", "x"]


def test_om_shows_what_each_lieutenant_is_told_on_each_path() -> None:
    shown = reporter(scenario="om-four")
    table, _ring = drawn(shown.player_frame(2))
    assert table.columns == ("P2", "P4")
    assert texts(table) == {
        "P1 says": ["attack", "attack"],
        "P2 says that P1 said": ["—", "attack"],
        "P3 says that P1 said": ["“retreat”", ""],
        "P4 says that P1 said": ["attack", "—"],
        "decides": ["attack ✓", ""],
    }
    assert [drawn(shown.player_frame(number))[0].rows[-1].cells[0].changed for number in (1, 2, 3)] == [False, True, False]
    table, _ring = drawn(shown.player_frame(3))
    assert bare(table.rows[2]).cells[1] == Cell("“retreat”", "lie", True)
    assert (texts(table)["decides"], tones(table)["decides"]) == (["attack ✓", "attack ✓"], "good good")
    assert texts(drawn(reporter(OM | {"traitors": "1", "m": 0}).player_frame(3))[0])["decides"] == ["x ≠", "y ≠", "x ≠"]


def test_long_paths_of_many_processes_are_counted_but_not_listed() -> None:
    table, _ring = drawn(reporter(scenario="om-seven-two").player_frame(30))
    assert len(table.rows) == 1 + 6 + 1
    assert "counted, but not listed" in table.note
    small, _ring = drawn(reporter(OM | {"processes": 5, "m": 2}).player_frame(9))
    assert len(small.rows) == 1 + 4 + 12 + 1
    assert "not listed" not in small.note
