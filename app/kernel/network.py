"""Processes that exchange messages: the machine behind most concepts.

Untimed, any enabled event may be next, and a wait is longer than any delay: a time-out is normal only when nothing else could still bring
news (recovery and healing do not count: a process may stay down for as long as it likes). Timed, latencies come from a seed and the earliest event is
next. Faults are enabled on both as long as their budget lasts.
"""

from collections.abc import Callable, Hashable, Mapping
from typing import Any

from msgspec.structs import replace as _replace

from app.kernel.budgets import Budgets
from app.kernel.delivery import insert, receivable, remove, repeat
from app.kernel.events import Event, Occurrence, Transition
from app.kernel.faults import Channels, Faults, Timing
from app.kernel.reactions import Reacted, react
from app.kernel.roles import Ask, Local, Role
from app.kernel.schedule import Schedule
from app.kernel.show.diagram import Lane
from app.kernel.world import Message, Process, World

Record = Callable[[Any, str, Hashable], Any]


def keep_all(history: tuple[Hashable, ...], process: str, what: Hashable) -> tuple[Hashable, ...]:
    """Record that keeps every observation, in order."""
    return (*history, (process, what))


class Network:
    """A protocol: a role for each process, channels, faults. ``record`` folds observations (and "crash", "recover") into the history."""

    def __init__(
        self,
        roles: Mapping[str, Role],
        *,
        channels: Channels | None = None,
        faults: Faults | None = None,
        timing: Timing | None = None,
        history: Hashable = (),
        record: Record = keep_all,
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
        self._sides = {split.name: frozenset(split.side) for split in self.channels.partitions}
        self._watchful = any(type(role).watches is not Role.watches for role in self.roles.values())
        self._memory: dict[tuple[str, str, Process, Hashable, int], Reacted] = {}
        self._crashable: dict[tuple[str, Process], bool] = {}

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
            world, done = self._react(world, "start", name, None)
            acts += done
        return Transition(world, acts)

    def enabled(self, state: World) -> tuple[Event, ...]:
        """Give what can happen: steps, choices, deliveries, suspicions, recoveries, healing, time-outs; then the faults."""
        brisk = self._steps(state) + self._deliveries(state) + (self._suspicions(state) if self._watchful else [])
        slow = self._recoveries(state) if self.faults.recovers or state.partition else []
        timeouts = self._timeouts(state)
        if self._schedule is not None:
            return (*self._schedule.earliest(state, brisk + timeouts + slow), *self._enabled_faults(state, []))
        if brisk:
            return (*brisk, *slow, *self._enabled_faults(state, timeouts))
        return (*slow, *timeouts, *self._enabled_faults(state, []))

    def apply(self, state: World, event: Event) -> Transition[World]:
        """Give the world after an enabled event."""
        world = self._budgets.spend(state, event)
        if self._schedule is not None:
            world = self._schedule.advance(world, event)
        return Transition(*self._HANDLERS[event.kind](self, world, event))

    def budgets(self, state: World) -> tuple[tuple[str, str, int], ...]:
        """Give the faults left, in declared order; budgets that started at 0 are left out."""
        return self._budgets.shown(state)

    def without_budgets(self, state: World) -> Hashable:
        """Give the world without its budgets and its clock."""
        return (state.processes, state.messages, state.history, state.partition)

    def process(self, world: World, name: str) -> Process:
        """Give a process of the world by its name."""
        return world.processes[self._rank[name]]

    # what is enabled

    def _steps(self, world: World) -> list[Event]:
        found = []
        for name, process in zip(self.names, world.processes, strict=True):
            if process.pending:
                step = process.pending[0]
                if isinstance(step, Ask):
                    found += [Event("choose", name, (step.question, option)) for option in step.options]
                else:
                    found.append(Event("step", name, step))
        return found

    def _deliveries(self, world: World) -> list[Event]:
        found = []
        for message in receivable(world.messages, self.channels.fifo):
            receiver = world.processes[self._rank[message.receiver]]
            if receiver.pending or self._apart(world, message.sender, message.receiver):
                continue
            if receiver.up or self.channels.to_down == "lost":
                found.append(Event("deliver", message.receiver, message))
        return found

    def _suspicions(self, world: World) -> list[Event]:
        found = []
        for name, process in zip(self.names, world.processes, strict=True):
            if process.up and not process.pending:
                for other in self.roles[name].watches(Local(name, process.state, process.stable)):
                    if not self.process(world, other).up or self._apart(world, name, other):
                        found.append(Event("suspect", name, other))
        return found

    def _recoveries(self, world: World) -> list[Event]:
        found = [Event("recover", name) for name in self.faults.recovers if not self.process(world, name).up]
        if world.partition and self.channels.heals:
            found.append(Event("heal", world.partition))
        return found

    def _timeouts(self, world: World) -> list[Event]:
        return [
            Event("timeout", name, timer.name)
            for name, process in zip(self.names, world.processes, strict=True)
            if process.timers and not process.pending
            for timer in process.timers
        ]

    def _enabled_faults(self, world: World, timeouts: list[Event]) -> list[Event]:
        if not any(world.budget):
            return []
        faults, left, found = self.faults, self._budgets.left, []
        distinct = tuple(dict.fromkeys(world.messages))
        found += [Event("lose", m.receiver, m, b) for m in distinct if (b := faults.loses(m)) and left(world, b)]
        found += [Event("duplicate", m.receiver, m, b) for m in distinct if (b := faults.duplicates(m)) and left(world, b)]
        for name, budget in faults.crashes.items():
            if left(world, budget) and self._can_crash(name, self.process(world, name)):
                found.append(Event("crash", name, None, budget))
        if faults.early and left(world, faults.early):
            found += [Event("timeout", event.process, event.subject, faults.early) for event in timeouts]
        if faults.partitions and not world.partition and left(world, faults.partitions):
            found += [Event("partition", split.name, None, faults.partitions) for split in self.channels.partitions]
        if faults.suspicions and left(world, faults.suspicions):
            found += self._false_suspicions(world)
        return found

    def _false_suspicions(self, world: World) -> list[Event]:
        true = {(event.process, event.subject) for event in self._suspicions(world)}
        return [
            Event("suspect", name, other, self.faults.suspicions)
            for name, process in zip(self.names, world.processes, strict=True)
            if process.up and not process.pending
            for other in self.roles[name].watches(Local(name, process.state, process.stable))
            if (name, other) not in true
        ]

    def _can_crash(self, name: str, process: Process) -> bool:
        if not process.up:
            return False
        key = (name, process)
        if key not in self._crashable:
            self._crashable[key] = self.roles[name].crashable(Local(name, process.state, process.stable))
        return self._crashable[key]

    def _apart(self, world: World, one: str, other: str) -> bool:
        if not world.partition:
            return False
        side = self._sides[world.partition]
        return (one in side) != (other in side)

    # what an event does

    def _deliver(self, world: World, event: Event) -> tuple[World, tuple[Occurrence, ...]]:
        message = _message(event)
        world = _replace(world, messages=remove(world.messages, message))
        if not self.process(world, message.receiver).up:
            return world, (Occurrence("ignore", message.receiver, message.sender, message.body),)
        return self._react(world, "message", message.receiver, (message.sender, message.body))

    def _lose(self, world: World, event: Event) -> tuple[World, tuple[Occurrence, ...]]:
        message = _message(event)
        return _replace(world, messages=remove(world.messages, message)), (Occurrence("lose", message.sender, message.receiver, message.body),)

    def _duplicate(self, world: World, event: Event) -> tuple[World, tuple[Occurrence, ...]]:
        message = _message(event)
        return _replace(world, messages=repeat(world.messages, message)), (Occurrence("duplicate", message.sender, message.receiver, message.body),)

    def _step(self, world: World, event: Event) -> tuple[World, tuple[Occurrence, ...]]:
        return self._react(self._advance(world, event.process), "step", event.process, event.subject)

    def _choose(self, world: World, event: Event) -> tuple[World, tuple[Occurrence, ...]]:
        return self._react(self._advance(world, event.process), "choice", event.process, event.subject)

    def _timeout(self, world: World, event: Event) -> tuple[World, tuple[Occurrence, ...]]:
        process = self.process(world, event.process)
        timers = tuple(timer for timer in process.timers if timer.name != event.subject)
        return self._react(self._with(world, event.process, _replace(process, timers=timers)), "timeout", event.process, event.subject)

    def _crash(self, world: World, event: Event) -> tuple[World, tuple[Occurrence, ...]]:
        due = self._schedule.recovery(world) if self._schedule is not None else 0
        down = Process(up=False, state=None, stable=self.process(world, event.process).stable, due=due)
        world = self._with(world, event.process, down)
        return _replace(world, history=self._record(world.history, event.process, "crash")), (Occurrence("crash", event.process),)

    def _recover(self, world: World, event: Event) -> tuple[World, tuple[Occurrence, ...]]:
        up = Process(up=True, state=None, stable=self.process(world, event.process).stable)
        world = self._with(world, event.process, up)
        world = _replace(world, history=self._record(world.history, event.process, "recover"))
        return self._react(world, "recover", event.process, None)

    def _partition(self, world: World, event: Event) -> tuple[World, tuple[Occurrence, ...]]:
        world = _replace(world, partition=event.process)
        lost = [m for m in world.messages if self.channels.across == "lost" and self._apart(world, m.sender, m.receiver)]
        kept = tuple(m for m in world.messages if m not in lost)
        acts = tuple(Occurrence("lose", m.sender, m.receiver, m.body) for m in lost)
        return _replace(world, messages=kept), (Occurrence("partition", event.process), *acts)

    def _heal(self, world: World, event: Event) -> tuple[World, tuple[Occurrence, ...]]:
        return _replace(world, partition=""), (Occurrence("heal", event.process),)

    def _suspect(self, world: World, event: Event) -> tuple[World, tuple[Occurrence, ...]]:
        return self._react(world, "suspect", event.process, event.subject)

    _HANDLERS: Mapping[str, Callable[["Network", World, Event], tuple[World, tuple[Occurrence, ...]]]] = {
        "deliver": _deliver,
        "lose": _lose,
        "duplicate": _duplicate,
        "step": _step,
        "choose": _choose,
        "timeout": _timeout,
        "crash": _crash,
        "recover": _recover,
        "partition": _partition,
        "heal": _heal,
        "suspect": _suspect,
    }

    # parts of the world

    def _with(self, world: World, name: str, process: Process) -> World:
        rank = self._rank[name]
        return _replace(world, processes=(*world.processes[:rank], process, *world.processes[rank + 1 :]))

    def _advance(self, world: World, name: str) -> World:
        process = self.process(world, name)
        return self._with(world, name, _replace(process, pending=process.pending[1:]))

    def _react(self, world: World, trigger: str, name: str, subject: Hashable) -> tuple[World, tuple[Occurrence, ...]]:
        """Run a handler (or remember what it said to equal arguments) and carry out its effects on the world."""
        process = self.process(world, name)
        key = (trigger, name, process, subject, world.clock)
        reacted = self._memory.get(key)
        if reacted is None:
            reacted = self._memory[key] = react(self.roles[name], trigger, name, process, subject, world.clock)
        acts = reacted.acts
        messages, sent, history = world.messages, world.sent, world.history
        for to, body in reacted.sends:
            if self.channels.across == "lost" and self._apart(world, name, to):
                acts += (Occurrence("lose", name, to, body),)
                continue
            message = Message(name, to, body, self._schedule.arrival(world, sent) if self._schedule else 0)
            messages = insert(messages, message, self._rank, self.channels.fifo)
            sent += self._schedule is not None
        for what in reacted.observed:
            history = self._record(history, name, what)
        rank = self._rank[name]
        processes = (*world.processes[:rank], reacted.process, *world.processes[rank + 1 :])
        return World(processes, messages, history, world.budget, world.partition, world.clock, sent), acts


def _message(event: Event) -> Message:
    assert isinstance(event.subject, Message)
    return event.subject
