"""What channels and their adversary do to the messages under way: what arrives next, what can be lost or doubled, what a partition takes away.

Like the local moves of a process, this is the one piece of code that both doors of a network are made of.
"""

from collections.abc import Mapping

from app.kernel.delivery import Messages, insert, receivable, remove, repeat
from app.kernel.events import Event, Occurrence
from app.kernel.faults import Channels, Faults, never
from app.kernel.schedule import Schedule
from app.kernel.world import Message


class Traffic:
    """The channels between processes of these ranks; ``schedule`` gives arrivals their times, when there is one. ``fifo``: as it was declared."""

    def __init__(self, channels: Channels, faults: Faults, rank: Mapping[str, int], schedule: Schedule | None) -> None:
        self._channels = channels
        self.fifo = channels.fifo
        self._safe = faults.loses is never and faults.duplicates is never
        self._faults = faults
        self._rank = rank
        self._schedule = schedule
        self._sides = {split.name: frozenset(split.side) for split in channels.partitions}

    def apart(self, partition: str, one: str, other: str) -> bool:
        """Whether a partition (empty: none) separates two processes."""
        if not partition:
            return False
        side = self._sides[partition]
        return (one in side) != (other in side)

    def arriving(self, messages: Messages, partition: str) -> list[Message]:
        """Give what the channels would deliver next."""
        found = receivable(messages, self._channels.fifo)
        return [m for m in found if not self.apart(partition, m.sender, m.receiver)] if partition else found

    def faults(self, messages: Messages) -> list[Event]:
        """Give the losses, then the duplications."""
        if self._safe:
            return []
        distinct = tuple(dict.fromkeys(messages))
        lost = [Event("lose", m.receiver, m, budget) for m in distinct if (budget := self._faults.loses(m))]
        return lost + [Event("duplicate", m.receiver, m, budget) for m in distinct if (budget := self._faults.duplicates(m))]

    def partitions(self, partition: str) -> list[Event]:
        """Give the ways in which the network can fall apart now."""
        if partition or not self._faults.partitions:
            return []
        return [Event("partition", split.name, None, self._faults.partitions) for split in self._channels.partitions]

    def heals(self, partition: str) -> list[Event]:
        """Give the healing of the partition in force."""
        return [Event("heal", partition)] if partition and self._channels.heals else []

    def do(self, event: Event, messages: Messages, partition: str) -> tuple[Messages, str, tuple[Occurrence, ...]]:
        """Give messages and partition after a loss, a duplication, a partition or a healing, and the occurrences."""
        if event.kind == "partition":
            lost = tuple(m for m in messages if self._channels.across == "lost" and self.apart(event.process, m.sender, m.receiver))
            kept = tuple(m for m in messages if m not in lost)
            return kept, event.process, (Occurrence("partition", event.process), *(Occurrence("lose", m.sender, m.receiver, m.body) for m in lost))
        if event.kind == "heal":
            return messages, "", (Occurrence("heal", event.process),)
        message = event.subject
        assert isinstance(message, Message)
        happened = (Occurrence("lose" if event.kind == "lose" else "duplicate", message.sender, message.receiver, message.body),)
        return (remove if event.kind == "lose" else repeat)(messages, message), partition, happened

    def post(
        self, messages: Messages, partition: str, sender: str, sends: tuple[tuple[str, object], ...], clock: int, sent: int
    ) -> tuple[Messages, int, tuple[Occurrence, ...]]:
        """Put what a process sends on its channels, unless a partition swallows it; ``sent`` counts the messages of a timed run."""
        swallowed: tuple[Occurrence, ...] = ()
        for to, body in sends:
            if partition and self._channels.across == "lost" and self.apart(partition, sender, to):
                swallowed += (Occurrence("lose", sender, to, body),)
                continue
            message = Message(sender, to, body, self._schedule.arrival(clock, sent) if self._schedule else 0)
            messages = insert(messages, message, self._rank, self._channels.fifo)
            sent += self._schedule is not None
        return messages, sent, swallowed
