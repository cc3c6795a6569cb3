"""A server is killed at random moments while people answer; then what was acknowledged is compared with what is there."""

import random
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Engine, text

from app.store.database import reading
from tests.kill.load import Client, Sender

CLIENTS = 4
LAST_SENDS = 100


class Victim(Protocol):
    """A server that is there to be killed."""

    def start(self) -> None:
        """Start it, at the same address as before."""

    def kill(self) -> None:
        """Kill it, without a word of warning."""


@dataclass(frozen=True)
class Kept:
    """An answer in the database: JSON texts."""

    answer: str
    reply: str


@dataclass
class Toll:
    """What the kills did: acknowledged answers that are gone, answers that are there too often, and replies that differ from the first one or from
    what is kept. How much was at stake: answers acknowledged, and answers sent again because the server died over them.
    """

    lost: set[str]
    doubled: int
    wrong_replies: set[str]
    acknowledged: int
    sent_again: int

    @property
    def damage(self) -> tuple[set[str], int, set[str]]:
        """What there should be none of."""
        return self.lost, self.doubled, self.wrong_replies


UNHARMED: tuple[set[str], int, set[str]] = (set(), 0, set())


def stored(engine: Engine) -> list[tuple[str, Kept]]:
    """Every answer in the database with its key."""
    with reading(engine) as session:
        rows = session.connection().execute(text("SELECT key, answer, reply FROM submission")).all()
    return [(row.key, Kept(row.answer, row.reply)) for row in rows]


def kill_under_load(
    engine: Engine, victim: Victim, senders: Iterable[Sender], kills: int, within: float, agrees: Callable[[Kept, str], bool]
) -> Toll:
    """Kill the server that often while people answer, or until something is gone: one looks after each kill.

    Each time it is killed ``within`` so many seconds of the first acknowledgement. ``agrees`` compares what is kept with what was said.
    """
    moments = random.Random()  # the moments are to be any
    anything_new = threading.Event()
    clients = [Client(f"client{number}", send, anything_new) for number, send in enumerate(senders)]
    lost: set[str] = set()
    for client in clients:
        client.start()
    try:
        for _ in range(kills):
            anything_new.clear()
            anything_new.wait(20)
            time.sleep(moments.random() * within)
            victim.kill()
            acknowledged = {key for client in clients for key in list(client.acknowledged)}
            lost |= acknowledged - dict(stored(engine)).keys()
            victim.start()
            if lost:
                break
    finally:
        for client in clients:
            client.stopping.set()
    settle(clients)
    return count_up(clients, lost, stored(engine), agrees)


def settle(clients: Sequence[Client]) -> None:
    """Wait for the end of the load. What was last sent is sent once more, whether it was acknowledged or not."""
    for client in clients:
        client.join(30)
        assert any(client.once() for _ in range(LAST_SENDS)), "nobody takes the last answers"


def count_up(clients: Sequence[Client], lost: set[str], rows: Sequence[tuple[str, Kept]], agrees: Callable[[Kept, str], bool]) -> Toll:
    """Compare what was acknowledged with what is there."""
    kept = dict(rows)
    acknowledged = {key: said for client in clients for key, said in client.acknowledged.items()}
    there = acknowledged.keys() & kept.keys()
    contradicted = {key for client in clients for key in client.contradicted}
    return Toll(
        lost=lost | (acknowledged.keys() - kept.keys()),
        doubled=len(rows) - len(there),
        wrong_replies=contradicted | {key for key in there if not agrees(kept[key], acknowledged[key])},
        acknowledged=len(acknowledged),
        sent_again=sum(client.sent_again for client in clients),
    )
