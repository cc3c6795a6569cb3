"""People who answer without end, and write down what was acknowledged. What was not, they send again with the same key."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

Sender = Callable[[str], str | None]
"""Sends one answer with this key: what was said, or None when the server died over it. NotSentError when it never got there."""

REPEATED = 4
"""One answer of so many is sent once more although it was acknowledged."""


class NotSentError(Exception):
    """There was nobody to send it to."""


@dataclass
class Client(threading.Thread):
    """One person. ``acknowledged`` maps keys to what was said; ``key`` is the one that is on its way, or was last; ``anything_new`` is set with each.

    ``contradicted`` holds the keys to which different things were said.
    """

    prefix: str
    send: Sender
    anything_new: threading.Event
    acknowledged: dict[str, str] = field(default_factory=dict)
    contradicted: set[str] = field(default_factory=set)
    key: str = ""
    sent_again: int = 0

    def __post_init__(self) -> None:
        super().__init__(daemon=True)
        self.stopping = threading.Event()

    __hash__ = threading.Thread.__hash__

    def run(self) -> None:
        for number in count():
            for _ in range(2 if number % REPEATED == 0 else 1):
                if self.stopping.is_set():
                    return
                self.key = f"{self.prefix}-{number:08}"
                self._insist()

    def _insist(self) -> None:
        """Send until it is acknowledged, or one is told to stop."""
        while not self.stopping.is_set() and not self.once():
            pass

    def once(self) -> bool:
        """Send the answer once and write down what was said; false where nothing was, so that it is to be sent again."""
        try:
            said = self.send(self.key)
        except NotSentError:
            return False
        if said is None:
            self.sent_again += 1
            return False
        if self.acknowledged.setdefault(self.key, said) != said:
            self.contradicted.add(self.key)
        self.anything_new.set()
        return True
