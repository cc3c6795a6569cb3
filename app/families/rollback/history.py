"""What a pattern says of its run: what happened before what, the messages that cross a line of checkpoints, and the latest consistent line.

A line gives each process the checkpoint that it stands on, or "now": the process has not gone back. ``kept`` is the same as numbers of events kept.
An event is its process and its place there, both from 0.
"""

from bisect import bisect_right
from typing import Literal

import msgspec

from app.families.rollback.pattern import Pattern, schedule

Stand = int | Literal["now"]
NOW: Literal["now"] = "now"
Line = tuple[Stand, ...]
Kept = tuple[int, ...]
Place = tuple[int, int]


class Message(msgspec.Struct, frozen=True):
    """A message: who sent it, as which event, and the same of its receipt. ``receiver`` is None if no receipt stands in the pattern."""

    name: str
    sender: int
    sent: int
    receiver: int | None
    received: int


class History:
    """A pattern, worked out: the order of its events, its messages in the order of sending, and where checkpoints stand."""

    def __init__(self, pattern: Pattern) -> None:
        self.names = pattern.names
        self.events = pattern.events
        self.order = schedule(pattern)
        self.total = len(self.order)
        self.progress = self._progress()
        self.checkpoints = tuple((0, *(place + 1 for place, mark in enumerate(marks) if mark.kind == "checkpoint")) for marks in pattern.events)
        self.messages = self._messages()
        self.message = {message.name: message for message in self.messages}
        self.clocks = self._clocks()

    def _progress(self) -> tuple[Kept, ...]:
        """Count each process's events after every event of the order."""
        done = [0] * len(self.names)
        counts = [tuple(done)]
        for process, _ in self.order:
            done[process] += 1
            counts.append(tuple(done))
        return tuple(counts)

    def _messages(self) -> tuple[Message, ...]:
        marks = [(process, place, self.events[process][place]) for process, place in self.order]
        receipts = {mark.name: (process, place) for process, place, mark in marks if mark.kind == "receive"}
        sends = [(mark.name, process, place) for process, place, mark in marks if mark.kind == "send"]
        return tuple(Message(name, process, place, *receipts.get(name, (None, -1))) for name, process, place in sends)

    def _clocks(self) -> dict[Place, Kept]:
        """Give every event its vector clock (Fidge, Mattern 1988): how many events of each process happened before it, itself counted."""
        clocks: dict[Place, Kept] = {}
        for process, place in self.order:
            mark = self.events[process][place]
            known = [clocks.get((process, place - 1), (0,) * len(self.names))]
            if mark.kind == "receive":
                message = self.message[mark.name]
                known.append(clocks[message.sender, message.sent])
            clock = list(map(max, *known)) if known[1:] else list(known[0])
            clock[process] = place + 1
            clocks[process, place] = tuple(clock)
        return clocks

    def happened_before(self, first: Place, second: Place) -> bool:
        """Whether one event can have been a cause of another (Lamport 1978)."""
        process, place = first
        return first != second and self.clocks[second][process] > place

    def last_before(self, process: int, place: int) -> int:
        """Give the number of a process's last checkpoint before its event ``place``."""
        return bisect_right(self.checkpoints[process], place) - 1

    def last(self, process: int) -> int:
        """Give the number of a process's last checkpoint."""
        return len(self.checkpoints[process]) - 1

    def kept(self, line: Line, done: Kept) -> Kept:
        """Give how many events each process keeps on a line; ``done`` counts those done so far."""
        stands = zip(self.checkpoints, line, done, strict=True)
        return tuple(now if stand == "now" else places[stand] for places, stand, now in stands)

    def orphans(self, kept: Kept) -> tuple[Message, ...]:
        """Give the messages whose receipt is kept and whose sending is not. Without one, the line is a consistent global checkpoint."""
        return tuple(m for m in self.messages if m.receiver is not None and m.received < kept[m.receiver] and m.sent >= kept[m.sender])

    def in_transit(self, kept: Kept) -> tuple[Message, ...]:
        """Give the messages whose sending is kept and whose receipt is not, or never was."""
        return tuple(m for m in self.messages if m.sent < kept[m.sender] and (m.receiver is None or m.received >= kept[m.receiver]))

    def latest_line(self, failed: int) -> Line:
        """Give the recovery line of a crash after the whole pattern, by reachability in the rollback-dependency graph; no rollback is played for it.

        Its nodes are the intervals that begin at a checkpoint. What undoes an interval undoes the next one of its process, and every interval that
        received from it.
        """
        leads: dict[Place, list[Place]] = {}
        for m in self.messages:
            if m.receiver is not None:
                source = m.sender, self.last_before(m.sender, m.sent)
                leads.setdefault(source, []).append((m.receiver, self.last_before(m.receiver, m.received)))
        first = (failed, self.last(failed))
        undone = {first: True}
        waiting = [first]
        while waiting:
            process, interval = waiting.pop()
            following = [(process, interval + 1)] if interval < self.last(process) else []
            for node in following + leads.get((process, interval), []):
                if node not in undone:
                    undone[node] = True
                    waiting.append(node)
        lowest = [[interval for process, interval in undone if process == place] for place in range(len(self.names))]
        return tuple(min(found) if found else "now" for found in lowest)
