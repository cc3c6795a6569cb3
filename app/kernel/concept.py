"""A concept: the one declaration that stepping, playing, exploring, grading and lessons are uses of."""

from collections.abc import Callable, Hashable, Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from app.kernel.events import Event
from app.kernel.machine import Machine
from app.kernel.parameters import Parameter, Raw, Value, Values, public, resolve, unknown, unused
from app.kernel.properties import Property
from app.kernel.show.diagram import Diagram
from app.kernel.show.endings import EndingTable
from app.kernel.show.panels import Panel

if TYPE_CHECKING:
    from app.kernel.runs import Run, Step
    from app.kernel.show.trace import Tracer

Outcome = dict[str, Any]


class Scenario(msgspec.Struct, frozen=True):
    """A named setting of the parameters, with the first choices of a run if the story needs them.

    ``broken``: the protocol is wrong on purpose; its name starts with ``broken-``.
    """

    name: str
    title: str
    sentence: str
    parameters: Mapping[str, Value] = {}
    choices: tuple[int, ...] = ()

    @property
    def broken(self) -> bool:
        """Whether the protocol is wrong on purpose."""
        return self.name.startswith("broken-")


class OutcomeField(msgspec.Struct, frozen=True):
    """One part of an outcome: its JSON name, what it says, and its values where they can be listed."""

    name: str
    sentence: str
    values: tuple[str, ...] = ()


class Comparison(msgspec.Struct, frozen=True):
    """Two settings of the parameters that are worth seeing beside each other; ``choices`` begin the left run, and the right one follows."""

    title: str
    left: Mapping[str, Value]
    right: Mapping[str, Value]
    choices: tuple[int, ...] = ()


def no_notes(run: "Run", diagram: Diagram) -> Diagram:
    """Add nothing to the diagram."""
    return diagram


class Concept(msgspec.Struct, frozen=True):
    """Everything that is particular to one concept.

    ``build`` makes the machine from resolved parameters; ``check`` refuses combinations of them. ``outcome`` labels a final state. ``label`` says
    what an enabled event would do, ``narrate`` in one sentence what led from a state (None at the start) to a step, ``show`` a message in a few
    characters. ``view`` gives a state as JSON. ``panels`` projects a traced run at a step; ``annotate`` adds spans, jumps and lines to the
    diagram. ``judged_on`` gives what properties and outcome see of one process, besides history and partition: exploration judges
    what looks equal once; without it, every state. ``symmetry`` gives, for a model, the function that maps a state to the representative of all
    that differ by renaming only.
    ``table`` arranges all endings. ``comparisons`` are the pairs that are offered to be seen side by side, the usual one first.
    """

    slug: str
    title: str
    revision: int
    summary: str
    source: str
    parameters: tuple[Parameter, ...]
    scenarios: tuple[Scenario, ...]
    properties: tuple[Property, ...]
    outcomes: tuple[OutcomeField, ...]
    build: Callable[[Values], Machine]
    outcome: Callable[["Model", Any], Outcome]
    label: Callable[["Model", Any, Event], str]
    narrate: Callable[["Model", Any, "Step"], str]
    view: Callable[["Model", Any], Any]
    panels: Callable[["Tracer", int], tuple[Panel, ...]]
    show: Callable[[Any], str] = str
    annotate: Callable[["Run", Diagram], Diagram] = no_notes
    check: Callable[[Values], None] = lambda values: None
    symmetry: Callable[["Model"], Callable[[Any], Hashable]] | None = None
    judged_on: Callable[[Any], Hashable] | None = None
    table: EndingTable | None = None
    comparisons: tuple[Comparison, ...] = ()

    def scenario(self, name: str) -> Scenario:
        """Give a scenario by its name; UsageError names the ones there are."""
        for scenario in self.scenarios:
            if scenario.name == name:
                return scenario
        raise unknown("scenario", name, [scenario.name for scenario in self.scenarios])

    def model(self, raw: Raw | None = None, scenario: str | None = None) -> "Model":
        """Give the concept with every parameter resolved: the scenario's, then what is set on top. UsageError if one is unusable."""
        base = dict(self.scenario(scenario).parameters) if scenario else {}
        values = resolve(self.parameters, base | dict(raw or {}))
        self.check(values)
        return Model(self, values, self.build(values))


class Model(msgspec.Struct, frozen=True):
    """A concept with its parameters resolved, and its machine."""

    concept: Concept
    values: Values
    machine: Machine

    @property
    def parameters(self) -> dict[str, Value]:
        """The parameters that identify a run, as JSON shows them."""
        return public(self.concept.parameters, self.values)

    @property
    def unused(self) -> tuple[str, ...]:
        """The names of those parameters that say nothing about this model."""
        return unused(self.concept.parameters, self.values)
