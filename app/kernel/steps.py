"""A step of a run: the event, what it did, and the situation that it led to."""

from typing import Generic, TypeVar

import msgspec

from app.kernel.events import Event, Occurrence
from app.kernel.situation import Situation

StateT = TypeVar("StateT")


class Step(msgspec.Struct, Generic[StateT], frozen=True):
    """One state of a run, the event that led to it (None at the start), what that event did, and what is enabled now."""

    event: Event | None
    situation: Situation[StateT]
    acts: tuple[Occurrence, ...]
    enabled: tuple[Event, ...]

    @property
    def state(self) -> StateT:
        """The state."""
        return self.situation.state

    @property
    def final(self) -> bool:
        """Whether nothing but faults is enabled."""
        return self.situation.final
