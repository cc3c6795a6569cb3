"""What a process does: pure handlers that get their own local state and give the next one, with effects.

A handler may look at nothing but its arguments. The kernel relies on it: it calls a handler once for equal arguments and remembers the answer.
"""

from collections.abc import Hashable
from typing import Any

import msgspec


class Send(msgspec.Struct, frozen=True):
    """Put a message on the channel to another process."""

    to: str
    body: Hashable


class SetTimer(msgspec.Struct, frozen=True):
    """Start (or restart) a timer; ``after`` is its length in ticks, which only the timed schedule reads."""

    name: str
    after: int = 0


class CancelTimer(msgspec.Struct, frozen=True):
    """Stop a timer; no error if it is not running."""

    name: str


class Write(msgspec.Struct, frozen=True):
    """Replace the content of the process's stable storage, in one indivisible act."""

    value: Hashable
    label: str = ""


class Observe(msgspec.Struct, frozen=True):
    """Something that the outside sees and that no crash takes back (printed, paid, committed). ``where`` is an outside lane."""

    what: Hashable
    where: str = ""
    label: str = ""


class Then(msgspec.Struct, frozen=True):
    """Schedule an internal step. It is an event of its own, so that a crash can fall before it."""

    step: Hashable


class Ask(msgspec.Struct, frozen=True, cache_hash=True, gc=False):
    """Schedule a choice that is not the process's own: a user's vote, an adversary's value. Every option is an event."""

    question: str
    options: tuple[Hashable, ...]


Effect = Send | SetTimer | CancelTimer | Write | Observe | Then | Ask
Reaction = tuple[Any, tuple[Effect, ...]]


class Local(msgspec.Struct, frozen=True):
    """What a handler may know: its own name, its volatile state and its stable storage."""

    name: str
    state: Any
    stable: Any


def become(state: Hashable, *effects: Effect) -> Reaction:
    """Give the reaction of a handler: the next volatile state and the effects, in order."""
    return state, effects


class Role:
    """A process's program. Override what it reacts to; what is not overridden changes nothing."""

    def on_start(self, me: Local) -> Reaction:
        """At the beginning of every run; ``me.state`` and ``me.stable`` are None."""
        return become(me.state)

    def on_message(self, me: Local, sender: str, body: Any) -> Reaction:
        """A message has arrived."""
        return become(me.state)

    def on_step(self, me: Local, step: Any) -> Reaction:
        """The next internal step, scheduled earlier with ``Then``."""
        return become(me.state)

    def on_choice(self, me: Local, question: str, value: Any) -> Reaction:
        """The answer to an ``Ask``."""
        return become(me.state)

    def on_timeout(self, me: Local, timer: str) -> Reaction:
        """A timer ran out. It is no longer running."""
        return become(me.state)

    def on_recover(self, me: Local) -> Reaction:
        """Up again after a crash: ``me.state`` is None, ``me.stable`` is what stood on stable storage."""
        return become(None)

    def on_suspect(self, me: Local, process: str) -> Reaction:
        """The failure detector says that ``process`` is down."""
        return become(me.state)

    def watches(self, me: Local) -> tuple[str, ...]:
        """The processes about which the failure detector may still tell this one."""
        return ()

    def crashable(self, me: Local) -> bool:
        """Whether a crash is of interest now (a crash that can change nothing only multiplies states)."""
        return True
