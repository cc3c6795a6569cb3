"""The table of all endings that opens the course: a concept's own, found by exploration; each cell leads to a shortest run to it."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.course.run_address import address
from app.kernel.explore import explore
from app.kernel.show.concept import Concept
from app.kernel.show.endings import CellRecord, RowRecord, tabulate

CONCEPT = "server-crash"


@dataclass(frozen=True, slots=True)
class Cell:
    """One ending. ``href`` plays it."""

    text: str
    tone: str
    href: str
    name: str


@dataclass(frozen=True, slots=True)
class Endings:
    """The table, with the number of states that were searched for it. ``verdict`` is a sentence about all of it, or empty."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[Cell, ...], ...]], ...]
    states: int
    verdict: str


def crash_endings(catalogue: Mapping[str, Concept]) -> Endings | None:
    """What a crash of the print server leads to, for every rule of its client and every moment of the crash; nothing without the concept's table."""
    concept = catalogue.get(CONCEPT)
    if concept is None or concept.table is None:
        return None
    found = tabulate(concept.model(), concept.table, explore)

    def cells(row: RowRecord) -> tuple[tuple[Cell, ...], ...]:
        return tuple(
            tuple(_cell(concept, row.head, column, one) for one in results) for column, results in zip(found.columns, row.cells, strict=True)
        )

    return Endings(found.columns, tuple((row.head, cells(row)) for row in found.rows), found.states, found.verdict)


def _cell(concept: Concept, row: str, column: str, record: CellRecord) -> Cell:
    name = f"{record.text}, with {column} and a client that asks again: {row}"
    return Cell(record.text, record.tone, address(concept.slug, record.parameters, None, record.choices, revision=concept.revision), name)
