"""Runs as events instead of numbers: the same events in another model, or the same violation with fewer of them."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import msgspec

from app.kernel.errors import UsageError
from app.kernel.events import Event
from app.kernel.properties import Property
from app.kernel.runs import Run, Stepper, play
from app.kernel.specification import Model

StateT = TypeVar("StateT")


class Followed(msgspec.Struct, frozen=True):
    """How far a model could take the events of another run: its own choices for them, and the first that it could not take (None: all)."""

    choices: tuple[int, ...]
    missed: Event | None


def events_of(run: Run[Any]) -> tuple[Event, ...]:
    """Give the events of a run, in order."""
    return tuple(step.event for step in run.steps if step.event is not None)


def follow(model: Model[Any], events: Sequence[Event]) -> Followed:
    """Take the same events, as long as each is enabled. Equal means: the same kind, process, message or value."""
    stepper = Stepper(model)
    for event in events:
        index = _index(stepper, event)
        if index is None:
            return Followed(tuple(stepper.choices), event)
        stepper.take(index)
    return Followed(tuple(stepper.choices), None)


def _index(stepper: Stepper[Any], event: Event) -> int | None:
    enabled = stepper.steps[-1].enabled
    return enabled.index(event) if event in enabled else None


def opening(model: Model[StateT], scenario: str) -> tuple[int, ...]:
    """Give the first choices that a scenario prescribes. Where its parameters were changed: those for the same events, as far as they go."""
    choices = model.concept.opening(scenario)
    own = model.concept.model({}, scenario)
    if own.values == model.values or not choices:
        return choices
    return follow(model, events_of(play(own, choices, stop=len(choices)))).choices


def shrink(run: Run[StateT], declared: Property[StateT], overdue: Callable[[], bool] = lambda: False) -> Run[StateT]:
    """Take out of a run that violates a property the events that the violation does not need.

    Events are left out one at a time, from the last to the first, as long as the rest still violates the property; what is then no longer enabled is
    left out too. The result is minimal (no single event can be spared), not always the shortest: exploration finds that. When it is ``overdue``, what
    was reached so far is given. UsageError if the run does not violate the property.
    """
    best = _first_violation(run.model, events_of(run), declared)
    if best is None:
        raise UsageError(f"this run does not violate “{declared.name}”", declared.name)
    smaller = True
    while smaller:
        smaller = False
        for place in reversed(range(len(best.choices))):
            if overdue():
                return best
            kept = events_of(best)
            shorter = _first_violation(run.model, kept[:place] + kept[place + 1 :], declared)
            if shorter is not None and len(shorter.choices) < len(best.choices):
                best, smaller = shorter, True
                break
    return best


def _first_violation(model: Model[StateT], events: Sequence[Event], declared: Property[StateT]) -> Run[StateT] | None:
    """Play the events that are enabled when their turn comes, up to the first state that violates the property; None if none does."""
    stepper = Stepper(model)
    if declared.settles(stepper.steps[-1].situation):
        return Run(model, (), tuple(stepper.steps))
    for event in events:
        index = _index(stepper, event)
        if index is not None and declared.settles(stepper.take(index).situation):
            return Run(model, tuple(stepper.choices), tuple(stepper.steps))
    return None
