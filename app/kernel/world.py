"""The world of a message-passing protocol at one moment: a frozen value, compared and hashed by content.

None of these values can be part of a cycle, so the garbage collector need not look at them (``gc=False``): explorations hold very many.
"""

from collections.abc import Hashable
from typing import Any

import msgspec


class Timer(msgspec.Struct, frozen=True, cache_hash=True, gc=False):
    """A running timer. ``due`` is its deadline on the timed schedule, 0 on the untimed one, where only the order of events counts."""

    name: str
    due: int = 0


class Process(msgspec.Struct, frozen=True, cache_hash=True, gc=False):
    """One process.

    ``state`` is volatile: a crash turns it into None. ``stable`` survives. ``pending`` are its internal steps still to be done, in order;
    while there are any, only the next one and a crash can happen to it. ``due`` is when it may recover (timed schedule only).
    """

    up: bool
    state: Any
    stable: Any = None
    timers: tuple[Timer, ...] = ()
    pending: tuple[Hashable, ...] = ()
    due: int = 0


class Message(msgspec.Struct, frozen=True, cache_hash=True, gc=False):
    """A message under way. It has no identity: two equal ones are the same world, whichever was sent first. ``due``: its arrival, when timed."""

    sender: str
    receiver: str
    body: Any
    due: int = 0


class World(msgspec.Struct, frozen=True, cache_hash=True, gc=False):
    """Everything that decides what can happen next.

    ``processes`` in the order in which the network declares them; ``messages`` grouped by channel; ``history`` what the outside could observe
    so far, folded by the concept; ``budget`` the faults left, one number a declared budget; ``partition`` the partition in force (empty: none);
    ``clock`` and ``sent`` move on the timed schedule only.
    """

    processes: tuple[Process, ...]
    messages: tuple[Message, ...]
    history: Any
    budget: tuple[int, ...]
    partition: str = ""
    clock: int = 0
    sent: int = 0
