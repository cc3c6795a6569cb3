"""Exhaustive breadth-first exploration: which endings exist, which properties hold, and the shortest run to each.

States are expanded in the order in which they were found, and events in their fixed order; so the first run that reaches anything is a shortest
one, and of the shortest the lexicographically least. "Exhausted" and "stopped" are different answers: what a stopped search did not find is unknown.
"""

import json
from collections.abc import Callable
from typing import Any, Literal

import msgspec

from app.kernel.concept import Model, Outcome
from app.kernel.machine import is_final
from app.kernel.properties import Property

LIMIT = 1_000_000
"""Distinct states after which an exploration stops unless told otherwise."""


class Ending(msgspec.Struct, frozen=True):
    """An outcome, the number of final states that have it, and a shortest run to one."""

    outcome: Outcome
    states: int
    choices: tuple[int, ...]


class Verdict(msgspec.Struct, frozen=True):
    """What is known of a property: ``holds`` is None when the search stopped before it could know.

    ``choices``: the shortest counterexample of an ``always`` property, or the shortest witness of a ``reachable`` one.
    """

    property: Property
    holds: bool | None
    choices: tuple[int, ...] | None


class Exploration(msgspec.Struct, frozen=True):
    """The result. ``symmetry``: states that differ by renaming only were counted once."""

    model: Model
    stopped: Literal["states", "time"] | None
    states: int
    transitions: int
    endings: tuple[Ending, ...]
    verdicts: tuple[Verdict, ...]
    symmetry: bool = False

    @property
    def exhausted(self) -> bool:
        """Whether every reachable state was expanded."""
        return self.stopped is None

    @property
    def violated(self) -> bool:
        """Whether an ``always`` property is known to be violated."""
        return any(v.holds is False and v.property.kind == "always" for v in self.verdicts)

    def verdict(self, name: str) -> Verdict:
        """Give the verdict on one property by its name."""
        return next(verdict for verdict in self.verdicts if verdict.property.name == name)


class Search:
    """A breadth-first search under way. States are numbered in the order of finding; ``origin[n]`` is how state n was first reached."""

    def __init__(self, model: Model, symmetry: bool = False) -> None:
        self.model = model
        declared = model.concept.symmetry(model) if symmetry and model.concept.symmetry else None
        self._key: Callable[[Any], Any] = declared or (lambda state: state)
        first = model.machine.start().state
        self.states = [first]
        self.origin: list[tuple[int, int]] = [(-1, -1)]
        self.transitions = 0
        self.expanded = 0
        self._known = {self._key(first)}
        self._open = list(model.concept.properties)
        self._found: dict[str, int] = {}
        self._endings: dict[str, list[Any]] = {}

    def run(
        self, limit: int, overdue: Callable[[], bool] = lambda: False, progress: Callable[[int, int], None] = lambda found, expanded: None
    ) -> Literal["states", "time"] | None:
        """Expand states until all are, or say what stopped it. ``overdue`` is asked, and ``progress`` told, now and then."""
        while self.expanded < len(self.states):
            if self.expanded % 256 == 0:
                progress(len(self.states), self.expanded)
                if overdue():
                    return "time"
            if not self._expand(limit):
                return "states"
            self.expanded += 1
        return None

    def _expand(self, limit: int) -> bool:
        """Look at the next state: its properties, its outcome, its successors. False if one more state would be beyond the limit."""
        machine, number = self.model.machine, self.expanded
        state = self.states[number]
        enabled = machine.enabled(state)
        self._judge(number, state, is_final(enabled))
        for index, event in enumerate(enabled):
            successor = machine.apply(state, event).state
            key = self._key(successor)
            if key not in self._known:
                if len(self.states) >= limit:
                    return False
                self._known.add(key)
                self.states.append(successor)
                self.origin.append((number, index))
            self.transitions += 1
        return True

    def _judge(self, number: int, state: Any, final: bool) -> None:
        for declared in tuple(self._open):
            if declared.holds(self.model, state, final) == (declared.kind == "reachable"):
                self._found[declared.name] = number
                self._open.remove(declared)
        if final:
            outcome = self.model.concept.outcome(self.model, state)
            entry = self._endings.setdefault(json.dumps(outcome, sort_keys=True), [outcome, 0, number])
            entry[1] += 1

    def path(self, number: int) -> tuple[int, ...]:
        """Give the choices of the run that first reached a state."""
        choices: list[int] = []
        while number:
            number, index = self.origin[number]
            choices.append(index)
        return tuple(reversed(choices))

    def endings(self) -> tuple[Ending, ...]:
        """Give the outcomes found, nearest first."""
        return tuple(Ending(outcome, count, self.path(number)) for outcome, count, number in self._endings.values())

    def verdicts(self, exhausted: bool) -> tuple[Verdict, ...]:
        """Give what is known of each property."""
        return tuple(self._verdict(declared, exhausted) for declared in self.model.concept.properties)

    def _verdict(self, declared: Property, exhausted: bool) -> Verdict:
        if declared.name in self._found:
            return Verdict(declared, declared.kind == "reachable", self.path(self._found[declared.name]))
        return Verdict(declared, declared.kind == "always" if exhausted else None, None)


def explore(
    model: Model,
    *,
    limit: int = LIMIT,
    symmetry: bool = False,
    overdue: Callable[[], bool] = lambda: False,
    progress: Callable[[int, int], None] = lambda found, expanded: None,
) -> Exploration:
    """Explore every run of a model, up to ``limit`` distinct states.

    ``overdue`` says when time is up (the kernel has no clock); ``progress`` is told how many states are found and how many of them expanded.
    """
    search = Search(model, symmetry)
    stopped = search.run(limit, overdue, progress)
    return Exploration(
        model=model,
        stopped=stopped,
        states=len(search.states),
        transitions=search.transitions,
        endings=search.endings(),
        verdicts=search.verdicts(stopped is None),
        symmetry=symmetry,
    )
