"""What a pattern says about rolling back: which messages cross a line of checkpoints, and the latest line that none crosses backwards.

A line gives each process the checkpoint that it stands on, or "now": the process has not gone back. ``kept`` is the same as numbers of events kept.
"""

from bisect import bisect_right
from typing import Literal

import msgspec

from app.concepts.domino_effect._pattern import Pattern, schedule

Stand = int | Literal["now"]
NOW: Literal["now"] = "now"
Line = tuple[Stand, ...]
Kept = tuple[int, ...]


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
        """Give the messages whose receipt is kept and whose sending is not."""
        return tuple(m for m in self.messages if m.receiver is not None and m.received < kept[m.receiver] and m.sent >= kept[m.sender])

    def in_transit(self, kept: Kept) -> tuple[Message, ...]:
        """Give the messages whose sending is kept and whose receipt is not, or never was."""
        return tuple(m for m in self.messages if m.sent < kept[m.sender] and (m.receiver is None or m.received >= kept[m.receiver]))

    def latest_line(self, failed: int) -> Line:
        """Give the latest consistent line after a crash, by reachability in the rollback-dependency graph; no rollback is played for it.

        Its nodes are the intervals that begin at a checkpoint. What undoes an interval undoes the next one of its process, and every interval that
        received from it.
        """
        leads: dict[tuple[int, int], list[tuple[int, int]]] = {}
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
