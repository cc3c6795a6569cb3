"""What the network and its adversary may do: channels, fault budgets, timing. Parameters of a scenario, never code of a concept."""

from collections.abc import Callable, Mapping
from typing import Literal

import msgspec

from app.kernel.world import Message


class Budget(msgspec.Struct, frozen=True):
    """How many faults of one kind a run may hold. ``label`` is what the student reads: "server crashes"."""

    name: str
    label: str
    amount: int


def never(message: Message) -> str:
    """Rule for messages that cannot be lost or duplicated."""
    return ""


class Partition(msgspec.Struct, frozen=True):
    """A way in which the network can fall apart: the processes of ``side`` here, all others there."""

    name: str
    side: tuple[str, ...]


class Channels(msgspec.Struct, frozen=True):
    """How messages travel.

    ``fifo``: each channel delivers in the order of sending, else in any. ``to_down``: a message that reaches a process that is down is lost, or
    held until it is up. ``partitions`` are the ways in which it can split; ``across`` says what becomes of messages that would cross one.
    """

    fifo: bool = True
    to_down: Literal["lost", "held"] = "lost"
    partitions: tuple[Partition, ...] = ()
    across: Literal["lost", "held"] = "lost"
    heals: bool = True


class Faults(msgspec.Struct, frozen=True):
    """Which faults exist, and which budget each draws on (a name of ``budgets``; the empty string: cannot happen).

    ``loses`` and ``duplicates`` decide message by message; ``crashes`` process by process. ``recovers`` are the processes that come back.
    ``early`` is the budget of time-outs that fire although something else could still happen; ``suspicions`` that of false suspicions.
    """

    budgets: tuple[Budget, ...] = ()
    loses: Callable[[Message], str] = never
    duplicates: Callable[[Message], str] = never
    crashes: Mapping[str, str] = {}
    recovers: tuple[str, ...] = ()
    early: str = ""
    partitions: str = ""
    suspicions: str = ""


class Timing(msgspec.Struct, frozen=True):
    """The timed schedule: every message takes between ``fastest`` and ``slowest`` ticks, drawn from ``seed``; the earliest event is next.

    ``downtime`` is how many ticks a crashed process stays down.
    """

    seed: int
    fastest: int = 1
    slowest: int = 1
    downtime: int = 0
