"""The machine: the pattern's events in one fixed order, then the crash, then one rollback a step, in rounds, until no orphan forces another."""

from collections.abc import Hashable

import msgspec

from app.families.rollback.history import NOW, History, Kept, Line, Message
from app.families.rollback.pattern import Mark, Pattern
from app.kernel.events import Event, Occurrence, Transition
from app.kernel.machine import Lane, Machine


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


class Checkpointing(Machine[Recovery]):
    """Processes that take checkpoints independently, and the recovery after one of them crashes.

    ``rule`` is what is wrong with the recovery: "none" (it goes on until no orphan is left), "one-pass" (only those go back that received from the
    failed process itself), "last-checkpoints" (everybody goes back to the last checkpoint, once).
    """

    def __init__(self, pattern: Pattern, crash: str, rule: str) -> None:
        self.recorded = History(pattern)
        self.failed = pattern.names.index(crash)
        self.rule = rule
        self.lanes = tuple(Lane(name) for name in pattern.names)

    def start(self) -> Transition[Recovery]:
        """Give the state before all events. The start of a process counts as its checkpoint 0."""
        acts = [act for name in self.recorded.names for act in (Occurrence("start", name), Occurrence("checkpoint", name, label="C0"))]
        line: Line = tuple(NOW for _ in self.recorded.names)
        return Transition(Recovery(0, line), tuple(acts))

    def enabled(self, state: Recovery) -> tuple[Event, ...]:
        """Give the one event that is next; none when the recovery is over."""
        names = self.recorded.names
        if state.events < self.recorded.total:
            process, place = self.recorded.order[state.events]
            mark = self.recorded.events[process][place]
            return (Event("step", names[process], mark.name if mark.kind == "checkpoint" else mark.token),)
        if state.round == 0:
            return (Event("crash", names[self.failed]),)
        if state.due:
            return (Event("step", names[state.due[0].process], ("rollback", state.due[0].target)),)
        return ()

    def apply(self, state: Recovery, event: Event) -> Transition[Recovery]:
        """Do the next event of the pattern, crash, or roll one process back."""
        if state.events < self.recorded.total:
            process, place = self.recorded.order[state.events]
            act = self._act(process, self.recorded.events[process][place])
            return Transition(Recovery(state.events + 1, state.line), (act,))
        if state.round == 0:
            return Transition(Recovery(state.events, state.line, 1, self._first_round()), (Occurrence("crash", event.process),))
        return self._roll_back(state)

    def budgets(self, state: Recovery) -> tuple[tuple[str, str, int], ...]:
        """No budgets: the crash is a part of the pattern, not a choice."""
        return ()

    def without_budgets(self, state: Recovery) -> Hashable:
        """Give the whole state."""
        return state

    # what a state means

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
        return process == self.failed and state.round > 0 and state.line[process] == "now"

    def causes(self, state: Recovery, due: Due) -> tuple[Message, ...]:
        """Give the orphans that a rollback gets rid of: those that the process has received since that checkpoint."""
        since = self.recorded.checkpoints[due.process][due.target]
        return tuple(message for message in self.orphans(state) if message.receiver == due.process and message.received >= since)

    # inside an event

    def _act(self, process: int, mark: Mark) -> Occurrence:
        name = self.recorded.names[process]
        if mark.kind == "checkpoint":
            return Occurrence("checkpoint", name, label=mark.name)
        message = self.recorded.message[mark.name]
        if message.receiver is None:
            # no receipt in the pattern says to whom it goes, so there is no arrow to draw
            return Occurrence("step", name, label=mark.token)
        if mark.kind == "send":
            return Occurrence("send", name, self.recorded.names[message.receiver], mark.name)
        return Occurrence("receive", name, self.recorded.names[message.sender], mark.name)

    def _first_round(self) -> tuple[Due, ...]:
        failed = Due(self.failed, self.recorded.last(self.failed))
        others = [Due(process, self.recorded.last(process)) for process in range(len(self.recorded.names)) if process != self.failed]
        return (failed, *others) if self.rule == "last-checkpoints" else (failed,)

    def _roll_back(self, state: Recovery) -> Transition[Recovery]:
        due = state.due[0]
        name = self.recorded.names[due.process]
        line = tuple(due.target if process == due.process else stand for process, stand in enumerate(state.line))
        acts = (Occurrence("recover", name),) if self.is_down(state, due.process) else ()
        after = Recovery(state.events, line, state.round, state.due[1:])
        if not after.due:
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
