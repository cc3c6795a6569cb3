"""The course itself as a server that is there to be killed, and visitors who answer its question with its own forms."""

import http.client
import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import msgspec

from app.web.pages.answers import PART
from tests.e2e.server import SERVE, Server
from tests.kill.killing import Kept
from tests.kill.load import NotSentError
from tests.web.asking import FRONT, write
from tests.web.page import PageReader

TRIES = 10
LESSON = f"""{FRONT}:::{{quiz}} How many
:label: q-how-many
:kind: numeric
:tries: {TRIES}
How many?
- [=] -1
- [!] Fewer than none.
:::
"""
PAGE = "/lessons/asking"
ANSWERS = f"{PAGE}/questions/q-how-many/answers"
NEXT_KEY = re.compile(r'<input type="hidden" name="key" value="[^"]*">')
PATIENCE = 60


class Course:
    """``faultline serve``, or what else the command starts. ``there`` is set while it is known to answer."""

    def __init__(self, folder: Path, url: str, command: Sequence[str]) -> None:
        """A course of one lesson with one question."""
        self.there = threading.Event()
        self.server = Server(folder, command=command, settings={"DATABASE_URL": url, "LESSONS_DIR": str(write(folder / "lessons", LESSON))})

    def start(self) -> None:
        """Start it."""
        self.server.start()
        self.there.set()

    def kill(self) -> None:
        """Kill it."""
        self.there.clear()
        self.server.stop()


@contextmanager
def served(folder: Path, url: str, command: Sequence[str] = SERVE) -> Iterator[Course]:
    """The course, started."""
    course = Course(folder, url, command)
    try:
        course.start()
        yield course
    finally:
        course.kill()


@dataclass
class Visitor:
    """A browser on the lesson: it fetches the page, keeps the cookie, and sends the form as our scripts do.

    Before the tries run out it forgets the cookie, and is another visitor.
    """

    course: Course
    cookie: str = ""
    attempt: str = ""
    keys: set[str] = field(default_factory=set)

    def __call__(self, key: str) -> str | None:
        connection = self._connected()
        try:
            if key not in self.keys and len(self.keys) in {0, TRIES - 1}:
                self._arrive(connection)
            self.keys.add(key)
            return self._answer(connection, key)
        finally:
            connection.close()

    def _connected(self) -> http.client.HTTPConnection:
        if not self.course.there.wait(PATIENCE):
            raise NotSentError
        connection = http.client.HTTPConnection("127.0.0.1", self.course.server.port, timeout=PATIENCE)
        try:
            connection.connect()
        except OSError:
            raise NotSentError from None
        return connection

    def _arrive(self, connection: http.client.HTTPConnection) -> None:
        """Open the lesson as somebody who was never here."""
        try:
            connection.request("GET", PAGE)
            response = connection.getresponse()
            page = PageReader(response.read().decode())
        except (OSError, http.client.HTTPException):
            raise NotSentError from None
        self.keys.clear()
        self.cookie = response.headers["set-cookie"].partition(";")[0]
        self.attempt = page.hidden_fields(ANSWERS)["attempt"]

    def _answer(self, connection: http.client.HTTPConnection, key: str) -> str | None:
        """Send the form: what came back, but for the key that it gives to the next answer."""
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": self.cookie,
            "HX-Request": "true",
            "Origin": self.course.server.url,
            "Sec-Fetch-Site": "same-origin",
        }
        try:
            connection.request("POST", ANSWERS, urlencode({"key": key, "attempt": self.attempt, "answer": answer_of(key)}), headers)
            response = connection.getresponse()
            part = response.read().decode()
        except (OSError, http.client.HTTPException):
            return None
        if PART not in response.headers:
            return None
        return f"{response.status} {NEXT_KEY.sub('', part)}"


def answer_of(key: str) -> str:
    """The answer that is sent with a key: each another number, and never the right one."""
    return str(int(key.rpartition("-")[2]))


def agrees(kept: Kept, said: str) -> bool:
    """Whether a part of a page shows the answer and the reply that are kept."""
    answer, left = msgspec.json.decode(kept.answer), msgspec.json.decode(kept.reply)["tries_left"]
    shown = (f'name="answer" value="{answer}"', f">{'1 try' if left == 1 else f'{left} tries'} left<")
    return said.startswith("200 ") and all(words in said for words in shown)
