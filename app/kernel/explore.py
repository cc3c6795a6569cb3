"""Exhaustive breadth-first exploration: which endings exist, which properties hold, and the shortest run to each.

States are expanded in the order in which they were found, and events in their fixed order; so the first run that reaches anything is a shortest
one, and of the shortest the lexicographically least. "Exhausted" and "stopped" are different answers: what a stopped search did not find is unknown.
"""

from array import array
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Literal, overload

import msgspec

from app.kernel.compiled.door import Compilable, Compiled, FieldFullError
from app.kernel.compiled.events import EventByEvent
from app.kernel.judging import BUSY, FINAL, QUIET, Judge
from app.kernel.properties import Property
from app.kernel.reduction import Reduction, reduction_of
from app.kernel.specification import Model, Outcome

LIMIT = 1_000_000
"""Distinct states after which an exploration stops unless told otherwise."""


class Ending(msgspec.Struct, frozen=True):
    """An outcome, the number of final states that have it, and a shortest run to one."""

    outcome: Outcome
    states: int
    choices: tuple[int, ...]


class Verdict(msgspec.Struct, frozen=True):
    """What is known of a property: ``holds`` is None when the search stopped before it could know.

    ``choices``: the shortest witness of a ``reachable`` property, or the shortest counterexample of another one.
    ``vacuous``: no state was found about which the property says anything, so that it holds of nothing.
    """

    property: Property[Any]
    holds: bool | None
    choices: tuple[int, ...] | None
    vacuous: bool = False


class Exploration(msgspec.Struct, frozen=True):
    """The result. ``symmetry``: states that differ by renaming only were counted once, because it was asked for and the concept declares it."""

    model: Model[Any]
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
        """Whether a property that must hold is known to be violated."""
        return any(v.holds is False and v.property.kind != "reachable" for v in self.verdicts)

    def verdict(self, name: str) -> Verdict:
        """Give the verdict on one property by its name."""
        return next(verdict for verdict in self.verdicts if verdict.property.name == name)


class States(Sequence[Any]):
    """The states of a search in the order of finding, decoded when they are asked for."""

    def __init__(self, door: Compiled, codes: Sequence[Any]) -> None:
        self._door = door
        self._codes = codes

    def __len__(self) -> int:
        return len(self._codes)

    @overload
    def __getitem__(self, index: int) -> Any: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Any]: ...
    def __getitem__(self, index: int | slice) -> Any:
        codes = self._codes[index]
        return States(self._door, codes) if isinstance(index, slice) else self._door.decode(codes)


class Search:
    """A breadth-first search under way, by the machine's second door if it has one. States are numbered in the order of finding.

    A state is known by its code, and how it was reached by two numbers: the state before it, and the choice there.
    """

    def __init__(self, model: Model[Any], symmetry: bool = False, door: Compiled | None = None, start: Any = None) -> None:
        """Begin with the first state of the model, or with another one."""
        self.model = model
        self.door: Compiled = door or door_of(model)
        self._reduction: Reduction | None = reduction_of(model, self.door) if symmetry else None
        self._tested = 8
        self._codes: list[Any] = []
        self._parents, self._choices = array("I"), array("I")
        self._known: set[Any] = set()
        self.judge = Judge(model)
        self.add(self.door.decode(self.door.first) if start is None else start)
        self.transitions = 0
        self.expanded = 0

    @property
    def states(self) -> States:
        """The states found."""
        return States(self.door, self._codes)

    @property
    def reduced(self) -> bool:
        """Whether states that differ by renaming only are counted once."""
        return self._reduction is not None

    def add(self, state: Any) -> None:
        """Let the search begin with one more state, unless it has found it; the runs to what only this one leads to begin there."""
        try:
            code = self.door.encode(state)
        except FieldFullError:
            self._widen()
            self.add(state)
            return
        if (name := self._name(code)) not in self._known:
            self._known.add(name)
            self._parents.append(len(self._codes))
            self._choices.append(0)
            self._codes.append(code)

    def run(
        self, limit: int, overdue: Callable[[], bool] = lambda: False, progress: Callable[[int, int], None] = lambda found, expanded: None
    ) -> Literal["states", "time"] | None:
        """Expand states until all are, or say what stopped it. ``overdue`` is asked, and ``progress`` told, now and then.

        UsageError if the states found show that a symmetry does not hold.
        """
        stopped = self._run(limit, overdue, progress)
        self._test()
        return stopped

    def _run(self, limit: int, overdue: Callable[[], bool], progress: Callable[[int, int], None]) -> Literal["states", "time"] | None:
        while self.expanded < len(self._codes):
            if self.expanded >= 8 * self._tested:  # the sooner, the fewer states are for nothing
                self._test()
            if self.expanded % 256 == 0:
                progress(len(self._codes), self.expanded)
                if overdue():
                    return "time"
            try:
                if not self._expand(limit):
                    return "states"
            except FieldFullError:
                self._widen()
        return None

    def _expand(self, limit: int) -> bool:
        """Look at up to 256 states: their properties, outcomes, successors. False if one more state would be beyond the limit."""
        expand, decode, judge, judged = self.door.expand, self.door.decode, self.judge.judge, self.judge.known
        codes, known, parents, choices = self._codes, self._known, self._parents, self._choices
        key = self._reduction.key if self._reduction else None
        for number in range(self.expanded, min(self.expanded | 255, len(codes) - 1) + 1):
            code = codes[number]
            found, normal, own, seen = expand(code)
            names = [key(after) for after in found] if key else found
            kind = BUSY if own else QUIET if normal else FINAL
            if seen not in judged[kind]:
                judge(number, kind, seen, partial(decode, code))
            elif kind == FINAL:
                judged[FINAL][seen][1] += 1
            for index, name in enumerate(names):
                if name not in known:
                    if len(codes) >= limit:
                        self.transitions += index
                        return False
                    known.add(name)
                    codes.append(found[index])
                    parents.append(number)
                    choices.append(index)
            self.transitions += len(found)
            self.expanded = number + 1
        return True

    def _name(self, code: Any) -> Any:
        return self._reduction.key(code) if self._reduction else code

    def _test(self) -> None:
        """Put the symmetry to the test with states found so far."""
        self._tested = max(self.expanded, self._tested)
        try:
            if self._reduction:
                self._reduction.test(self._codes, [self._codes[number] for number in self.judge.telling()])
        except FieldFullError:
            self._widen()
            self._test()

    def _widen(self) -> None:
        """Go on with wider fields."""
        old, self.door = self.door, self.door.wider()
        self._reduction = self._reduction.widened(self.door) if self._reduction else None
        self._codes = [self.door.encode(old.decode(code)) for code in self._codes]
        self._known = {self._name(code) for code in self._codes}
        self.judge.forget()

    def path(self, number: int) -> tuple[int, ...]:
        """Give the choices of the run that first reached a state."""
        choices: list[int] = []
        while (before := self._parents[number]) != number:
            choices.append(self._choices[number])
            number = before
        return tuple(reversed(choices))

    def endings(self) -> tuple[Ending, ...]:
        """Give the outcomes found, nearest first."""
        return tuple(Ending(outcome, count, self.path(number)) for outcome, count, number in self.judge.endings.values())

    def verdicts(self, exhausted: bool) -> tuple[Verdict, ...]:
        """Give what is known of each property."""
        return tuple(self._verdict(declared, exhausted) for declared in self.model.concept.properties)

    def _verdict(self, declared: Property[Any], exhausted: bool) -> Verdict:
        if declared.name in self.judge.found:
            return Verdict(declared, declared.kind == "reachable", self.path(self.judge.found[declared.name]))
        return Verdict(declared, declared.kind != "reachable" if exhausted else None, None, declared.name in self.judge.silent)


def door_of(model: Model[Any]) -> Compiled:
    """Give the door by which a model is explored: the compiled one, or else the events."""
    compiled = model.machine.compile(model.concept.judged_on) if isinstance(model.machine, Compilable) else None
    return compiled or EventByEvent(model.machine)


def explore(
    model: Model[Any],
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
        symmetry=search.reduced,
    )
