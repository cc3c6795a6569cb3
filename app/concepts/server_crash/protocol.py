"""The client's rule and the server's order of two acts: what they send, what each does, and what the outside sees."""

from typing import Any

import msgspec

from app.kernel.faults import Budget, Channels, Faults
from app.kernel.network import Network
from app.kernel.parameters import Values
from app.kernel.roles import Local, Observe, Reaction, Role, Send, Then, Write, become

# messages


class Request(msgspec.Struct, frozen=True, tag="request"):
    """Print the text."""


class Done(msgspec.Struct, frozen=True, tag="completion"):
    """The completion message M. ``life`` counts the server's crashes before it was sent."""

    life: int


class Back(msgspec.Struct, frozen=True, tag="back"):
    """The server announces its recovery, after ``life`` crashes."""

    life: int


def show(body: Any) -> str:
    """Give a message in a few characters."""
    return "print" if isinstance(body, Request) else "M" if isinstance(body, Done) else "I am back"


# roles

STRATEGY = {
    "always": "always asks again",
    "never": "never asks again",
    "when-acked": "asks again only when it was acknowledged",
    "when-not-acked": "asks again only when it was not acknowledged",
}


class Asking(msgspec.Struct, frozen=True):
    """What the client knows: requests sent, whether the current one was acknowledged, how many crashes it heard of, M heard after a later "back"."""

    requests: int = 1
    acknowledged: bool = False
    life: int = 0
    late: bool = False


class Client(Role[Asking, None]):
    """Asks once, and again after a crash if its strategy says so."""

    def __init__(self, strategy: str) -> None:
        # whether to ask again, without and with an acknowledgement
        self.again = {"always": (True, True), "never": (False, False), "when-acked": (False, True), "when-not-acked": (True, False)}[strategy]

    def on_start(self, me: Local[Asking, None]) -> Reaction[Asking]:
        """Send the request."""
        return become(Asking(), Send("server", Request()))

    def on_message(self, me: Local[Asking, None], sender: str, body: Any) -> Reaction[Asking]:
        """Note the completion; after a crash, decide."""
        asking = me.state
        match body:
            case Done(life):
                return become(Asking(asking.requests, True, asking.life, asking.late or life < asking.life))
            case Back(life) if self.again[asking.acknowledged]:
                return become(Asking(asking.requests + 1, False, life, asking.late), Send("server", Request()))
        return become(Asking(asking.requests, asking.acknowledged, body.life, asking.late))


class Server(Role[str, int | None]):
    """Prints and completes, in the order of its strategy.

    Its stable storage counts its crashes, and messages carry the count; no strategy reads it, only the property "in-order" does.
    """

    def __init__(self, strategy: str) -> None:
        self.acts = ("M", "P") if strategy == "M->P" else ("P", "M")

    def on_start(self, me: Local[str, int | None]) -> Reaction[str]:
        """Wait."""
        return become("waiting")

    def on_message(self, me: Local[str, int | None], sender: str, body: Any) -> Reaction[str]:
        """Plan both acts; a crash can fall before each."""
        return become("working", Observe("request"), *(Then(act) for act in self.acts))

    def on_step(self, me: Local[str, int | None], step: Any) -> Reaction[str]:
        """Do one act."""
        if step == "P":
            return become(me.state, Observe("P", "paper", "printed"))
        return become(me.state, Observe("M"), Send("client", Done(me.stable or 0)))

    def on_recover(self, me: Local[str, int | None]) -> Reaction[str]:
        """Say "I am back"; what was done is forgotten."""
        life = (me.stable or 0) + 1
        return become("recovered", Write(life, "up again"), Send("client", Back(life)))

    def crashable(self, me: Local[str, int | None]) -> bool:
        """From the receipt of the first request on."""
        return me.state != "waiting"


class Seen(msgspec.Struct, frozen=True, cache_hash=True):
    """What the outside saw: the acts of the first life in order, up to and with its crash, and the copies on paper (3 means three or more)."""

    acts: str = ""
    copies: int = 0


def record(history: Seen, process: str, what: Any) -> Seen:
    """Fold one observation into the history."""
    if what == "crash":
        return Seen(history.acts if "C" in history.acts else history.acts + "C", history.copies)
    if what not in ("M", "P"):
        return history
    acts = history.acts if "C" in history.acts else history.acts + what
    return Seen(acts, min(history.copies + (what == "P"), 3))


def build(values: Values) -> Network:
    """Give the machine."""
    return Network(
        {"client": Client(str(values["client"])), "server": Server(str(values["server"]))},
        channels=Channels(fifo=values["variant"] != "reordering"),
        faults=Faults((Budget("crashes", "server crashes", int(values["crashes"])),), crashes={"server": "crashes"}, recovers=("server",)),
        history=Seen(),
        record=record,
        outside=("paper",),
    )
