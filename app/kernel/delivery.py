"""The messages under way, as one tuple grouped by channel (sender, then receiver, in declared order).

On FIFO channels the order inside a channel is the order of sending. On reordering ones it carries no meaning, so it is made canonical: worlds that
differ only in the order in which equal-fated messages were sent are the same world.
"""

from collections.abc import Mapping
from functools import lru_cache

from app.kernel.world import Message

Messages = tuple[Message, ...]


def insert(messages: Messages, message: Message, rank: Mapping[str, int], fifo: bool) -> Messages:
    """Put a message on its channel. On a timed FIFO channel it cannot overtake the ones before it."""
    channel = (rank[message.sender], rank[message.receiver])
    at = len(messages)
    while at and _goes_after(messages[at - 1], message, channel, rank, fifo):
        at -= 1
    if fifo and at and (messages[at - 1].sender, messages[at - 1].receiver) == (message.sender, message.receiver):
        message = Message(message.sender, message.receiver, message.body, max(message.due, messages[at - 1].due))
    return (*messages[:at], message, *messages[at:])


def remove(messages: Messages, message: Message) -> Messages:
    """Take the first of the equal messages off its channel."""
    at = messages.index(message)
    return (*messages[:at], *messages[at + 1 :])


def repeat(messages: Messages, message: Message) -> Messages:
    """Put a copy right behind a message."""
    at = messages.index(message)
    return (*messages[: at + 1], message, *messages[at + 1 :])


def receivable(messages: Messages, fifo: bool) -> list[Message]:
    """Give the messages that the channels would deliver next: the head of each FIFO channel, or every distinct message."""
    if not fifo:
        return list(dict.fromkeys(messages))
    heads: dict[tuple[str, str], Message] = {}
    for message in messages:
        heads.setdefault((message.sender, message.receiver), message)
    return list(heads.values())


def _goes_after(other: Message, message: Message, channel: tuple[int, int], rank: Mapping[str, int], fifo: bool) -> bool:
    """Whether ``other`` stands behind the place of a new ``message``."""
    place = (rank[other.sender], rank[other.receiver])
    if place != channel:
        return place > channel
    return not fifo and _order(other) > _order(message)


@lru_cache(maxsize=100_000)
def _order(message: Message) -> tuple[int, str]:
    # bodies of different types have no order of their own; their text has one, the same in every process
    return (message.due, repr(message.body))
