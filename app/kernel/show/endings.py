"""All possible endings of a concept as a table: each cell found by exploration, with a shortest run to it. Nothing of it is stored."""

from collections.abc import Callable, Iterator, Mapping
from itertools import product
from typing import Any, Literal

import msgspec

from app.kernel.explore import Exploration
from app.kernel.parameters import Choice, Value
from app.kernel.specification import Model


class Axis(msgspec.Struct, frozen=True):
    """One side of the table: the values of a parameter that is tried out, or of a part of the outcome.

    ``labels`` gives the values in the order to show, with what to write; values that are not listed are left out, and columns that stay empty too.
    """

    kind: Literal["parameter", "outcome"]
    name: str
    title: str
    labels: Mapping[str, str]


class EndingTable(msgspec.Struct, frozen=True):
    """What a concept declares. ``sweep`` are the parameters (choices) of which every value is tried, whatever the run has set.

    ``cell`` names the part of the outcome that a cell shows; empty: the number of final states. ``tones`` colours its values.
    """

    title: str
    sentence: str
    rows: Axis
    columns: Axis
    sweep: tuple[str, ...] = ()
    cell: str = ""
    tones: Mapping[str, str] = {}


class CellRecord(msgspec.Struct, frozen=True):
    """One result in a cell: what it is, how many final states have it, and a shortest run (parameters that differ, choices).

    ``outcome`` has the parts of the outcome that the table shows, so that a run can be found in it.
    """

    text: str
    tone: str
    states: int
    parameters: dict[str, Value]
    choices: tuple[int, ...]
    outcome: dict[str, Any]


class RowRecord(msgspec.Struct, frozen=True):
    """A row: its heading, and for each column the results found (none: impossible)."""

    head: str
    cells: tuple[tuple[CellRecord, ...], ...]


class TableRecord(msgspec.Struct, frozen=True):
    """The table, with the number of states that were searched for it; ``exhausted`` says whether that was all.

    ``axes`` are the parameters whose values are rows or columns. ``verdict`` is a sentence about all of it, where there is one to say.
    """

    title: str
    sentence: str
    verdict: str
    corner: str
    axes: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[RowRecord, ...]
    states: int
    exhausted: bool


def settings(model: Model[Any], table: EndingTable) -> Iterator[dict[str, Value]]:
    """Give every setting of the swept parameters."""
    declared = {parameter.name: parameter for parameter in model.concept.parameters}
    domains = []
    for name in table.sweep:
        parameter = declared[name]
        assert isinstance(parameter, Choice), f"{name} cannot be swept: it is no choice"
        domains.append(parameter.choices)
    return (dict(zip(table.sweep, values, strict=True)) for values in product(*domains))


def tabulate(model: Model[Any], table: EndingTable, search: Callable[[Model[Any]], Exploration]) -> TableRecord:
    """Explore every setting with ``search`` and sort the endings into the table."""
    sides = (table.rows, table.columns)
    shown = [axis.name for axis in sides if axis.kind == "outcome"] + ([table.cell] if table.cell else [])
    found: dict[tuple[str, str], dict[str, CellRecord]] = {}
    states, exhausted = 0, True
    for setting in settings(model, table):
        result = search(model.concept.model(dict(model.values) | setting))
        states, exhausted = states + result.states, exhausted and result.exhausted
        for ending in result.endings:
            row, column = (str(setting[axis.name] if axis.kind == "parameter" else ending.outcome[axis.name]) for axis in sides)
            text = str(ending.outcome[table.cell]) if table.cell else ""
            cell = found.setdefault((row, column), {})
            parts = {name: ending.outcome[name] for name in shown}
            new = CellRecord(text, table.tones.get(text, "plain"), ending.states, setting, ending.choices, parts)
            cell[text] = _merged(cell.get(text), new)
    columns = [column for column in table.columns.labels if any((row, column) in found for row in table.rows.labels)]
    rows = tuple(RowRecord(label, tuple(_results(found.get((row, column), {})) for column in columns)) for row, label in table.rows.labels.items())
    return TableRecord(
        title=table.title,
        sentence=table.sentence,
        verdict=_verdict(table, rows),
        corner=f"{table.rows.title} \\ {table.columns.title}",
        axes=tuple(axis.name for axis in sides if axis.kind == "parameter"),
        columns=tuple(table.columns.labels[column] for column in columns),
        rows=rows,
        states=states,
        exhausted=exhausted,
    )


def _verdict(table: EndingTable, rows: tuple[RowRecord, ...]) -> str:
    """Say that no row is good everywhere, if that was found; it stays true however much more is found."""
    good = [text for text, tone in table.tones.items() if tone == "good"]
    spoilt = all(any(record.tone != "good" for results in row.cells for record in results) for row in rows)
    return f"No row is {' or '.join(good)} everywhere." if good and spoilt else ""


def _merged(old: CellRecord | None, new: CellRecord) -> CellRecord:
    """Two endings in one cell (other parts of the outcome differ): the states add up, the shorter run stays."""
    if old is None:
        return new
    shorter = min(old, new, key=lambda record: (len(record.choices), record.choices))
    return msgspec.structs.replace(shorter, states=old.states + new.states)


def _results(cell: dict[str, Any]) -> tuple[CellRecord, ...]:
    return tuple(sorted((msgspec.structs.replace(record, text=record.text or str(record.states)) for record in cell.values()), key=lambda r: r.text))
