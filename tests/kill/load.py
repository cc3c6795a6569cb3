"""People who answer without end, and write down what was acknowledged. What was not, they send again with the same key."""

import http.client
import threading
from dataclasses import dataclass, field
from itertools import count

import msgspec

from app.course.answering import QuestionState


@dataclass
class Client(threading.Thread):
    """One person. ``acknowledged`` maps keys to the reply's bytes; ``pending`` is the key that is on its way; ``anything_new`` is set with each."""

    person: str
    port: int
    question: QuestionState
    anything_new: threading.Event
    acknowledged: dict[str, bytes] = field(default_factory=dict)
    pending: str | None = None
    sent_again: int = 0

    def __post_init__(self) -> None:
        super().__init__(daemon=True)
        self.stopping = threading.Event()

    __hash__ = threading.Thread.__hash__

    def run(self) -> None:
        for number in count():
            if self.stopping.is_set():
                return
            self.pending = f"{self.person[:8]}-{number:08}"
            self._insist(self.pending)

    def _insist(self, key: str) -> None:
        """Send until it is acknowledged, or one is told to stop: then the key stays pending."""
        while not self.stopping.is_set():
            reply = self.send(key)
            if reply is not None:
                self.acknowledged[key] = reply
                self.pending = None
                self.anything_new.set()
                return
            self.sent_again += 1

    def send(self, key: str) -> bytes | None:
        """Send one answer: the reply, or None when the server died over it."""
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
        return said if response.status == 200 else None
