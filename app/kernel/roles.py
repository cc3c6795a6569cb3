"""What a process does: pure handlers that get their own local state and give the next one, with effects.

A handler may look at nothing but its arguments. The kernel relies on it: it calls a handler once for equal arguments and remembers the answer.
"""

from collections.abc import Hashable
from typing import Any, Generic, TypeVar

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


class Append(msgspec.Struct, frozen=True):
    """Append entries to a log on stable storage (a tuple), all in one indivisible act: what is in memory until then is lost in a crash."""

    entries: tuple[Hashable, ...]
    label: str = ""


class Put(msgspec.Struct, frozen=True):
    """Write one page of stable storage that is held as pairs of a page and its value, ordered by page; the other pages stay."""

    page: str
    value: Hashable
    label: str = ""


class Observe(msgspec.Struct, frozen=True):
    """Something that the outside sees and that no crash takes back (printed, paid, committed). ``where`` is an outside lane."""

    what: Hashable
    where: str = ""
    label: str = ""


class Then(msgspec.Struct, frozen=True):
    """Schedule an internal step. It is an event of its own, so that a crash can fall before it.

    ``words`` say it where the step is more than a word: "prints copy 2". Steps of one ``thread`` are done in their order; the first of each thread
    may be next.
    """

    step: Hashable
    words: str = ""
    thread: str = ""


class Planned(msgspec.Struct, frozen=True, cache_hash=True, gc=False):
    """A scheduled step with words or a thread of its own."""

    step: Hashable
    words: str
    thread: str

    def __str__(self) -> str:
        return self.words or str(self.step)


class Tell(msgspec.Struct, frozen=True, cache_hash=True, gc=False):
    """Schedule an internal step that sends one message; the kernel knows its words and does it, no handler is called."""

    to: str
    body: Hashable
    thread: str = ""


class Multicast(msgspec.Struct, frozen=True, cache_hash=True, gc=False):
    """Schedule an internal step that sends a message to several processes at once.

    It has no order: a crash while it is next may leave any part of the messages sent, and each such part is a fault of its own.
    """

    to: tuple[str, ...]
    body: Hashable
    thread: str = ""


class Ask(msgspec.Struct, frozen=True, cache_hash=True, gc=False):
    """Schedule a choice that is not the process's own: a user's vote, an adversary's value. Every option is an event."""

    question: str
    options: tuple[Hashable, ...]
    thread: str = ""


Effect = Send | SetTimer | CancelTimer | Write | Append | Put | Observe | Then | Tell | Multicast | Ask

MemoryT = TypeVar("MemoryT")
StableT = TypeVar("StableT")
Reaction = tuple[MemoryT, tuple[Effect, ...]]


class Local(msgspec.Struct, Generic[MemoryT, StableT], frozen=True):
    """What a handler may know: its own name, its volatile state and its stable storage."""

    name: str
    state: MemoryT
    stable: StableT


def become(state: MemoryT, *effects: Effect) -> Reaction[MemoryT]:
    """Give the reaction of a handler: the next volatile state and the effects, in order."""
    return state, effects


def thread_of(step: Hashable) -> str:
    """Give the thread of a scheduled step; the empty string is the usual one."""
    return step.thread if isinstance(step, Planned | Tell | Multicast | Ask) else ""


class Role(Generic[MemoryT, StableT]):
    """A process's program: ``MemoryT`` is its volatile state, ``StableT`` what stands on its stable storage.

    Override what it reacts to; what is not overridden changes nothing. ``concurrent``: it takes messages and time-outs also while it has steps to do
    (a server that works on several requests at once); otherwise they wait.
    """

    concurrent = False

    def on_start(self, me: Local[MemoryT, StableT]) -> Reaction[MemoryT]:
        """At the beginning of every run; ``me.state`` and ``me.stable`` are None."""
        return become(me.state)

    def on_message(self, me: Local[MemoryT, StableT], sender: str, body: Any) -> Reaction[MemoryT]:
        """A message has arrived."""
        return become(me.state)

    def on_step(self, me: Local[MemoryT, StableT], step: Any) -> Reaction[MemoryT]:
        """The next internal step, scheduled earlier with ``Then``."""
        return become(me.state)

    def on_choice(self, me: Local[MemoryT, StableT], question: str, value: Any) -> Reaction[MemoryT]:
        """The answer to an ``Ask``."""
        return become(me.state)

    def on_timeout(self, me: Local[MemoryT, StableT], timer: str) -> Reaction[MemoryT]:
        """A timer ran out. It is no longer running."""
        return become(me.state)

    def on_recover(self, me: Local[MemoryT, StableT]) -> Reaction[MemoryT]:
        """Up again after a crash: ``me.state`` is None, ``me.stable`` is what stood on stable storage. Unless overridden, start anew."""
        return self.on_start(me)

    def on_suspect(self, me: Local[MemoryT, StableT], process: str) -> Reaction[MemoryT]:
        """The failure detector says that ``process`` is down."""
        return become(me.state)

    def watches(self, me: Local[MemoryT, StableT]) -> tuple[str, ...]:
        """The processes about which the failure detector may still tell this one."""
        return ()

    def crashable(self, me: Local[MemoryT, StableT]) -> bool:
        """Whether a crash is of interest now (a crash that can change nothing only multiplies states)."""
        return True
