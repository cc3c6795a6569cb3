"""Runs: a model and a list of small integers. Everything else about a run is replayed from them."""

from collections.abc import Callable
from typing import Generic, TypeVar

import msgspec

from app.kernel.errors import UsageError
from app.kernel.events import Event, Transition
from app.kernel.machine import is_final, is_quiet
from app.kernel.prng import Sequence
from app.kernel.situation import Situation
from app.kernel.specification import Model, Outcome
from app.kernel.steps import Step

StateT = TypeVar("StateT")

BOUND = 10_000
"""Events after which the default continuation and a random run give up."""


class Run(msgspec.Struct, Generic[StateT], frozen=True):
    """A run: ``steps`` has one entry more than ``choices``. ``truncated``: stopped at the bound before a final state."""

    model: Model[StateT]
    choices: tuple[int, ...]
    steps: tuple[Step[StateT], ...]
    truncated: bool = False

    @property
    def outcome(self) -> Outcome | None:
        """The outcome of the last state, or None when it is not final."""
        last = self.steps[-1]
        return self.model.concept.outcome(last.situation) if last.final else None


class Stepper(Generic[StateT]):
    """A run under way: takes one choice at a time."""

    def __init__(self, model: Model[StateT]) -> None:
        self.model = model
        self.choices: list[int] = []
        self.steps = [step_of(model, None, model.machine.start())]

    def take(self, index: int) -> Step[StateT]:
        """Take the enabled event ``index``; UsageError says which are enabled."""
        number, last = len(self.choices), self.steps[-1]
        if not 0 <= index < len(last.enabled):
            allowed = f"0 to {len(last.enabled) - 1}" if last.enabled else "none, nothing can happen any more"
            raise UsageError(f"choice {index} at step {number} is not enabled; allowed there: {allowed}", "choices")
        event = last.enabled[index]
        self.choices.append(index)
        self.steps.append(step_of(self.model, event, self.model.machine.apply(last.state, event)))
        return self.steps[-1]


def step_of(model: Model[StateT], event: Event | None, transition: Transition[StateT]) -> Step[StateT]:
    """Give the step that an event led to; None for the start."""
    machine, state = model.machine, transition.state
    enabled = machine.enabled(state)
    return Step(event, Situation(machine, model.values, state, is_final(enabled), is_quiet(enabled)), transition.acts, enabled)


def play(
    model: Model[StateT],
    choices: tuple[int, ...] = (),
    *,
    seed: int | None = None,
    stop: int | None = None,
    bound: int = BOUND,
    overdue: Callable[[], bool] = lambda: False,
) -> Run[StateT]:
    """Play the choices, then the default (choice 0) until a final state; with ``seed``, every choice is drawn from it instead.

    ``stop`` ends the run after that many events. ``bound`` limits what is added to the choices (the run is then ``truncated``).
    ``overdue`` is asked before each event; once it says yes, the run is given up with a UsageError (the kernel has no clock of its own).
    """
    stepper = Stepper(model)
    for index in choices if stop is None else choices[:stop]:
        _check_deadline(stepper, overdue)
        stepper.take(index)
    draws = Sequence(seed) if seed is not None else None
    truncated = False
    while not stepper.steps[-1].final and len(stepper.choices) != stop:
        if len(stepper.choices) >= max(bound, len(choices)):
            truncated = True
            break
        _check_deadline(stepper, overdue)
        stepper.take(draws.below(len(stepper.steps[-1].enabled)) if draws else 0)
    return Run(model, tuple(stepper.choices), tuple(stepper.steps), truncated)


def _check_deadline(stepper: Stepper[StateT], overdue: Callable[[], bool]) -> None:
    if overdue():
        raise UsageError(f"the run takes too long: time was up after {len(stepper.choices)} events; ask for fewer with stop", "stop")
