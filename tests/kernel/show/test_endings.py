"""The table of all endings is found, not stored; and every cell can be played."""

import pytest

from app.concepts import catalogue, find
from app.kernel.explore import explore
from app.kernel.runs import play
from app.kernel.show.endings import TableRecord, tabulate

TABLED = [slug for slug, concept in catalogue().items() if concept.table]


def table(slug: str, scenario: str | None = None, **parameters: str | int) -> TableRecord:
    """Give a concept's table."""
    model = find(slug).model(parameters, scenario)
    assert model.concept.table is not None
    return tabulate(model, model.concept.table, explore)


def texts(record: TableRecord) -> dict[str, str]:
    """Give the rows as text."""
    return {row.head: " ".join("/".join(cell.text for cell in results) or "-" for results in row.cells) for row in record.rows}


def test_the_print_servers_table_is_the_textbooks() -> None:
    found = table("server-crash")
    assert found.columns == ("MPC", "MC(P)", "C(MP)", "PMC", "PC(M)", "C(PM)")
    assert texts(found) == {
        "always": "DUP OK OK DUP DUP OK",
        "never": "OK ZERO ZERO OK OK ZERO",
        "when acknowledged": "DUP OK ZERO DUP OK ZERO",
        "when not acknowledged": "OK ZERO OK OK DUP OK",
    }
    assert (found.states, found.exhausted) == (194, True)
    assert found.verdict == "No row is OK everywhere."


def test_without_a_crash_nothing_is_said_of_the_rows() -> None:
    found = table("server-crash", crashes=0)
    assert (found.columns, found.verdict) == ((), "")


def test_a_table_that_colours_nothing_has_no_verdict() -> None:
    assert table("rpc-failures").verdict == ""


def test_what_the_client_sees_does_not_say_how_often_the_call_was_executed() -> None:
    found = table("rpc-failures", semantics="maybe")
    assert found.columns == ("0 times", "once")
    assert {row.head: [bool(cell) for cell in row.cells] for row in found.rows} == {
        "ok": [False, True],
        "error": [False, False],
        "unknown": [True, True],
        "crashed": [True, True],
    }


def test_a_cell_with_two_results_shows_both() -> None:
    assert texts(table("server-crash", "broken-reordering"))["when acknowledged"] == "DUP/OK OK/ZERO ZERO DUP/OK OK ZERO"


@pytest.mark.parametrize("slug", TABLED)
def test_every_cell_plays_to_what_it_says(slug: str) -> None:
    concept = find(slug)
    declared = concept.table
    assert declared is not None
    found = table(slug)
    heads = {label: value for value, label in declared.rows.labels.items()}
    columns = [next(value for value, label in declared.columns.labels.items() if label == shown) for shown in found.columns]
    played = 0
    for row in found.rows:
        for column, results in zip(columns, row.cells, strict=True):
            for cell in results:
                run = play(concept.model(cell.parameters), cell.choices, stop=len(cell.choices))
                assert run.outcome is not None
                facts = {name: str(value) for name, value in (run.outcome | cell.parameters).items()}
                assert facts[declared.rows.name] == heads[row.head]
                assert facts[declared.columns.name] == column
                assert not declared.cell or facts[declared.cell] == cell.text
                played += 1
    assert played >= 6


def test_a_search_that_was_stopped_says_so() -> None:
    model = find("server-crash").model()
    assert model.concept.table is not None
    assert not tabulate(model, model.concept.table, lambda one: explore(one, limit=3)).exhausted
