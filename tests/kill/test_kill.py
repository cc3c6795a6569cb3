"""The service is killed many times under a load of answers. What was acknowledged is there, once; what was not, sent again, counts once."""

import http.client
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec
from sqlalchemy import Engine

from app import concepts
from app.course.answering import QuestionState
from app.store.people import new_id
from tests.course.answering.a_course import Course, interactive
from tests.kill.killing import CLIENTS, UNHARMED, Toll, kill_under_load

# More of them only take longer: FAULTLINE_TEST_KILLS=200 once in a while.
KILLS = int(os.environ.get("FAULTLINE_TEST_KILLS", "60"))
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
        """Kill it, if there is one: number 0 would be everyone in this group, the tests themselves."""
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
class Direct:
    """Sends a person's answers to the service."""

    person: str
    port: int
    question: QuestionState

    def __call__(self, key: str) -> str | None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        body = {
            "person": self.person,
            "lesson": self.question.lesson_id,
            "label": self.question.label,
            "key": key,
            "attempt": self.question.attempt,
            "answer": "a",
        }
        try:
            connection.request("POST", "/", msgspec.json.encode(body))
            response = connection.getresponse()
            said = response.read()
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()
        return said.decode() if response.status == 200 else None


def kill(engine: Engine, url: str, kills: int, fault: str = "") -> Toll:
    course = Course(engine, concepts.catalogue())
    course.publish(interactive(tries=1_000_000))
    with server(url, fault) as running:
        people = [new_id() for _ in range(CLIENTS)]
        senders = [Direct(person, running.port, course.state(person=person)) for person in people]
        return kill_under_load(engine, running, senders, kills, within=0.03, agrees=lambda kept, said: kept.reply == said)


def test_no_kill_loses_or_doubles_an_answer(engine: Engine, url: str):
    toll = kill(engine, url, KILLS)
    assert toll.damage == UNHARMED
    assert toll.acknowledged > KILLS / 2
    assert toll.sent_again > KILLS / 4


def test_a_server_that_replies_before_it_has_committed_is_caught(engine: Engine, url: str):
    assert kill(engine, url, 30, "reply-first").lost


def test_a_server_that_forgets_keys_is_caught(engine: Engine, url: str):
    assert kill(engine, url, 5, "forget-keys").doubled
