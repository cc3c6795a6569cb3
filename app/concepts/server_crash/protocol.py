"""The messages, the client, the server, and what the outside sees of them."""

from typing import Any

import msgspec

from app.kernel.faults import Budget, Channels, Faults
from app.kernel.network import Network
from app.kernel.parameters import Values
from app.kernel.roles import Local, Observe, Reaction, Role, Send, Then, Write, become
from app.kernel.situation import Situation
from app.kernel.specification import Outcome
from app.kernel.world import World

# messages


class Request(msgspec.Struct, frozen=True, tag="request"):
    """Print the text."""


class Done(msgspec.Struct, frozen=True, tag="completion"):
    """The completion message M. ``life`` counts the server's crashes before it was sent."""

    life: int


class Back(msgspec.Struct, frozen=True, tag="back"):
    """The server announces its recovery, after ``life`` crashes."""

    life: int


# roles


class Asking(msgspec.Struct, frozen=True):
    """What the client knows: requests sent, whether the current one was acknowledged, how many crashes it heard of, M heard after a later "back"."""

    requests: int = 1
    acknowledged: bool = False
    life: int = 0
    late: bool = False


class Client(Role):
    """Asks once, and again after a crash if its strategy says so."""

    def __init__(self, strategy: str) -> None:
        # whether to ask again, without and with an acknowledgement
        self.again = {"always": (True, True), "never": (False, False), "when-acked": (False, True), "when-not-acked": (True, False)}[strategy]

    def on_start(self, me: Local) -> Reaction:
        """Send the request."""
        return become(Asking(), Send("server", Request()))

    def on_message(self, me: Local, sender: str, body: Any) -> Reaction:
        """Note the completion; after a crash, decide."""
        asking: Asking = me.state
        match body:
            case Done(life):
                return become(Asking(asking.requests, True, asking.life, asking.late or life < asking.life))
            case Back(life) if self.again[asking.acknowledged]:
                return become(Asking(asking.requests + 1, False, life, asking.late), Send("server", Request()))
            case Back(life):
                return become(Asking(asking.requests, asking.acknowledged, life, asking.late))
        return become(asking)


class Server(Role):
    """Prints and completes, in the order of its strategy.

    Its stable storage counts its crashes, and messages carry the count; no strategy reads it, only the property "in-order" does.
    """

    def __init__(self, strategy: str) -> None:
        self.acts = ("M", "P") if strategy == "M->P" else ("P", "M")

    def on_start(self, me: Local) -> Reaction:
        """Wait."""
        return become("waiting")

    def on_message(self, me: Local, sender: str, body: Any) -> Reaction:
        """Plan both acts; a crash can fall before each."""
        return become("working", Observe("request"), *(Then(act) for act in self.acts))

    def on_step(self, me: Local, step: Any) -> Reaction:
        """Do one act."""
        if step == "P":
            return become(me.state, Observe("P", "paper", "printed"))
        return become(me.state, Observe("M"), Send("client", Done(me.stable or 0)))

    def on_recover(self, me: Local) -> Reaction:
        """Say "I am back"; what was done is forgotten."""
        life = (me.stable or 0) + 1
        return become("recovered", Write(life, "up again"), Send("client", Back(life)))

    def crashable(self, me: Local) -> bool:
        """From the receipt of the first request on."""
        return bool(me.state != "waiting")


# the world


class Ledger(msgspec.Struct, frozen=True, cache_hash=True):
    """What the outside saw: the acts of the first life in order, up to and with its crash, and the copies on paper (3 means three or more)."""

    acts: str = ""
    copies: int = 0


def record(history: Ledger, process: str, what: Any) -> Ledger:
    """Fold one observation into the history."""
    if what == "crash":
        return Ledger(history.acts if "C" in history.acts else history.acts + "C", history.copies)
    if what not in ("M", "P"):
        return history
    acts = history.acts if "C" in history.acts else history.acts + what
    return Ledger(acts, min(history.copies + (what == "P"), 3))


def build(values: Values) -> Network:
    """Give the machine."""
    crashes = int(values["crashes"])
    return Network(
        {"client": Client(str(values["client"])), "server": Server(str(values["server"]))},
        channels=Channels(fifo=values["variant"] != "reordering"),
        faults=Faults((Budget("crashes", "server crashes", crashes),), crashes={"server": "crashes"}, recovers=("server",)),
        history=Ledger(),
        record=record,
        outside=("paper",),
    )


_ORDERINGS = {"MPC": "MPC", "MC": "MC(P)", "PMC": "PMC", "PC": "PC(M)", "MP": "MP", "PM": "PM"}


def outcome(model: Situation[Any], world: World) -> Outcome:
    """Give the ordering of the first crash, and how often the text was printed."""
    history: Ledger = world.history
    both = "MP" if model.values["server"] == "M->P" else "PM"
    ordering = _ORDERINGS.get(history.acts, f"C({both})")
    return {"ordering": ordering, "result": ("ZERO", "OK", "DUP", "DUP")[history.copies]}
