"""What is simulated and what must be true of it: the side of a concept that runs, explorations and grading need, without any picture."""

from collections.abc import Callable, Hashable, Mapping
from typing import Any, Generic, TypeVar

import msgspec

from app.kernel.machine import Machine
from app.kernel.naming import choices_named, plain_words
from app.kernel.observations import Misconception, Observation
from app.kernel.parameters import Parameter, Raw, Value, Values, public, resolve, unknown, unused
from app.kernel.properties import Property
from app.kernel.situation import Situation, situation

StateT = TypeVar("StateT")
Outcome = dict[str, Any]


class Scenario(msgspec.Struct, frozen=True):
    """A named setting of the parameters, with the first events of a run, by name, if the story needs them.

    ``broken``: the protocol is wrong on purpose; its name starts with ``broken-``. ``watch``: what a student should look at.
    """

    name: str
    title: str
    sentence: str
    parameters: Mapping[str, Value] = {}
    play: tuple[str, ...] = ()
    watch: str = ""

    @property
    def broken(self) -> bool:
        """Whether the protocol is wrong on purpose."""
        return self.name.startswith("broken-")


class OutcomeField(msgspec.Struct, frozen=True):
    """One part of an outcome: its JSON name, what it says, and its values where they can be listed.

    ``title``: what people call it in a final state, where that depends on the state; else it is the name, in words.
    """

    name: str
    sentence: str
    values: tuple[str, ...] = ()
    title: Callable[[Situation[Any]], str] | None = None


class Comparison(msgspec.Struct, frozen=True):
    """Two settings of the parameters that are worth seeing beside each other; ``play`` names the events that begin the left run."""

    title: str
    left: Mapping[str, Value]
    right: Mapping[str, Value]
    play: tuple[str, ...] = ()


def anything(values: Values) -> None:
    """Refuse no combination of parameters."""


class Specification(msgspec.Struct, Generic[StateT], frozen=True, kw_only=True):
    """The simulated side of a concept.

    ``build`` makes the machine from resolved parameters; ``check`` refuses combinations of them. ``outcome`` labels a final state. ``show`` gives
    a message in a few characters. ``symmetry`` gives, for a model, the names of the processes of a network that can be interchanged. ``judged_on``:
    what properties, outcome and observations see of one process besides history, partition, ``final`` and ``quiet``; exploration then judges once for
    equal views. None: they may see everything.
    """

    slug: str
    title: str
    revision: int
    summary: str
    source: str
    parameters: tuple[Parameter, ...]
    scenarios: tuple[Scenario, ...]
    properties: tuple[Property[StateT], ...]
    outcomes: tuple[OutcomeField, ...]
    build: Callable[[Values], Machine[StateT]]
    outcome: Callable[[Situation[StateT]], Outcome]
    observations: tuple[Observation[StateT], ...] = ()
    misconceptions: tuple[Misconception[StateT], ...] = ()
    show: Callable[[Any], str] = plain_words
    check: Callable[[Values], None] = anything
    symmetry: Callable[["Model[StateT]"], tuple[str, ...]] | None = None
    judged_on: Callable[[Any], Hashable] | None = None
    comparisons: tuple[Comparison, ...] = ()

    def scenario(self, name: str) -> Scenario:
        """Give a scenario by its name; UsageError names the ones there are."""
        for scenario in self.scenarios:
            if scenario.name == name:
                return scenario
        raise unknown("scenario", name, [scenario.name for scenario in self.scenarios])

    def model(self, raw: Raw | None = None, scenario: str | None = None) -> "Model[StateT]":
        """Give the concept with every parameter resolved: the scenario's, then what is set on top. UsageError if one is unusable."""
        base = dict(self.scenario(scenario).parameters) if scenario else {}
        values = resolve(self.parameters, base | dict(raw or {}))
        self.check(values)
        return Model(self, values, self.build(values))

    def opening(self, scenario: str) -> tuple[int, ...]:
        """Give the choices that the events of a scenario stand for, with the scenario's own parameters."""
        play = self.scenario(scenario).play
        return choices_named(self.model({}, scenario).machine, play, self.show) if play else ()

    def outcome_titles(self, final: Situation[StateT]) -> dict[str, str]:
        """Give what the parts of an outcome are called in a final state, those whose title depends on the state."""
        return {field.name: field.title(final) for field in self.outcomes if field.title}

    def comparison_choices(self, comparison: Comparison) -> tuple[int, ...]:
        """Give the choices that begin the left run of a comparison."""
        return choices_named(self.model(comparison.left).machine, comparison.play, self.show)


class Model(msgspec.Struct, Generic[StateT], frozen=True):
    """A concept with its parameters resolved, and its machine."""

    concept: Specification[StateT]
    values: Values
    machine: Machine[StateT]

    @property
    def parameters(self) -> dict[str, Value]:
        """The parameters that identify a run, as JSON shows them."""
        return public(self.concept.parameters, self.values)

    @property
    def unused(self) -> tuple[str, ...]:
        """The names of those parameters that say nothing about this model."""
        return unused(self.concept.parameters, self.values)

    def situation(self, state: StateT) -> Situation[StateT]:
        """Give a state as properties see it."""
        return situation(self.machine, self.values, state)
