"""Synchronous rounds: in each, every loyal process tells, all messages arrive, every process works out its next state.

Only the adversary chooses: what each traitor tells each loyal process, one value at a time. The last lie of a round completes it; a round without any
lie to choose is passed by one step. Traitors need no state: a traitor may say anything at any time, so what it hears makes no difference.
"""

from collections.abc import Callable, Hashable, Mapping
from functools import lru_cache
from typing import Any, Generic, Protocol, TypeVar

import msgspec

from app.kernel.events import Event, Occurrence, Transition
from app.kernel.machine import Lane, Machine
from app.kernel.situation import Situation
from app.kernel.world import Process

LocalT = TypeVar("LocalT")

REMEMBERED = 1_000
"""Answers of a protocol that a machine remembers: what one receiver is told in a round by processes in these states."""


class Slot(msgspec.Struct, frozen=True):
    """One value that a traitor makes up: its part of the message to ``receiver`` that ``part`` names, one of ``options``."""

    traitor: str
    receiver: str
    part: str
    options: tuple[Hashable, ...]


class RoundState(msgspec.Struct, Generic[LocalT], frozen=True, cache_hash=True, gc=False):
    """The world between two choices.

    ``round`` counts from 0; ``locals`` are the loyal processes' states at its start, in order; ``heard`` the next states of those that have all
    their messages already; ``lies`` what has been made up for the receiver after them. A receiver keeps only what it made of its messages, not
    the messages.
    """

    round: int
    locals: tuple[LocalT, ...]
    heard: tuple[LocalT, ...] = ()
    lies: tuple[Hashable, ...] = ()


class Synchronous(Protocol[LocalT]):
    """A protocol of synchronous rounds. All methods are pure."""

    names: tuple[str, ...]
    traitors: tuple[str, ...]
    rounds: int

    def begin(self, name: str) -> LocalT:
        """Give a loyal process's state before the first round."""

    def tell(self, number: int, name: str, local: LocalT, receiver: str) -> Hashable | None:
        """Give what a loyal process sends to another in a round; None for nothing."""

    def slots(self, number: int, traitor: str, receiver: str) -> tuple[tuple[str, tuple[Hashable, ...]], ...]:
        """Give the values that a traitor makes up for a receiver in a round: (part, options) each; none if it sends nothing."""

    def lie(self, number: int, traitor: str, receiver: str, values: tuple[Hashable, ...]) -> Hashable:
        """Give the message that a traitor's chosen values make up."""

    def hear(self, number: int, name: str, local: LocalT, inbox: tuple[tuple[str, Any], ...]) -> LocalT:
        """Give a loyal process's state after a round, from all that it received, in the order of senders."""


class SynchronousMachine(Machine[RoundState[LocalT]], Generic[LocalT]):
    """The machine of a synchronous protocol. Its runs have one event a lie. ``called`` says what the texts call a process."""

    def __init__(self, protocol: Synchronous[LocalT], called: Callable[[str], str] = str) -> None:
        self.protocol = protocol
        self.called = called
        self.loyal = tuple(name for name in protocol.names if name not in protocol.traitors)
        self.lanes = tuple(Lane(name, "process", name in protocol.traitors, called(name)) for name in protocol.names)
        self._told = lru_cache(REMEMBERED)(self._told_by_the_loyal)
        self._slots = tuple({name: self._slots_for(number, name) for name in self.loyal} for number in range(protocol.rounds))

    def _slots_for(self, number: int, receiver: str) -> tuple[Slot, ...]:
        """Give a receiver's slots of a round. Options are rotated by receiver, so that the default lies differ from one to the next."""
        place = self.loyal.index(receiver)
        found = []
        for traitor in self.protocol.traitors:
            for part, options in self.protocol.slots(number, traitor, receiver):
                turn = place % len(options)
                found.append(Slot(traitor, receiver, part, options[turn:] + options[:turn]))
        return tuple(found)

    def start(self) -> Transition[RoundState[LocalT]]:
        """Give the world before the first lie; the loyal processes' first messages are under way."""
        state = RoundState(0, tuple(self.protocol.begin(name) for name in self.loyal))
        births = tuple(Occurrence("start", name) for name in self.protocol.names)
        acts = births + self._tellings(state)
        return Transition(self._settle(state) if self._has_lies(state) else state, acts)

    def slot(self, state: RoundState[LocalT]) -> Slot | None:
        """Give the value to be made up next; None when the round needs none, or all rounds are over."""
        if self.is_over(state) or len(state.heard) == len(self.loyal):
            return None
        return next(iter(self._slots[state.round][self.loyal[len(state.heard)]][len(state.lies) :]), None)

    def schedule(self) -> tuple[tuple[int, int, Slot], ...]:
        """Give every value that is made up in a run: the step at which it is chosen, its round, its slot. It does not depend on what is chosen."""
        found: list[tuple[int, int, Slot]] = []
        step = 0
        for number, slots in enumerate(self._slots):
            lies = [slot for name in self.loyal for slot in slots[name]]
            found += [(step + place, number, slot) for place, slot in enumerate(lies)]
            step += len(lies) or 1  # a round without lies is passed by one step
        return tuple(found)

    def is_over(self, state: RoundState[LocalT]) -> bool:
        """Whether the last round is over."""
        return state.round == self.protocol.rounds

    def is_silent(self, state: RoundState[LocalT]) -> bool:
        """Whether nobody sends anything in the round under way; what two traitors may tell each other is not known here."""
        return len(self.protocol.traitors) < 2 and not self._has_lies(state) and not self._tellings(state)

    def enabled(self, state: RoundState[LocalT]) -> tuple[Event, ...]:
        """Give the options of the next lie, or the one step that passes a round without lies."""
        if self.is_over(state):
            return ()
        slot = self.slot(state)
        if slot is None:
            return (Event("step", "all", f"round {state.round + 1}"),)
        return tuple(Event("choose", slot.traitor, (slot.receiver, slot.part, option)) for option in slot.options)

    def apply(self, state: RoundState[LocalT], event: Event) -> Transition[RoundState[LocalT]]:
        """Make up one value; when it was the receiver's last, the receiver has heard everything; when the round's last, the round is over."""
        acts: tuple[Occurrence, ...] = ()
        after = state
        if event.kind == "choose":
            assert isinstance(event.subject, tuple)
            after = RoundState(state.round, state.locals, state.heard, (*state.lies, event.subject[-1]))
            acts = (Occurrence("choose", event.process, label=str(event.subject[-1]), lie=True), *self._lie_sent(after, event.process))
        after = self._settle(after)
        if len(after.heard) < len(self.loyal):
            return Transition(after, acts)
        closed = RoundState(state.round + 1, after.heard)
        acts += self._arrivals(state) + self._tellings(closed)
        return Transition(self._settle(closed) if self._has_lies(closed) else closed, acts)

    def processes(self, state: RoundState[LocalT]) -> Mapping[str, Process]:
        """Give the loyal processes, as they are at the start of the round; a traitor has no state."""
        return {name: Process(True, local) for name, local in zip(self.loyal, state.locals, strict=True)}

    # inside a round

    def _has_lies(self, state: RoundState[LocalT]) -> bool:
        return state.round < self.protocol.rounds and any(self._slots[state.round].values())

    def _settle(self, state: RoundState[LocalT]) -> RoundState[LocalT]:
        """Let every receiver that has all its messages work out its next state."""
        while len(state.heard) < len(self.loyal):
            name = self.loyal[len(state.heard)]
            if len(state.lies) < len(self._slots[state.round][name]):
                break
            inbox = self._inbox(state, name, state.lies)
            local = state.locals[self.loyal.index(name)]
            state = RoundState(state.round, state.locals, (*state.heard, self.protocol.hear(state.round, name, local, inbox)))
        return state

    def _inbox(self, state: RoundState[LocalT], receiver: str, lies: tuple[Hashable, ...]) -> tuple[tuple[str, Any], ...]:
        told = dict(self._told(state.round, state.locals, receiver))
        for traitor in self.protocol.traitors:
            mine = tuple(value for slot, value in zip(self._slots[state.round][receiver], lies, strict=True) if slot.traitor == traitor)
            if mine:
                told[traitor] = self.protocol.lie(state.round, traitor, receiver, mine)
        return tuple((name, told[name]) for name in self.protocol.names if name in told)

    def _told_by_the_loyal(self, number: int, locals_: tuple[LocalT, ...], receiver: str) -> dict[str, Any]:
        """Give what the loyal processes tell a receiver in a round; the same for all lies of the round, so a few answers are remembered."""
        told = {name: self.protocol.tell(number, name, local, receiver) for name, local in zip(self.loyal, locals_, strict=True) if name != receiver}
        return {name: body for name, body in told.items() if body is not None}

    # acts, for the diagram

    def _tellings(self, state: RoundState[LocalT]) -> tuple[Occurrence, ...]:
        if self.is_over(state):
            return ()
        told = ((receiver, self._told(state.round, state.locals, receiver)) for receiver in self.protocol.names)
        sends = [Occurrence("send", sender, receiver, body) for receiver, bodies in told for sender, body in bodies.items()]
        return tuple(sorted(sends, key=lambda act: self.protocol.names.index(act.process)))

    def _lie_sent(self, state: RoundState[LocalT], traitor: str) -> tuple[Occurrence, ...]:
        """The message leaves when its last value is made up."""
        receiver = self.loyal[len(state.heard)]
        slots = self._slots[state.round][receiver][: len(state.lies)]
        following = self._slots[state.round][receiver][len(state.lies) :]
        if following and following[0].traitor == traitor:
            return ()
        values = tuple(value for slot, value in zip(slots, state.lies, strict=True) if slot.traitor == traitor)
        return (Occurrence("send", traitor, receiver, self.protocol.lie(state.round, traitor, receiver, values), lie=True),)

    def _arrivals(self, state: RoundState[LocalT]) -> tuple[Occurrence, ...]:
        """All messages of a round arrive together at its end. What a lie said is no longer known here; the tracer saw it leave."""
        acts = []
        for receiver in self.protocol.names:
            bodies = self._told(state.round, state.locals, receiver)
            acts += [Occurrence("receive", receiver, sender, bodies[sender]) for sender in self.protocol.names if sender in bodies]
            if receiver in self.loyal:
                acts += [
                    Occurrence("receive", receiver, traitor, lie=True) for traitor in self.protocol.traitors if self._speaks(state, traitor, receiver)
                ]
        return tuple(acts)

    def _speaks(self, state: RoundState[LocalT], traitor: str, receiver: str) -> bool:
        return any(slot.traitor == traitor for slot in self._slots[state.round][receiver])


def synchronous(s: Situation[RoundState[LocalT]]) -> SynchronousMachine[LocalT]:
    """Give the machine of a situation by its type."""
    assert isinstance(s.machine, SynchronousMachine)
    return s.machine
