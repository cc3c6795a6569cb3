"""What can still become of a run is what trying every run from each of its steps finds."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from app.concepts import find
from app.kernel.events import Event, Transition
from app.kernel.machine import Machine
from app.kernel.properties import Property
from app.kernel.prospects import Prospects, prospects
from app.kernel.runs import Run, play
from app.kernel.specification import Model
from tests.kernel.toys import ATOMIC, BLOCKING, always, decided, model_of, two_phase_commit


class Board(Machine[str]):
    """A game on a drawn board: from each field, ways to others; ways in capitals are faults."""

    def __init__(self, ways: dict[str, str]) -> None:
        self._ways = ways

    def start(self) -> Transition[str]:
        """Begin on field a."""
        return Transition("a", ())

    def enabled(self, state: str) -> tuple[Event, ...]:
        """Give the ways."""
        return tuple(Event("step", way.lower(), fault="fall" if way.isupper() else "") for way in self._ways.get(state, ""))

    def apply(self, state: str, event: Event) -> Transition[str]:
        """Go there."""
        return Transition(event.process, ())


def board(**ways: str) -> Model:
    """Give a board on which field x must never be trodden, field y should be, and nobody should end on z."""
    fields: tuple[tuple[str, Any, Callable[[str, bool], bool]], ...] = (
        ("x", "always", lambda state, final: state != "x"),
        ("y", "reachable", lambda state, final: state == "y"),
        ("z", "eventually", lambda state, final: state != "z"),
    )
    properties = tuple(
        Property(name, kind, name, lambda now, holds=holds: holds(now.state, now.final), lambda now: now.state) for name, kind, holds in fields
    )
    return model_of(Board(ways), properties, lambda state: {"field": state})


def commit(participants: int, crashes: int) -> Model:
    """Give the two-phase commit; outcomes are the decisions on stable storage."""
    stays = always("never READY", lambda world, final: all(p.stable != "READY" for p in world.processes))
    network = two_phase_commit(participants, crashes)
    return model_of(network, (ATOMIC, BLOCKING, stays), lambda world: {"decided": sorted(decided(world))})


def reached(model: Model, state: Any) -> list[Any]:
    """Give every state that can come, the first one included."""
    states = [state]
    for here in states:
        states += [after for after in successors(model, here) if after not in states]
    return states


def successors(model: Model, state: Any) -> list[Any]:
    """Give the states that can come next."""
    return [model.machine.apply(state, event).state for event in model.machine.enabled(state)]


def escapes(model: Model, declared: Property[Any], states: list[Any]) -> list[Any]:
    """Give the states from which a run ends, or goes on forever, and never decides the property: leave out the others one by one."""
    left = [state for state in states if not declared.settles(model.situation(state))]
    while True:
        kept = [state for state in left if model.situation(state).final or any(after in left for after in successors(model, state))]
        if len(kept) == len(left):
            return left
        left = kept


def by_hand(run: Run[Any]) -> tuple[int, list[tuple[str, int | None]], list[tuple[str, int | None, int | None, int | None]]]:
    """Search anew from every step; give the number of states, the endings and the properties."""
    model = run.model
    ahead = [reached(model, step.state) for step in run.steps]
    outcomes = [{str(model.concept.outcome(now)) for state in states if (now := model.situation(state)).final} for states in ahead]
    endings = [(outcome, last(outcome in found for found in outcomes)) for outcome in sorted(outcomes[0])]
    return len(ahead[0]), endings, [one(declared, run, ahead) for declared in model.concept.properties]


def one(declared: Property[Any], run: Run[Any], ahead: list[list[Any]]) -> tuple[str, int | None, int | None, int | None]:
    """Give what becomes of one property."""
    settled = [declared.settles(step.situation) for step in run.steps]
    free = escapes(run.model, declared, ahead[0])
    certain = [number for number, step in enumerate(run.steps) if step.state not in free and not any(settled[:number])]
    decided = settled.index(True) if True in settled else None
    possible = last(any(declared.settles(run.model.situation(state)) for state in states) for states in ahead)
    return declared.name, possible, decided, None if decided is None else certain[0]


def last(possible: Iterable[bool]) -> int | None:
    """Give the number of the last that is true."""
    return max((number for number, true in enumerate(possible) if true), default=None)


def said(found: Prospects) -> Any:
    """Give what a search says, likewise."""
    endings = sorted((str(ending.outcome), ending.last) for ending in found.endings)
    return found.states, endings, [(p.name, p.last, p.decided, p.certain) for p in found.properties]


BOARDS = [
    board(a="bc", b="xd", c="d", d="y", x="z"),
    board(a="b", b="c", c="d", d="x", x="e"),
    board(a="b", b="cX", c="bd", d="x"),
    board(a="bx", b="b", x="y"),
    board(a="bc", b="Xe", c="x", e="zY", y="x"),
    board(a="bcd", b="x", c="x", d="x", x="yz"),
    board(a="b", b="cz", c="dZ", d="y", y="X"),
]


@pytest.mark.parametrize("model", [*BOARDS, commit(2, 0), commit(2, 1)])
def test_it_says_what_searching_from_each_step_anew_says(model: Model) -> None:
    for seed in range(12):
        run = play(model, seed=seed, bound=30)
        assert said(prospects(run)) == by_hand(run)


@pytest.mark.parametrize("scenario", [None, "impatient-client"])
def test_it_says_so_of_a_concept(scenario: str | None) -> None:
    model = find("rpc-failures").model({}, scenario)
    for seed in range(2):
        run = play(model, seed=seed)
        assert said(prospects(run)) == by_hand(run)


def test_a_point_of_no_return_lies_before_the_violation() -> None:
    run = play(board(a="bc", b="d", d="x", c="e"), (0,))
    found = prospects(run).properties[0]
    assert (found.name, found.last, found.decided, found.certain) == ("x", 3, 3, 1)


def test_a_run_that_can_go_in_a_circle_for_ever_is_not_bound_to_anything() -> None:
    found = prospects(play(board(a="b", b="cx", c="b"), (0, 1))).properties[0]
    assert (found.decided, found.certain) == (2, 2)


def test_a_search_that_was_cut_off_says_nothing() -> None:
    run = play(commit(2, 1))
    whole = prospects(run)
    assert whole.stopped is None
    assert prospects(run, limit=whole.states) == whole
    for limit in (1, 10, whole.states - 1):
        found = prospects(run, limit=limit)
        assert (found.stopped, found.endings, found.properties) == ("states", (), ())
    assert prospects(run, overdue=lambda: True).stopped == "time"


def test_a_search_is_cut_off_by_time_also_while_it_looks_for_a_way_out() -> None:
    run = play(board(a="b", b="c", c="d", d="x"))
    asked: list[int] = []
    prospects(run, overdue=lambda: bool(asked.append(1)))
    for calls in range(len(asked)):
        left = iter(range(calls))
        found = prospects(run, overdue=lambda left=left: next(left, None) is None)
        assert (found.stopped, found.endings, found.properties) == ("time", (), ())
