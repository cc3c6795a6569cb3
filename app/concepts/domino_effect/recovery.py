"""The machine: the pattern's events in one fixed order, then the crash, then one rollback a step, in rounds, until no orphan forces another."""

from typing import Literal

import msgspec

from app.families.rollback.history import NOW, History, Kept, Line, Message
from app.families.rollback.pattern import Mark, Pattern
from app.kernel.events import Event, Occurrence, Transition
from app.kernel.machine import Lane, Machine
from app.kernel.situation import Situation

Phase = Literal["running", "rolling-back", "recovered"]


class Due(msgspec.Struct, frozen=True):
    """A rollback that this round still asks for: a process, and the checkpoint that it goes back to."""

    process: int
    target: int


class Recovery(msgspec.Struct, frozen=True, cache_hash=True):
    """The state: how many events of the pattern are done, where each process stands, the round of rollbacks, and what this round still asks for.

    Before the crash the round is 0. When nothing is due after it, the recovery is over.
    """

    events: int
    line: Line
    round: int = 0
    due: tuple[Due, ...] = ()

    @property
    def phase(self) -> Phase:
        """How far it is: before the crash, after it, or over."""
        return "running" if self.round == 0 else "rolling-back" if self.due else "recovered"


class Checkpointing(Machine[Recovery]):
    """Processes that take checkpoints independently, and the recovery after one of them crashes.

    ``rule`` is what is wrong with the recovery: "none" (it goes on until no orphan is left), "one-pass" (only those go back that received from the
    failed process itself), "last-checkpoints" (everybody goes back to the last checkpoint, once).
    """

    def __init__(self, pattern: Pattern, crash: str, rule: str) -> None:
        self.recorded = History(pattern)
        self.names = pattern.names
        self.failed = pattern.names.index(crash)
        self.rule = rule
        self.lanes = tuple(Lane(name) for name in pattern.names)

    def start(self) -> Transition[Recovery]:
        """Give the state before all events. The start of a process counts as its checkpoint 0."""
        acts = [act for name in self.names for act in (Occurrence("start", name), Occurrence("checkpoint", name, label="C0"))]
        return Transition(Recovery(0, (NOW,) * len(self.names)), tuple(acts))

    def enabled(self, state: Recovery) -> tuple[Event, ...]:
        """Give the one event that is next; none when the recovery is over."""
        if state.events < self.recorded.total:
            process, mark = self.next_mark(state)
            return (Event("step", self.names[process], mark.name if mark.kind == "checkpoint" else mark.token),)
        if state.round == 0:
            return (Event("crash", self.names[self.failed]),)
        return tuple(Event("step", self.names[due.process], ("rollback", due.target)) for due in state.due[:1])

    def apply(self, state: Recovery, event: Event) -> Transition[Recovery]:
        """Do the next event of the pattern, crash, or roll one process back."""
        if state.events < self.recorded.total:
            return Transition(Recovery(state.events + 1, state.line), (self._act(*self.next_mark(state)),))
        if state.round == 0:
            return Transition(Recovery(state.events, state.line, 1, self._first_round()), (Occurrence("crash", event.process),))
        return self._roll_back(state)

    # what a state means

    def next_mark(self, state: Recovery) -> tuple[int, Mark]:
        """Give the event of the pattern that is next: its process, and what it is."""
        process, place = self.recorded.order[state.events]
        return process, self.recorded.events[process][place]

    def kept(self, state: Recovery) -> Kept:
        """Give how many of its events each process keeps in a state."""
        return self.recorded.kept(state.line, self.recorded.progress[state.events])

    def undone(self, state: Recovery) -> int:
        """Give how many events are rolled back in a state."""
        return state.events - sum(self.kept(state))

    def orphans(self, state: Recovery) -> tuple[Message, ...]:
        """Give the orphans of a state."""
        return self.recorded.orphans(self.kept(state))

    def is_down(self, state: Recovery, process: int) -> bool:
        """Whether a process has crashed and has not started again."""
        return process == self.failed and state.round > 0 and state.line[process] == NOW

    def causes(self, state: Recovery, due: Due) -> tuple[Message, ...]:
        """Give the orphans that a rollback gets rid of: those that the process has received since that checkpoint."""
        since = self.recorded.checkpoints[due.process][due.target]
        return tuple(message for message in self.orphans(state) if message.receiver == due.process and message.received >= since)

    # inside an event

    def _act(self, process: int, mark: Mark) -> Occurrence:
        name = self.names[process]
        if mark.kind == "checkpoint":
            return Occurrence("checkpoint", name, label=mark.name)
        message = self.recorded.message[mark.name]
        if message.receiver is None:
            # no receipt in the pattern says to whom it goes, so there is no arrow to draw
            return Occurrence("step", name, label=mark.token)
        peer = message.receiver if mark.kind == "send" else message.sender
        return Occurrence(mark.kind, name, self.names[peer], mark.name)

    def _first_round(self) -> tuple[Due, ...]:
        others = [process for process in range(len(self.names)) if process != self.failed and self.rule == "last-checkpoints"]
        return tuple(Due(process, self.recorded.last(process)) for process in (self.failed, *others))

    def _roll_back(self, state: Recovery) -> Transition[Recovery]:
        due, *rest = state.due
        name = self.names[due.process]
        line = tuple(due.target if process == due.process else stand for process, stand in enumerate(state.line))
        acts = (Occurrence("recover", name),) if self.is_down(state, due.process) else ()
        after = Recovery(state.events, line, state.round, tuple(rest))
        if not rest:
            following = self._next_round(after)
            after = Recovery(state.events, line, state.round + bool(following), following)
        return Transition(after, (*acts, Occurrence("rollback", name, label=str(state.round))))

    def _next_round(self, state: Recovery) -> tuple[Due, ...]:
        """Give the rollbacks that the orphans of a state force: each receiver goes back to its last checkpoint before its first orphan."""
        if self.rule == "last-checkpoints" or (self.rule == "one-pass" and state.round > 1):
            return ()
        first: dict[int, int] = {}
        for message in self.orphans(state):
            if message.receiver is not None:
                first[message.receiver] = min(message.received, first.get(message.receiver, message.received))
        return tuple(Due(process, self.recorded.last_before(process, first[process])) for process in sorted(first))


def checkpointing(s: Situation[Recovery]) -> Checkpointing:
    """Give the machine as what it is."""
    assert isinstance(s.machine, Checkpointing)
    return s.machine
