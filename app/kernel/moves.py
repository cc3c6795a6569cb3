"""What one process can do by itself, and what comes of it.

The answers depend on the process alone, never on the rest of the world. They are worked out once for equal arguments, and both doors of a network
(``enabled`` and ``apply``, and the compiled one for exploration) are made of them, so that there is one semantics.
"""

from collections.abc import Hashable, Iterator, Mapping
from itertools import combinations
from typing import Any

import msgspec

from app.kernel.events import Event, Occurrence
from app.kernel.faults import Faults
from app.kernel.reactions import Reacted, react
from app.kernel.roles import Ask, Local, Multicast, Role, thread_of
from app.kernel.world import Message, Process


class LocalMoves(msgspec.Struct, frozen=True, gc=False):
    """All that can happen to a process in one local state, each in its fixed order.

    ``steps``: internal steps and choices; ``timeouts``: as the normal events that they are when nothing else could bring news; ``crashes``: with the
    budget that they draw on; ``recovers``: whether it may come back; ``listens``: whether a message that arrives is taken (``None``: it must
    wait; false: it is lost on a process that is down); ``watched``: about whom the failure detector may tell it now.
    """

    steps: tuple[Event, ...] = ()
    timeouts: tuple[Event, ...] = ()
    crashes: tuple[Event, ...] = ()
    recovers: bool = False
    listens: bool | None = True
    watched: tuple[str, ...] = ()


class Moves:
    """The local moves of a network's processes. ``held``: messages wait for a process that is down. ``downtime`` is None on the untimed schedule."""

    def __init__(self, roles: Mapping[str, Role[Any, Any]], faults: Faults, held: bool, downtime: int | None) -> None:
        self._roles = roles
        self._faults = faults
        self._held = held
        self._downtime = downtime
        self._known: dict[str, dict[Process, LocalMoves]] = {name: {} for name in roles}
        self._memory: dict[tuple[str, str, Process, Hashable, int], Reacted] = {}

    def of(self, name: str, process: Process) -> LocalMoves:
        """Give what can happen to a process."""
        found = self._known[name].get(process)
        if found is None:
            found = self._known[name][process] = self._work_out(name, process)
        return found

    def react(self, trigger: str, name: str, process: Process, subject: Hashable, clock: int) -> Reacted:
        """Call a handler, or remember what it said to equal arguments."""
        key = (trigger, name, process, subject, clock)
        found = self._memory.get(key)
        if found is None:
            found = self._memory[key] = react(self._roles[name], trigger, name, process, subject, clock)
        return found

    def do(self, event: Event, process: Process, clock: int) -> Reacted:
        """Give what an event does to the process that it happens to: its next value, what it sends, what is recorded, the occurrences."""
        name, subject = event.process, event.subject
        match event.kind:
            case "deliver":
                assert isinstance(subject, Message)
                if not process.up:
                    return Reacted(process, (), (), (Occurrence("ignore", name, subject.sender, subject.body),))
                return self.react("message", name, process, (subject.sender, subject.body), clock)
            case "step":
                return self.react("step", name, _without(process, subject), subject, clock)
            case "choose":
                return self.react("choice", name, _without(process, _asked(process, subject)), subject, clock)
            case "timeout":
                timers = tuple(timer for timer in process.timers if timer.name != subject)
                return self.react("timeout", name, msgspec.structs.replace(process, timers=timers), subject, clock)
            case "suspect":
                return self.react("suspect", name, process, subject, clock)
            case "recover":
                reacted = self.react("recover", name, Process(up=True, state=None, stable=process.stable), None, clock)
                return msgspec.structs.replace(reacted, observed=("recover", *reacted.observed))
            case "crash":
                due = 0 if self._downtime is None else clock + self._downtime
                down = Process(up=False, state=None, stable=process.stable, due=due)
                sends, sent = _got_out(name, process, subject)
                return Reacted(down, sends, ("crash",), (*sent, Occurrence("crash", name)))
        raise KeyError(event.kind)

    def _work_out(self, name: str, process: Process) -> LocalMoves:
        if not process.up:
            return LocalMoves(recovers=name in self._faults.recovers, listens=None if self._held else False)
        role, me = self._roles[name], Local(name, process.state, process.stable)
        budget = self._faults.crashes.get(name, "")
        crashes = tuple(_crashes(name, process, budget)) if budget and role.crashable(me) else ()
        steps = tuple(event for step in heads(process) for event in _events(name, step))
        if steps and not role.concurrent:
            return LocalMoves(steps, (), crashes, listens=None)
        timeouts = tuple(Event("timeout", name, timer.name) for timer in process.timers)
        return LocalMoves(steps, timeouts, crashes, watched=role.watches(me))


def heads(process: Process) -> tuple[Hashable, ...]:
    """Give the scheduled steps that may be next: the first of each thread."""
    first: dict[str, Hashable] = {}
    for step in process.pending:
        first.setdefault(thread_of(step), step)
    return tuple(first.values())


def _events(name: str, step: Hashable) -> tuple[Event, ...]:
    if isinstance(step, Ask):
        return tuple(Event("choose", name, (step.question, option)) for option in step.options)
    return (Event("step", name, step),)


def _asked(process: Process, subject: Any) -> Hashable:
    """Find the question that a choice answers."""
    return next(step for step in heads(process) if isinstance(step, Ask) and step.question == subject[0])


def _without(process: Process, step: Hashable) -> Process:
    at = process.pending.index(step)
    return msgspec.structs.replace(process, pending=(*process.pending[:at], *process.pending[at + 1 :]))


def _crashes(name: str, process: Process, budget: str) -> Iterator[Event]:
    """Give the ways to crash: with nothing more sent, or with a part of a multicast that is next, smaller parts first."""
    yield Event("crash", name, None, budget)
    for step in heads(process):
        if isinstance(step, Multicast):
            for size in range(1, len(step.to)):
                yield from (Event("crash", name, part, budget) for part in combinations(step.to, size))


def _got_out(name: str, process: Process, part: Any) -> tuple[tuple[tuple[str, Hashable], ...], tuple[Occurrence, ...]]:
    """Give what a crash in the middle of a multicast has still sent."""
    if part is None:
        return (), ()
    body = next(step.body for step in heads(process) if isinstance(step, Multicast))
    return tuple((to, body) for to in part), tuple(Occurrence("send", name, to, body) for to in part)
