"""The protocol of a remote call: messages, client, binder and server, the network that joins them, and what the client can know."""

from typing import Any

import msgspec

from app.kernel.faults import Budget, Channels, Faults
from app.kernel.network import Network
from app.kernel.parameters import Values
from app.kernel.roles import CancelTimer, Local, Observe, Reaction, Role, Send, SetTimer, Then, Write, become
from app.kernel.situation import Situation
from app.kernel.world import World

# messages; what client and binder say to each other is plain text


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
    words = {Request: "pay 10", Reply: "done", Unclear: "cannot tell"}
    return f"{words[type(body)]} #{body.number}" if isinstance(body, Request | Reply | Unclear) else str(body)


# client and binder


class Call(msgspec.Struct, frozen=True):
    """What the client knows: where its call stands, how many requests it sent, what it saw so far (messages and time-outs, in order)."""

    phase: str = "looking up"
    requests: int = 0
    saw: tuple[str, ...] = ()

    def end(self, phase: str, saw: str) -> "Call":
        """Give the call after the last that the client sees of it."""
        return Call(phase, self.requests, (*self.saw, saw))


class Client(Role[Call, None]):
    """Asks the binder, calls the server, waits for a bounded time, and asks again as often as it may."""

    def __init__(self, retries: int, new_number: bool) -> None:
        self.retries = retries
        self.new_number = new_number

    def on_start(self, me: Local[Call, None]) -> Reaction[Call]:
        """Ask the binder."""
        return become(Call(), Send("binder", "where?"))

    def on_message(self, me: Local[Call, None], sender: str, body: Any) -> Reaction[Call]:
        """Call the server once its address is there; finish with the first answer. What comes after the end is ignored."""
        match body:
            case "address":
                return self._send(me.state, "address")
            case "no such server":
                return become(me.state.end("error", "no such server"))
            case Reply() if me.state.phase == "waiting":
                return become(me.state.end("ok", "reply"), CancelTimer("reply"))
            case Unclear() if me.state.phase == "waiting":
                return become(me.state.end("unknown", "server cannot tell"), CancelTimer("reply"))
        return become(me.state)

    def on_timeout(self, me: Local[Call, None], timer: str) -> Reaction[Call]:
        """Ask again while there are tries left, else give up."""
        return self._send(me.state, "time-out") if me.state.requests <= self.retries else become(me.state.end("unknown", "time-out"))

    def _send(self, call: Call, saw: str) -> Reaction[Call]:
        requests = call.requests + 1
        number = requests if self.new_number else 1
        return become(Call("waiting", requests, (*call.saw, saw)), Send("server", Request(number)), SetTimer("reply"))

    def crashable(self, me: Local[Call, None]) -> bool:
        """Only while it waits for an answer: before, nothing was asked; afterwards, nobody notices."""
        return me.state.phase == "waiting"


class Binder(Role[str, None]):
    """Tells clients where the servers are that registered with it."""

    def __init__(self, knows: bool) -> None:
        self.knows = knows

    def on_start(self, me: Local[str, None]) -> Reaction[str]:
        """Keep the register."""
        return become("knows the server" if self.knows else "does not know the server")

    def on_message(self, me: Local[str, None], sender: str, body: Any) -> Reaction[str]:
        """Answer a question."""
        return become(me.state, Send(sender, "address" if self.knows else "no such server"))


# server


class Memory(msgspec.Struct, frozen=True):
    """What a crash erases: the number that the server works on (0: none), and the numbers whose replies it remembers."""

    working_on: int = 0
    remembers: tuple[int, ...] = ()


class Log(msgspec.Struct, frozen=True):
    """What stands on stable storage: numbers noted, and the numbers whose replies are stored."""

    noted: tuple[int, ...] = ()
    replies: tuple[int, ...] = ()


NEW = {
    "none": ("executes the call", "replies"),
    "volatile": ("executes the call", "replies"),
    "stable-before": ("notes the number", "executes the call", "stores the reply", "replies"),
    "stable-after": ("executes the call", "notes number and reply", "replies"),
}
"""What the server does with a request that is new to it. A crash can fall before each act."""

GUESSES = {"guess-done": ("replies",), "guess-not-done": ("executes the call", "stores the reply", "replies")}
"""What it does with a number that it noted without a reply, where it does not say that it cannot tell."""


class Server(Role[Memory, Log | None]):
    """Executes calls. ``keeps`` says where it keeps request numbers; with "none" it does not compare them."""

    def __init__(self, keeps: str, variant: str) -> None:
        self.keeps = keeps
        self.in_doubt = GUESSES.get(variant, ("says it cannot tell",))

    def on_start(self, me: Local[Memory, Log | None]) -> Reaction[Memory]:
        """Wait, with an empty memory; after a crash, stable storage is as it was."""
        return become(Memory())

    def on_message(self, me: Local[Memory, Log | None], sender: str, body: Any) -> Reaction[Memory]:
        """Plan what to do with a request."""
        log, done = me.stable or Log(), me.state.remembers
        if self.keeps != "none" and body.number in done + log.replies:
            acts: tuple[str, ...] = ("replies",)
        else:
            acts = self.in_doubt if body.number in log.noted else NEW[self.keeps]
        return become(Memory(body.number, done), *map(Then, acts))

    def on_step(self, me: Local[Memory, Log | None], step: Any) -> Reaction[Memory]:
        """Do one act."""
        number, done, log = me.state.working_on, me.state.remembers, me.stable or Log()
        match step:
            case "executes the call":
                return become(Memory(number, (*done, number) if self.keeps == "volatile" else ()), Observe("executed", "account", "+10"))
            case "replies":
                return become(Memory(0, done), Send("client", Reply(number)))
            case "says it cannot tell":
                return become(Memory(0, done), Send("client", Unclear(number)))
        noted = log.noted if step == "stores the reply" else (*log.noted, number)
        return become(me.state, Write(Log(noted, log.replies if step == "notes the number" else (*log.replies, number)), step))


# the world


def keeps(values: Values) -> str:
    """Give where the server keeps request numbers."""
    return str(values["filter"]) if values["semantics"] == "at-most-once" else "none"


def retries(values: Values) -> int:
    """Give how often the client may ask again: never with "maybe"."""
    return 0 if values["semantics"] == "maybe" else int(values["retries"])


FAULTS = {
    "requests_lost": ("requests lost", 1, "How many requests the network may lose. Those that reach a server that is down are not counted."),
    "replies_lost": ("replies lost", 1, "How many replies the network may lose."),
    "server_crashes": ("server crashes", 1, "How many times the server may crash. It comes back, without what it had in memory."),
    "client_crashes": ("client crashes", 1, "Whether the client may crash while it waits. It does not come back."),
    "early": ("early time-outs", 0, "How many times the timer may run out although an answer could still come."),
}
"""The budgets: what the student reads, how much there is by default, and a sentence."""


def build(values: Values) -> Network:
    """Give the machine. The history is the number of executions."""
    return Network(
        {
            "client": Client(retries(values), values["variant"] == "new-number"),
            "binder": Binder(bool(values["server_known"])),
            "server": Server(keeps(values), str(values["variant"])),
        },
        channels=Channels(fifo=True, to_down="lost"),
        faults=Faults(
            tuple(Budget(name, label, int(values[name])) for name, (label, _, _) in FAULTS.items()),
            loses=lambda message: {Request: "requests_lost", Reply: "replies_lost", Unclear: "replies_lost"}.get(type(message.body), ""),
            crashes={"server": "server_crashes", "client": "client_crashes"},
            recovers=("server",),
            early="early",
        ),
        history=0,
        record=lambda executed, process, what: executed + (what == "executed"),
        outside=("account",),
    )


# what is so, and what the client can know of it


def phase(s: Situation[World]) -> str:
    """Give where the call stands for the client: looking up, waiting, ok, error, unknown or crashed."""
    client = s.processes["client"]
    return str(client.state.phase) if client.up else "crashed"


def to_do(s: Situation[World]) -> tuple[str, ...]:
    """Give the acts that the server still has to do."""
    return tuple(map(str, s.processes["server"].pending))


def times(number: int) -> str:
    """Say how often the call was executed."""
    return ("not executed", "executed once", "executed twice")[number] if number < 3 else f"executed {number} times"


def possible(s: Situation[World]) -> tuple[int, int]:
    """Give the fewest and the most executions so far that the client cannot rule out, from what it saw and from the rules of the protocol."""
    if not s.up("client"):
        return (0, 0)
    call = s.memory("client", Call)
    most = min(call.requests, 1) if keeps(s.values) == "stable-before" else call.requests
    return (int(call.phase == "ok"), most)


def belief(s: Situation[World]) -> str:
    """Say what the client can conclude about the executions so far."""
    low, high = possible(s)
    if not s.up("client"):
        return "nobody is left to know"
    if high > low + 1:
        return f"executed {low} to {high} times" if low else f"not executed, or executed up to {high} times"
    if low == high:
        return times(low)
    return "executed once or twice" if low else "not executed, or executed once"
