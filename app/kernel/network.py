"""Processes that exchange messages: the machine behind most concepts.

Untimed, any enabled event may be next, and a wait is longer than any delay: a time-out is normal only when nothing else could still bring
news (recovery and healing do not count: a process may stay down for as long as it likes). Timed, latencies come from a seed and the earliest event is
next. Faults are enabled on both as long as their budget lasts.
"""

from collections.abc import Callable, Hashable, Mapping
from typing import Any

from msgspec.structs import replace as _replace

from app.kernel.budgets import Budgets
from app.kernel.compiled.door import Compiled, JudgedOn
from app.kernel.compiled.network import CompiledNetwork
from app.kernel.compiled.tables import Parts
from app.kernel.compiled.timed import TimedNetwork
from app.kernel.delivery import remove
from app.kernel.events import Event, Occurrence, Transition
from app.kernel.faults import Channels, Faults, Timing
from app.kernel.machine import Lane, Machine
from app.kernel.moves import LocalMoves, Moves
from app.kernel.reactions import Reacted
from app.kernel.roles import Role
from app.kernel.schedule import Schedule
from app.kernel.traffic import Traffic
from app.kernel.world import Message, Process, World

Record = Callable[[Any, str, Hashable], Any]

_CHANNEL_EVENTS = ("lose", "duplicate", "partition", "heal")


def keep_observations(history: tuple[Hashable, ...], process: str, what: Hashable) -> tuple[Hashable, ...]:
    """Record that keeps what was observed, in order; crashes and recoveries leave no trace in it, so that they multiply no states."""
    return history if what in ("crash", "recover") else (*history, (process, what))


def keep_all(history: tuple[Hashable, ...], process: str, what: Hashable) -> tuple[Hashable, ...]:
    """Record that keeps every observation, crash and recovery, in order."""
    return (*history, (process, what))


class Network(Machine[World]):
    """A protocol: a role for each process, channels, faults. ``record`` folds observations (and "crash", "recover") into the history."""

    def __init__(
        self,
        roles: Mapping[str, Role[Any, Any]],
        *,
        channels: Channels | None = None,
        faults: Faults | None = None,
        timing: Timing | None = None,
        history: Hashable = (),
        record: Record = keep_observations,
        outside: tuple[str, ...] = (),
    ) -> None:
        self.names = tuple(roles)
        self.roles = dict(roles)
        self.channels = channels or Channels()
        self.faults = faults or Faults()
        self.lanes = tuple(Lane(name) for name in self.names) + tuple(Lane(name, "outside") for name in outside)
        self._record = record
        self._history = history
        self._rank = {name: rank for rank, name in enumerate(self.names)}
        self._schedule = Schedule(timing, self._rank) if timing is not None else None
        self._budgets = Budgets(self.faults.budgets)
        self._moves = Moves(self.roles, self.faults, self.channels.to_down == "held", timing.downtime if timing else None)
        self._traffic = Traffic(self.channels, self.faults, self._rank, self._schedule)

    # the machine's doors

    def start(self) -> Transition[World]:
        """Give the first world: every process up and started, in order."""
        blank = Process(up=True, state=None)
        world = World(
            processes=(blank,) * len(self.names),
            messages=(),
            history=self._history,
            budget=self._budgets.full(),
        )
        acts: tuple[Occurrence, ...] = ()
        for name in self.names:
            started = self._follow(world, name, self._moves.react("start", name, self.process(world, name), None, world.clock))
            world, acts = started.state, acts + started.acts
        return Transition(world, acts)

    def enabled(self, state: World) -> tuple[Event, ...]:
        """Give what can happen: steps, choices, deliveries, suspicions, recoveries, healing, time-outs; then the faults."""
        local = self._local(state)
        immediate = [event for _, moves in local for event in moves.steps]
        immediate += self._deliveries(state)
        immediate += self._suspicions(state, local, true=True)
        recoveries = self._recoveries(state)
        timeouts = [event for _, moves in local for event in moves.timeouts]
        if self._schedule is not None:
            return (*self._schedule.earliest(state, immediate + timeouts + recoveries), *self._enabled_faults(state, local, []))
        if immediate:
            return (*immediate, *recoveries, *self._enabled_faults(state, local, timeouts))
        return (*recoveries, *timeouts, *self._enabled_faults(state, local, []))

    def apply(self, state: World, event: Event) -> Transition[World]:
        """Give the world after an enabled event."""
        world = self._budgets.spend(state, event)
        if self._schedule is not None:
            world = self._schedule.advance(world, event)
        return (self._disturb if event.kind in _CHANNEL_EVENTS else self._happen)(world, event)

    def budgets(self, state: World) -> tuple[tuple[str, str, int], ...]:
        """Give the faults left, in declared order; budgets that started at 0 are left out."""
        return self._budgets.shown(state)

    def without_budgets(self, state: World) -> Hashable:
        """Give the world without its budgets and its clock."""
        return (state.processes, state.messages, state.history, state.partition)

    def processes(self, state: World) -> Mapping[str, Process]:
        """Give every process by its name."""
        return dict(zip(self.names, state.processes, strict=True))

    def history(self, state: World) -> Any:
        """Give the observations, as the concept folds them."""
        return state.history

    def process(self, world: World, name: str) -> Process:
        """Give a process of the world by its name."""
        return world.processes[self._rank[name]]

    def compile(self, judged_on: JudgedOn | None = None) -> Compiled | None:
        """Give the second door: the same worlds as integers, for exploration."""
        parts = Parts(
            names=self.names,
            first=self.start().state,
            moves=self._moves,
            traffic=self._traffic,
            faults=self.faults,
            budgets=self._budgets,
            schedule=self._schedule,
            record=self._record,
            judged_on=judged_on,
        )
        return CompiledNetwork(parts) if self._schedule is None else TimedNetwork(parts)

    # what is enabled

    def _local(self, world: World) -> list[tuple[str, LocalMoves]]:
        of = self._moves.of
        return [(name, of(name, process)) for name, process in zip(self.names, world.processes, strict=True)]

    def _deliveries(self, world: World) -> list[Event]:
        found = []
        for message in self._traffic.arriving(world.messages, world.partition):
            if self._moves.of(message.receiver, self.process(world, message.receiver)).listens is not None:
                found.append(Event("deliver", message.receiver, message))
        return found

    def _suspicions(self, world: World, local: list[tuple[str, LocalMoves]], true: bool) -> list[Event]:
        """Give what the failure detector may say, truly or falsely: true is what it says of a process that is down or cut off."""
        budget = "" if true else self.faults.suspicions
        return [
            Event("suspect", name, other, budget)
            for name, moves in local
            for other in moves.watched
            if true is (not self.process(world, other).up or self._traffic.apart(world.partition, name, other))
        ]

    def _recoveries(self, world: World) -> list[Event]:
        found = [Event("recover", name) for name in self.faults.recovers if self._moves.of(name, self.process(world, name)).recovers]
        return found + self._traffic.heals(world.partition)

    def _enabled_faults(self, world: World, local: list[tuple[str, LocalMoves]], timeouts: list[Event]) -> list[Event]:
        if not any(world.budget):
            return []
        faults = self.faults
        found = self._traffic.faults(world.messages)
        for name in faults.crashes:
            found += self._moves.of(name, self.process(world, name)).crashes
        if faults.early:
            found += [Event("timeout", event.process, event.subject, faults.early) for event in timeouts]
        found += self._traffic.partitions(world.partition)
        if faults.suspicions:
            found += self._suspicions(world, local, true=False)
        return [event for event in found if self._budgets.left(world, event.fault)]

    # what an event does

    def _disturb(self, world: World, event: Event) -> Transition[World]:
        """Carry out what happens to the channels and to no process."""
        messages, partition, happened = self._traffic.do(event, world.messages, world.partition)
        return Transition(_replace(world, messages=messages, partition=partition), happened)

    def _happen(self, world: World, event: Event) -> Transition[World]:
        """Carry out what happens to a process."""
        if event.kind == "deliver":
            assert isinstance(event.subject, Message)
            world = _replace(world, messages=remove(world.messages, event.subject))
        return self._follow(world, event.process, self._moves.do(event, self.process(world, event.process), world.clock))

    def _follow(self, world: World, name: str, reacted: Reacted) -> Transition[World]:
        """Give the world in which a process has reacted."""
        messages, sent, swallowed = self._traffic.post(world.messages, world.partition, name, reacted.sends, world.clock, world.sent)
        history = world.history
        for what in reacted.observed:
            history = self._record(history, name, what)
        rank = self._rank[name]
        processes = (*world.processes[:rank], reacted.process, *world.processes[rank + 1 :])
        return Transition(World(processes, messages, history, world.budget, world.partition, world.clock, sent), reacted.acts + swallowed)
