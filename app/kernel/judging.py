"""What becomes of the states of a search: the first state that decides each property, and the outcomes of the final ones."""

from collections.abc import Callable, Hashable
from typing import Any

import msgspec

from app.kernel.situation import Situation
from app.kernel.specification import Model

BUSY, QUIET, FINAL = 0, 1, 2
"""What is enabled in a state: events of the processes' own; nothing but faults, recoveries and healings; nothing but faults."""


class Judge:
    """Judges states one after the other. What it said is remembered by what judges see of a state, where that is known."""

    def __init__(self, model: Model[Any]) -> None:
        self._model = model
        self._open = list(model.concept.properties)
        self.silent = {declared.name for declared in model.concept.properties if declared.kind != "reachable"}
        """The properties that no state so far was about."""
        self.found: dict[str, int] = {}
        """The number of the state that decided a property, by its name."""
        self.endings: dict[bytes, list[Any]] = {}
        """Outcomes, how many final states have them, and the number of the first of those; by their text."""
        self.known: tuple[dict[Hashable, list[Any]], ...] = ({}, {}, {})
        """What was judged already, for each of BUSY, QUIET and FINAL; a final state's entry is its ending."""

    def forget(self) -> None:
        """Forget what was remembered: what judges see has other names now."""
        for known in self.known:
            known.clear()

    def telling(self) -> list[int]:
        """Give the numbers of the states that decided a property or were the first of an outcome."""
        return [*self.found.values(), *(number for _, _, number in self.endings.values())]

    def judge(self, number: int, kind: int, seen: Hashable, state: Callable[[], Any]) -> None:
        """Judge the state of a number; ``state`` gives it, if it is needed."""
        entry: list[Any] = []
        if self._open or kind == FINAL:
            now = Situation(self._model.machine, self._model.values, state(), kind == FINAL, kind != BUSY)
            self._decide(number, now)
            if kind == FINAL:
                outcome = self._model.concept.outcome(now)
                entry = self.endings.setdefault(msgspec.json.encode(outcome, order="sorted"), [outcome, 0, number])
                entry[1] += 1
        if seen is not None:
            self.known[kind][seen] = entry

    def _decide(self, number: int, now: Situation[Any]) -> None:
        if self.silent:
            self.silent -= {declared.name for declared in self._open if declared.name in self.silent and not declared.open(now)}
        for declared in tuple(self._open):
            if declared.settles(now):
                self.found[declared.name] = number
                self._open.remove(declared)
