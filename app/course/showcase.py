"""What opens the course: a run that plays at once, and the table of all its endings, as the one concept declares it that is to be seen first."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from app.course.player_html import ShownRun, player
from app.course.run_address import address
from app.kernel.explore import explore
from app.kernel.runs import play
from app.kernel.show.concept import Concept, Showcase
from app.kernel.show.endings import CellRecord, EndingTable, RowRecord, tabulate


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

    corner: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[Cell, ...], ...]], ...]
    states: int
    verdict: str


@dataclass(frozen=True, slots=True)
class Opening:
    """The concept that opens the course, what it declares for that, and its table if it has one."""

    concept: Concept
    declared: Showcase
    endings: Endings | None

    def player(self) -> Markup:
        """The run, in a player that plays by itself."""
        concept, scenario = self.concept, self.declared.scenario
        run = play(concept.model({}, scenario), concept.opening(scenario))
        link = address(concept.slug, {}, scenario, None, None)
        return player(ShownRun(run, {}, scenario, None, 0, alt=self.declared.alt, link=link, scenarios=True, autoplay=True))


def opening(catalogue: Mapping[str, Concept]) -> Opening | None:
    """The first concept that declares a showcase, with its table filled in; none where no concept does."""
    for concept in catalogue.values():
        if concept.showcase is not None:
            return Opening(concept, concept.showcase, _endings(concept, concept.table) if concept.table else None)
    return None


def _endings(concept: Concept, table: EndingTable) -> Endings:
    found = tabulate(concept.model(), table, explore)

    def cells(row: RowRecord) -> tuple[tuple[Cell, ...], ...]:
        return tuple(
            tuple(_cell(concept, table, row.head, column, one) for one in results) for column, results in zip(found.columns, row.cells, strict=True)
        )

    return Endings(table.rows.title, found.columns, tuple((row.head, cells(row)) for row in found.rows), found.states, found.verdict)


def _cell(concept: Concept, table: EndingTable, row: str, column: str, record: CellRecord) -> Cell:
    name = f"{record.text}, {table.columns.title} {column}, {table.rows.title}: {row}"
    return Cell(record.text, record.tone, address(concept.slug, record.parameters, None, record.choices, revision=concept.revision), name)
