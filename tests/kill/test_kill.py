"""The server is killed at random moments under a load of answers. What was acknowledged is there, once; what was not, sent again, counts once."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, text

from app import concepts
from app.store.database import reading
from app.store.people import new_id
from tests.course.answering.a_course import Course, interactive
from tests.databases import engine as engine
from tests.databases import kind as kind
from tests.databases import url as url
from tests.kill.load import Client

KILLS = 200
CLIENTS = 4
SERVER = Path(__file__).with_name("server.py")
ROOT = SERVER.parent.parent.parent


@dataclass
class Server:
    """The program of ``server.py``."""

    program: subprocess.Popen[str]
    port: int
    serving: int = 0

    def start(self) -> None:
        """Start a serving process."""
        assert self.program.stdin is not None
        assert self.program.stdout is not None
        self.program.stdin.write("\n")
        self.program.stdin.flush()
        number = self.program.stdout.readline()
        assert number, "the program that serves has ended"
        self.serving = int(number)

    def kill(self) -> None:
        """Kill it, without a word of warning, if there is one: number 0 would be everyone in this group, the tests themselves."""
        if self.serving:
            os.kill(self.serving, signal.SIGKILL)
            self.serving = 0


@contextmanager
def server(url: str, fault: str) -> Iterator[Server]:
    command = [sys.executable, str(SERVER), url, "0", fault]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment) as program:
        assert program.stdout is not None
        running = Server(program, int(program.stdout.readline()))
        try:
            running.start()
            yield running
        finally:
            running.kill()
            program.kill()


@dataclass
class Toll:
    """What the kills did: acknowledged answers that are gone, answers that are there more than once, and how much was at stake."""

    lost: set[str]
    doubled: int
    wrong_replies: int
    acknowledged: int
    sent_again: int


def stored(engine: Engine) -> dict[str, str]:
    """Key and reply of every answer in the database."""
    with reading(engine) as session:
        return {row.key: row.reply for row in session.connection().execute(text("SELECT key, reply FROM submission"))}


def kill_under_load(engine: Engine, url: str, kills: int, fault: str = "") -> Toll:
    """Kill the server that often while people answer, or until something is gone: one looks after each kill."""
    moments = random.Random()  # the moments are to be any
    course = Course(engine, concepts.catalogue())
    course.publish(interactive(tries=1_000_000))
    lost: set[str] = set()
    with server(url, fault) as running:
        people = [new_id() for _ in range(CLIENTS)]
        anything_new = threading.Event()
        clients = [Client(person, running.port, course.state(person=person), anything_new) for person in people]
        for client in clients:
            client.start()
        for _ in range(kills):
            anything_new.clear()
            anything_new.wait(20)
            time.sleep(moments.random() * 0.03)
            running.kill()
            acknowledged = {key for client in clients for key in list(client.acknowledged)}
            lost |= acknowledged - stored(engine).keys()
            running.start()
            if lost:
                break
        return settle(engine, clients, lost)


def settle(engine: Engine, clients: list[Client], lost: set[str]) -> Toll:
    """Stop the load, send once more what was never acknowledged, and count."""
    for client in clients:
        client.stopping.set()
    for client in clients:
        client.join(30)
        if client.pending is not None:
            said = None
            while said is None:
                said = client.send(client.pending)
            client.acknowledged[client.pending] = said
    kept = stored(engine)
    acknowledged = {key: said for client in clients for key, said in client.acknowledged.items()}
    return Toll(
        lost=lost | (acknowledged.keys() - kept.keys()),
        doubled=numbers_off(engine, clients) + len(kept.keys() - acknowledged.keys()),
        wrong_replies=sum(kept.get(key, "").encode() != said for key, said in acknowledged.items()),
        acknowledged=len(acknowledged),
        sent_again=sum(client.sent_again for client in clients),
    )


def numbers_off(engine: Engine, clients: list[Client]) -> int:
    """How many tries more, or fewer, were counted than a person made."""
    with reading(engine) as session:
        rows = Counter(person for (person,) in session.connection().execute(text("SELECT person_id FROM submission")))
    return sum(abs(rows[client.person] - len(client.acknowledged)) for client in clients)


def test_no_kill_loses_or_doubles_an_answer(engine: Engine, url: str):
    toll = kill_under_load(engine, url, KILLS)
    assert (toll.lost, toll.doubled, toll.wrong_replies) == (set(), 0, 0)
    assert toll.acknowledged > KILLS
    assert toll.sent_again > KILLS / 4


def test_a_server_that_replies_before_it_has_committed_is_caught(engine: Engine, url: str):
    assert kill_under_load(engine, url, 30, "reply-first").lost


def test_a_server_that_forgets_keys_is_caught(engine: Engine, url: str):
    assert kill_under_load(engine, url, 5, "forget-keys").doubled
