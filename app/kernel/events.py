"""Events are the choices of a run; acts are what one event did, in the order in which it did them."""

from collections.abc import Hashable
from typing import Any, Generic, Literal, TypeVar

import msgspec

Kind = Literal[
    "deliver",
    "lose",
    "duplicate",
    "step",
    "timeout",
    "crash",
    "recover",
    "partition",
    "heal",
    "suspect",
    "choose",
    "fail",
]

PointKind = Literal[
    "start",
    "send",
    "receive",
    "step",
    "observe",
    "checkpoint",
    "write",
    "timeout",
    "crash",
    "recover",
    "partition",
    "heal",
    "suspect",
    "choose",
    "rollback",
]
"""Occurrences that are points of a process in the space-time diagram. The others are about a message on its way."""
OccurrenceKind = Literal[PointKind, "ignore", "lose", "duplicate"]


class Event(msgspec.Struct, frozen=True, gc=False):
    """One thing that can happen next.

    ``process`` is the process that it happens to (the receiver of a message, the one that crashes; for a partition, its name;
    for ``fail``, the part that fails: a bit, a device).
    ``subject`` says the rest: the message, the step, the timer, the suspected process, the chosen value.
    ``fault`` names the budget that the event draws on; the empty string marks a normal event, which is free.
    """

    kind: Kind
    process: str
    subject: Hashable = None
    fault: str = ""


class Occurrence(msgspec.Struct, frozen=True, gc=False):
    """One thing that an event did at one process; the space-time diagram and the vector clocks are made of these.

    For ``send`` and ``duplicate`` the ``process`` is the sender and ``peer`` the receiver; for ``receive`` and ``ignore`` (it arrived, nobody
    was there or listened) ``process`` is the receiver and ``peer`` the sender; for ``lose`` as for ``send``. ``body`` is the message.
    ``observe`` happens at a lane of its own (``peer``: paper, bank account, …), caused by ``process``. ``lie`` marks what a traitor made up.
    """

    kind: OccurrenceKind
    process: str
    peer: str = ""
    body: Any = None
    label: str = ""
    lie: bool = False


StateT = TypeVar("StateT")


class Transition(msgspec.Struct, Generic[StateT], frozen=True, gc=False):
    """The world after an event, and the acts that led there."""

    state: StateT
    acts: tuple[Occurrence, ...] = ()
