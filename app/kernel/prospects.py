"""What can still become of a run, step by step: which endings are possible from there, and which properties can still be violated or reached.

What can be reached from one step of a run can be reached from every earlier one. So a single exploration says it for all of them: it begins with the
last step, goes on with the step before, and so on; the step at which it first finds something is the last one from which that is possible.
"""

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterator
from typing import Any, Literal

import msgspec

from app.kernel.compiled.door import Compiled
from app.kernel.explore import LIMIT, Search
from app.kernel.judging import BUSY, FINAL, QUIET
from app.kernel.properties import Kind, Property
from app.kernel.runs import Run
from app.kernel.situation import Situation
from app.kernel.specification import Model, Outcome


class EndingProspect(msgspec.Struct, frozen=True):
    """An outcome, and the last step of the run from which it can be reached."""

    outcome: Outcome
    last: int


class PropertyProspect(msgspec.Struct, frozen=True):
    """What can become of a property. A state *decides* it by violating it, or, if it is a reachable one, by reaching it.

    ``last``: the last step from which such a state can come; None where there is none. ``decided``: the first step that is one. ``certain``: the
    first step from which no run avoids it. Both are None where this run has none. A run that goes on forever without such a state avoids it.
    """

    name: str
    kind: Kind
    last: int | None
    decided: int | None
    certain: int | None


class Prospects(msgspec.Struct, frozen=True):
    """What can become of a run. A search that was ``stopped`` says nothing: then there are no endings and no properties."""

    stopped: Literal["states", "time"] | None
    states: int
    endings: tuple[EndingProspect, ...] = ()
    properties: tuple[PropertyProspect, ...] = ()


def prospects(
    run: Run[Any],
    *,
    limit: int = LIMIT,
    overdue: Callable[[], bool] = lambda: False,
    progress: Callable[[int, int], None] = lambda found, expanded: None,
) -> Prospects:
    """Say what can still become of a run at each of its steps, faults and all; bounded as an exploration is."""
    search = Search(run.model, start=run.steps[-1].state)
    sizes: list[int] = []
    for step in reversed(run.steps):
        search.add(step.state)
        if stopped := search.run(limit, overdue, progress):
            return Prospects(stopped, len(search.states))
        sizes.append(len(search.states))

    def step_of(number: int) -> int:
        return len(run.choices) - bisect_right(sizes, number)

    try:
        properties = tuple(_property(search, run, declared, step_of, overdue) for declared in run.model.concept.properties)
    except TimeoutError:
        return Prospects("time", len(search.states))
    endings = (EndingProspect(outcome, step_of(number)) for outcome, _, number in search.judge.endings.values())
    return Prospects(None, len(search.states), tuple(endings), properties)


def _property(search: Search, run: Run[Any], declared: Property[Any], step_of: Callable[[int], int], overdue: Callable[[], bool]) -> PropertyProspect:
    number = search.judge.found.get(declared.name)
    decided = decided_at(run, declared)
    certain = Avoiding(run.model, search.door, declared, overdue).first_certain(run, decided) if decided is not None else None
    return PropertyProspect(declared.name, declared.kind, None if number is None else step_of(number), decided, certain)


def decided_at(run: Run[Any], declared: Property[Any]) -> int | None:
    """Give the first step of a run that decides a property."""
    return next((number for number, step in enumerate(run.steps) if declared.settles(step.situation)), None)


class Avoiding:
    """The runs that never come to a state which decides a property. TimeoutError once it is ``overdue``."""

    def __init__(self, model: Model[Any], door: Compiled, declared: Property[Any], overdue: Callable[[], bool]) -> None:
        """``door`` is that of a search which has found everything: no field of it is too small."""
        self._model, self._door, self._property, self._overdue = model, door, declared, overdue
        self._hopeless: set[Hashable] = set()
        self._known: dict[tuple[int, Hashable], bool] = {}

    def first_certain(self, run: Run[Any], decided: int) -> int:
        """Give the first step from which no run avoids what this one comes to at step ``decided``."""
        certain = decided
        while certain and not self._avoidable(self._door.encode(run.steps[certain - 1].state)):
            certain -= 1
        return certain

    def _avoidable(self, first: Hashable) -> bool:
        """Whether some run from a state ends, or comes back to where it was, undecided. Depth first: as a rule the first attempt succeeds."""
        path: dict[Hashable, Iterator[Hashable]] = {}
        code: Hashable | None = first
        while True:
            if code is not None and code not in self._hopeless:
                decides, final, after = self._look(code)
                if code in path or (final and not decides):
                    return True
                if decides:
                    self._hopeless.add(code)
                else:
                    path[code] = iter(after)
            if not path:
                return False
            here = next(reversed(path))
            code = next(path[here], None)
            if code is None:
                self._hopeless.add(here)
                del path[here]
            if len(self._hopeless) % 256 == 0 and self._overdue():
                raise TimeoutError

    def _look(self, code: Hashable) -> tuple[bool, bool, list[Any]]:
        """Say whether a state decides the property and whether it is final, and give its successors."""
        found, normal, own, seen = self._door.expand(code)
        kind = BUSY if own else QUIET if normal else FINAL
        decides = self._known.get((kind, seen)) if seen is not None else None
        if decides is None:
            state = self._door.decode(code)
            decides = self._property.settles(Situation(self._model.machine, self._model.values, state, kind == FINAL, kind != BUSY))
            if seen is not None:
                self._known[kind, seen] = decides
        return decides, kind == FINAL, found
