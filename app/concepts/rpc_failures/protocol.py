"""The protocol of a remote call: messages, client, binder and server, and the network that joins them."""

from typing import Any

import msgspec

from app.kernel.faults import Budget, Channels, Faults
from app.kernel.network import Network
from app.kernel.parameters import Values
from app.kernel.roles import CancelTimer, Local, Observe, Reaction, Role, Send, SetTimer, Then, Write, become
from app.kernel.situation import Situation
from app.kernel.specification import Outcome
from app.kernel.world import Message, World

# messages


class Lookup(msgspec.Struct, frozen=True, tag="lookup"):
    """Where is the server?"""


class Found(msgspec.Struct, frozen=True, tag="found"):
    """The binder gives the address of the server."""


class NotFound(msgspec.Struct, frozen=True, tag="not-found"):
    """The binder does not know the server."""


class Request(msgspec.Struct, frozen=True, tag="request"):
    """Pay 10 into the account. A retry carries the same number."""

    number: int


class Reply(msgspec.Struct, frozen=True, tag="reply"):
    """The call with this number was executed."""

    number: int


class Unclear(msgspec.Struct, frozen=True, tag="unclear"):
    """The server cannot tell whether it executed the call with this number."""

    number: int


def show(body: Any) -> str:
    """Give a message in a few characters."""
    match body:
        case Lookup():
            return "where?"
        case Found():
            return "address"
        case NotFound():
            return "no such server"
        case Request(number):
            return f"pay 10 #{number}"
        case Reply(number):
            return f"done #{number}"
        case _:
            return f"cannot tell #{body.number}"


# client and binder


class Call(msgspec.Struct, frozen=True):
    """What the client knows: where its call stands, how many requests it sent, what it saw so far (messages and time-outs, in order)."""

    phase: str = "looking up"
    requests: int = 0
    saw: tuple[str, ...] = ()


class Client(Role):
    """Asks the binder, calls the server, waits for a bounded time, and asks again as often as it may."""

    def __init__(self, retries: int, new_number: bool) -> None:
        self.retries = retries
        self.new_number = new_number

    def on_start(self, me: Local) -> Reaction:
        """Ask the binder."""
        return become(Call(), Send("binder", Lookup()))

    def on_message(self, me: Local, sender: str, body: Any) -> Reaction:
        """Call the server once its address is there; finish with the first answer. What comes after the end is ignored."""
        call: Call = me.state
        match body:
            case Found():
                return self._send(call, "address")
            case NotFound():
                return become(Call("error", 0, ("no such server",)))
            case Reply() if call.phase == "waiting":
                return become(Call("ok", call.requests, (*call.saw, "reply")), CancelTimer("reply"))
            case Unclear() if call.phase == "waiting":
                return become(Call("unknown", call.requests, (*call.saw, "server cannot tell")), CancelTimer("reply"))
        return become(call)

    def on_timeout(self, me: Local, timer: str) -> Reaction:
        """Ask again while there are tries left, else give up."""
        call: Call = me.state
        if call.requests <= self.retries:
            return self._send(call, "time-out")
        return become(Call("unknown", call.requests, (*call.saw, "time-out")))

    def _send(self, call: Call, saw: str) -> Reaction:
        requests = call.requests + 1
        number = requests if self.new_number else 1
        return become(Call("waiting", requests, (*call.saw, saw)), Send("server", Request(number)), SetTimer("reply"))

    def crashable(self, me: Local) -> bool:
        """Only while it waits for an answer: before, nothing was asked; afterwards, nobody notices."""
        return bool(me.state.phase == "waiting")


class Binder(Role):
    """Tells clients where the servers are that registered with it."""

    def __init__(self, knows: bool) -> None:
        self.knows = knows

    def on_start(self, me: Local) -> Reaction:
        """Keep the register."""
        return become("knows the server" if self.knows else "does not know the server")

    def on_message(self, me: Local, sender: str, body: Any) -> Reaction:
        """Answer a question."""
        return become(me.state, Send(sender, Found() if self.knows else NotFound()))


# server


class Memory(msgspec.Struct, frozen=True):
    """What a crash erases: the number that the server works on (0: none), and the numbers whose replies it remembers."""

    current: int = 0
    replies: tuple[int, ...] = ()


class Log(msgspec.Struct, frozen=True):
    """What stands on stable storage: numbers logged, and the numbers whose replies are stored."""

    numbers: tuple[int, ...] = ()
    replies: tuple[int, ...] = ()


NEW = {
    "none": ("execute", "reply"),
    "volatile": ("execute", "reply"),
    "stable-before": ("log", "execute", "store", "reply"),
    "stable-after": ("execute", "store", "reply"),
}
"""What the server does with a request that is new to it. A crash can fall before each act."""


class Server(Role):
    """Executes calls. ``keeps`` says where it keeps request numbers; with "none" it does not compare them."""

    def __init__(self, keeps: str, variant: str) -> None:
        self.keeps = keeps
        self.in_doubt = {"guess-done": ("reply",), "guess-not-done": ("execute", "store", "reply")}.get(variant, ("say unknown",))

    def plan(self, memory: Memory, log: Log, number: int) -> tuple[str, ...]:
        """Give the acts that a request leads to."""
        if self.keeps != "none" and number in memory.replies + log.replies:
            return ("reply",)
        return self.in_doubt if number in log.numbers else NEW[self.keeps]

    def on_start(self, me: Local) -> Reaction:
        """Wait."""
        return become(Memory())

    def on_message(self, me: Local, sender: str, body: Any) -> Reaction:
        """Plan what to do with a request."""
        memory: Memory = me.state
        acts = self.plan(memory, me.stable or Log(), body.number)
        return become(Memory(body.number, memory.replies), *(Then(act) for act in acts))

    def on_step(self, me: Local, step: Any) -> Reaction:
        """Do one act."""
        memory: Memory = me.state
        log: Log = me.stable or Log()
        number = memory.current
        match step:
            case "log":
                return become(memory, Write(Log((*log.numbers, number), log.replies), f"logs #{number}"))
            case "store":
                numbers = log.numbers if number in log.numbers else (*log.numbers, number)
                return become(memory, Write(Log(numbers, (*log.replies, number)), f"stores the reply #{number}"))
            case "execute":
                replies = (*memory.replies, number) if self.keeps == "volatile" else ()
                return become(Memory(number, replies), Observe("executed", "account", "+10"))
            case "reply":
                return become(Memory(0, memory.replies), Send("client", Reply(number)))
        return become(Memory(0, memory.replies), Send("client", Unclear(number)))

    def on_recover(self, me: Local) -> Reaction:
        """Up again with an empty memory; stable storage is as it was."""
        return become(Memory())


# the world


def record(executed: int, process: str, what: Any) -> int:
    """Count the executions: the history is their number."""
    return executed + 1 if what == "executed" else executed


def budget_of(message: Message) -> str:
    """Say which budget the loss of a message draws on. What the binder sends or receives is never lost."""
    match message.body:
        case Request():
            return "requests_lost"
        case Reply() | Unclear():
            return "replies_lost"
        case _:
            return ""


def keeps(values: Values) -> str:
    """Give where the server keeps request numbers."""
    return str(values["filter"]) if values["semantics"] == "at-most-once" else "none"


def retries(values: Values) -> int:
    """Give how often the client may ask again: never with "maybe"."""
    return 0 if values["semantics"] == "maybe" else int(values["retries"])


BUDGETS = (
    ("requests_lost", "requests lost"),
    ("replies_lost", "replies lost"),
    ("server_crashes", "server crashes"),
    ("client_crashes", "client crashes"),
    ("early", "early time-outs"),
)


def build(values: Values) -> Network:
    """Give the machine."""
    return Network(
        {
            "client": Client(retries(values), values["variant"] == "new-number"),
            "binder": Binder(bool(values["server_known"])),
            "server": Server(keeps(values), str(values["variant"])),
        },
        channels=Channels(fifo=True, to_down="lost"),
        faults=Faults(
            tuple(Budget(name, label, int(values[name])) for name, label in BUDGETS),
            loses=budget_of,
            crashes={"server": "server_crashes", "client": "client_crashes"},
            recovers=("server",),
            early="early",
        ),
        history=0,
        record=record,
        outside=("account",),
    )


def phase(world: World) -> str:
    """Give where the call stands for the client: looking up, waiting, ok, error, unknown or crashed."""
    client = world.processes[0]
    return str(client.state.phase) if client.up else "crashed"


def to_do(world: World) -> tuple[str, ...]:
    """Give the acts that the server still has to do."""
    return tuple(str(act) for act in world.processes[2].pending)


def outcome(model: Situation[Any], world: World) -> Outcome:
    """Give how the call ended for the client, and how often it was really executed."""
    return {"client": phase(world), "executed": world.history}
