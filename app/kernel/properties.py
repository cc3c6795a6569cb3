"""Properties: what must hold in every state, be possible in some, or hold in every final one; each says why, with the values of this state."""

from collections.abc import Callable
from typing import Generic, Literal, TypeVar

import msgspec

from app.kernel.situation import Situation

StateT = TypeVar("StateT")
Kind = Literal["always", "reachable", "eventually"]
Condition = Callable[[Situation[StateT]], bool]
Reason = Callable[[Situation[StateT]], str]


def everywhere(situation: Situation[StateT]) -> bool:
    """Say something about every state."""
    return True


class Property(msgspec.Struct, Generic[StateT], frozen=True):
    """A named property.

    ``kind``: *always* must hold in every state, *reachable* in some state, *eventually* in every final state. ``holds`` decides it in one state;
    ``because`` gives the reason with actual values, as a short phrase; it is called only for what is shown. ``applies``: whether it says anything
    about this state; where it does not, it is neither kept nor broken.
    """

    name: str
    kind: Kind
    sentence: str
    holds: Condition[StateT]
    because: Reason[StateT]
    applies: Condition[StateT] = everywhere

    def open(self, situation: Situation[StateT]) -> bool:
        """Whether nothing is decided yet in this state."""
        return (self.kind == "eventually" and not situation.final) or not self.applies(situation)

    def settles(self, situation: Situation[StateT]) -> bool:
        """Whether this state decides it for the whole run: it violates an ``always`` or ``eventually`` one, or shows a ``reachable`` one."""
        if self.kind == "reachable":
            return self.holds(situation)
        return not self.open(situation) and not self.holds(situation)


def always(
    name: str, sentence: str, holds: Condition[StateT], because: Reason[StateT], *, applies: Condition[StateT] = everywhere
) -> Property[StateT]:
    """Declare what must hold in every state to which it ``applies``."""
    return Property(name, "always", sentence, holds, because, applies)


def eventually(name: str, sentence: str, holds: Condition[StateT], because: Reason[StateT]) -> Property[StateT]:
    """Declare what must hold in every final state; before one, nothing is decided."""
    return Property(name, "eventually", sentence, holds, because)


def reachable(name: str, sentence: str, holds: Condition[StateT], because: Reason[StateT]) -> Property[StateT]:
    """Declare what must be possible: some state in which it holds."""
    return Property(name, "reachable", sentence, holds, because)
