"""The runs that questions are about: played from a link, searched for a goal."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Any

import msgspec

from app.course.model.questions import RunLink
from app.kernel.errors import UsageError
from app.kernel.events import Event
from app.kernel.machine import is_final, is_quiet
from app.kernel.parameters import unknown
from app.kernel.runs import Run, play
from app.kernel.show.concept import Concept
from app.kernel.situation import Situation
from app.kernel.specification import Model, Outcome
from app.kernel.steps import Step

LIMIT = 200_000
"""States that a search looks at before it gives up."""


class Goal(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a run must reach: that ``property`` is broken (``always``) or met (``reachable``), else a final state with these parts of its outcome."""

    property: str = ""
    outcome: dict[str, str] = {}


def found_concept(catalogue: Mapping[str, Concept], slug: str) -> Concept:
    """The concept of this name; UsageError names the ones there are."""
    if slug not in catalogue:
        raise unknown("concept", slug, catalogue)
    return catalogue[slug]


def played(link: RunLink, catalogue: Mapping[str, Concept]) -> Run:
    """The run of a link; one with a step ends there, and nothing that comes later is in it."""
    model = found_concept(catalogue, link.concept).model(link.parameters, link.scenario)
    return play(model, link.choices, stop=link.step)


def part_of(outcome: Outcome, name: str) -> str | None:
    """A part of an outcome as a word, such as ``result`` or ``recovery_line.P1``; None if there is no such part."""
    value: Any = outcome
    for step in name.split("."):
        if not isinstance(value, dict) or step not in value:
            return None
        value = value[step]
    return spelled(value)


def spelled(value: Any) -> str:
    """A value of an outcome as a word."""
    match value:
        case bool():
            return "true" if value else "false"
        case dict():
            return ", ".join(f"{name} {spelled(part)}" for name, part in value.items())
        case list() | tuple():
            return " ".join(spelled(part) for part in value)
        case _:
            return str(value)


def meets(outcome: Outcome, wanted: Mapping[str, str]) -> bool:
    """Whether an outcome has all of these values."""
    return all(part_of(outcome, name) == value for name, value in wanted.items())


def reached(goal: Goal, model: Model, now: Situation[Any]) -> bool:
    """Whether a state reaches the goal."""
    if goal.property:
        return next(declared for declared in model.concept.properties if declared.name == goal.property).settles(now)
    return now.final and meets(model.concept.outcome(now), goal.outcome)


def first_reached(goal: Goal, run: Run) -> int | None:
    """The first step of a run that reaches the goal."""
    return next((number for number, step in enumerate(run.steps) if reached(goal, run.model, step.situation)), None)


def faults_in(steps: tuple[Step, ...]) -> int:
    """How many events of these steps are faults."""
    return sum(bool(step.event and step.event.fault) for step in steps)


@dataclass(frozen=True, slots=True)
class Best:
    """A run that reaches a goal with the fewest faults, and of those with the fewest events."""

    faults: int
    choices: tuple[int, ...]


class _BestFirst:
    """Dijkstra's search: the nearest state first, where a fault is farther than any number of events."""

    def __init__(self, model: Model, limit: int) -> None:
        self.machine, self.limit = model.machine, limit
        self.states = [self.machine.start().state]
        self.origin = [(-1, -1)]
        self.cost = {self.states[0]: (0, 0)}
        self.waiting = [(0, 0, 0)]

    def nearest(self) -> tuple[int, tuple[int, int]] | None:
        """The next state, by its number, and its faults and events."""
        while self.waiting:
            faults, events, number = heappop(self.waiting)
            if self.cost[self.states[number]] == (faults, events):
                return number, (faults, events)
        return None

    def expand(self, number: int, cost: tuple[int, int], enabled: tuple[Event, ...]) -> None:
        """Note every successor that is new, or nearer than before."""
        for index, event in enumerate(enabled):
            state = self.machine.apply(self.states[number], event).state
            nearer = (cost[0] + bool(event.fault), cost[1] + 1)
            if nearer < self.cost.get(state, (sys.maxsize, 0)):
                if len(self.states) >= self.limit:
                    raise UsageError(f"there are more than {self.limit} states, too many to know the best run; make the model smaller")
                self.cost[state] = nearer
                self.states.append(state)
                self.origin.append((number, index))
                heappush(self.waiting, (*nearer, len(self.states) - 1))

    def path(self, number: int) -> tuple[int, ...]:
        """The choices that led to a state."""
        choices: list[int] = []
        while number:
            number, index = self.origin[number]
            choices.append(index)
        return tuple(reversed(choices))


def best_run(goal: Goal, model: Model, limit: int = LIMIT) -> Best | None:
    """The best run to a goal; None when no run reaches it. UsageError if there are too many states to know."""
    search = _BestFirst(model, limit)
    while found := search.nearest():
        number, cost = found
        enabled = model.machine.enabled(search.states[number])
        if reached(goal, model, Situation(model.machine, model.values, search.states[number], is_final(enabled), is_quiet(enabled))):
            return Best(cost[0], search.path(number))
        search.expand(number, cost, enabled)
    return None
