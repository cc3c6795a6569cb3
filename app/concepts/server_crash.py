"""A print server may crash. Should the client ask again?

The server does two things with a request: it prints the text (P) and it sends a completion message (M), in an order that is fixed beforehand. It
may crash (C) at any moment after it got the request. When it comes back it has forgotten everything, and says only "I am back". The client then
follows one of four rules. Six orderings of M, P and C are possible; for each pair of strategies and each ordering the text ends up on paper zero,
one or two times.

Abstracted away: what is printed, how long anything takes, lost messages. Sending M and knowing that it was sent is one act. Channels are FIFO.
"Acknowledged" is about the current request. After Tanenbaum & van Steen, Distributed Systems, the section on RPC in the presence of failures.
"""

from typing import Any

import msgspec

from app.kernel.events import Event
from app.kernel.faults import Budget, Channels, Faults
from app.kernel.network import Network
from app.kernel.observations import Misconception, Observation
from app.kernel.parameters import Choice, Integer, Values
from app.kernel.properties import always, eventually
from app.kernel.roles import Local, Observe, Reaction, Role, Send, Then, Write, become
from app.kernel.show.automaton import RoleView, state_machine
from app.kernel.show.concept import Concept, Showcase
from app.kernel.show.endings import Axis, EndingTable
from app.kernel.show.matrix import message_matrix
from app.kernel.show.panels import MemoryField, Panel, ProcessCard, Processes
from app.kernel.show.program import Program
from app.kernel.show.trace import Tracer
from app.kernel.show.words import event_label, event_sentence
from app.kernel.situation import Situation
from app.kernel.specification import Comparison, Model, Outcome, OutcomeField, Scenario
from app.kernel.steps import Step
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
    act = "C" if what == "crash" else what
    if act not in ("M", "P", "C"):
        return history
    acts = history.acts if "C" in history.acts else history.acts + act
    return Seen(acts, min(history.copies + (act == "P"), 3))


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


# what is true of it

ORDERINGS = {"MPC": "MPC", "MC": "MC(P)", "PMC": "PMC", "PC": "PC(M)", "MP": "MP", "PM": "PM"}
RESULTS = ("ZERO", "OK", "DUP", "DUP")
AMOUNTS = ("0", "1", "2", "at least 3")


def outcome(s: Situation[World]) -> Outcome:
    """Give the ordering of the first crash, and how often the text was printed."""
    both = "MP" if s.values["server"] == "M->P" else "PM"
    return {"ordering": ORDERINGS.get(s.history.acts, f"C({both})"), "result": RESULTS[s.history.copies]}


def copies_on_paper(s: Situation[World]) -> str:
    """Say how many copies there are."""
    copies = s.history.copies
    return f"{AMOUNTS[copies]} {'copy' if copies == 1 else 'copies'} on paper" + ("" if s.final else " so far")


def acknowledged(s: Situation[World]) -> bool:
    """Whether the client holds a completion message."""
    return s.memory("client", Asking).acknowledged


def late(s: Situation[World]) -> str:
    """Say whether a completion message arrived after the news of a later crash."""
    if s.memory("client", Asking).late:
        return "the client heard “I am back” first, and the completion sent before the crash after it"
    return "no completion message arrived after a later “I am back”"


PROPERTIES = (
    always("at-most-once", "The text is never printed twice.", lambda s: bool(s.history.copies <= 1), copies_on_paper),
    eventually("at-least-once", "In the end the text is printed.", lambda s: bool(s.history.copies >= 1), copies_on_paper),
    eventually("exactly-once", "In the end there is one copy.", lambda s: bool(s.history.copies == 1), copies_on_paper),
    always("in-order", "The client hears of M before it hears of a later crash.", lambda s: not s.memory("client", Asking).late, late),
)

OBSERVATIONS: tuple[Observation[World], ...] = (
    Observation("copies", "How many copies are on paper?", lambda s, p: s.history.copies, (0, 1, 2, 3), {3: "three or more"}),
    Observation(
        "acknowledged",
        "Does the client hold a completion message for its request?",
        lambda s, p: acknowledged(s),
        (False, True),
        {False: "no", True: "yes"},
        of=("client",),
        seen_by=True,
    ),
    Observation("up", "Is the server up?", lambda s, p: s.up("server"), (True, False), {True: "yes", False: "no"}),
)

MISCONCEPTIONS: tuple[Misconception[World], ...] = (
    Misconception(
        "m-means-printed",
        "A completion message says that there is one copy, and none that there is no copy.",
        "copies",
        lambda steps, process: int(acknowledged(steps[-1].situation)),
        "M says what the server promised or did when it sent it. The server can crash before it prints, and a repeated request can print again.",
    ),
)

# words and pictures


def label(s: Situation[World], event: Event) -> str:
    """Say what an event would do."""
    if event.kind == "step":
        return "server prints (P)" if event.subject == "P" else "server sends the completion (M)"
    return "server comes back" if event.kind == "recover" else event_label(event, show)


def narrate(before: Step[World] | None, step: Step[World]) -> str:
    """Say in a sentence what happened."""
    event, now = step.event, step.situation
    if before is None or event is None:
        return "The client has sent its request. The server does not have it yet."
    match event.kind:
        case "step" if event.subject == "P":
            return f"The server prints the text: {copies_on_paper(now).removesuffix(' so far')} so far. Nothing can take that back."
        case "step":
            return "The server sends the completion message M."
        case "crash":
            return "The server crashes. It forgets that there ever was a request; the paper keeps what is on it."
        case "recover":
            return "The server is up again and tells the client so. It knows nothing of what it did before."
        case "deliver" if event.process == "client":
            return _client_hears(before.situation, now)
        case "deliver":
            return f"The server receives the request. It will do {' then '.join(map(str, now.processes['server'].pending))}."
    return event_sentence(event, show)


def _client_hears(before: Situation[World], now: Situation[World]) -> str:
    old, new = before.memory("client", Asking), now.memory("client", Asking)
    if new.life == old.life and not new.late:
        return "The client receives M: it now believes that its text is done."
    if new.late and not old.late:
        return "The client receives M, sent before the crash, after it heard of the crash: too late for its decision."
    asked = "it sends the request again" if new.requests > old.requests else "it sends nothing"
    known = "holds a" if old.acknowledged else "has no"
    client = str(now.values["client"])
    why = f"It {STRATEGY[client]}, so" if client.startswith("when-") else "Whatever it holds,"
    return f"The client hears that the server was down. It {known} completion message. {why} {asked}."


def panels(trace: Tracer[World], number: int) -> tuple[Panel, ...]:
    """Give what client, server and paper hold, both roles, and the messages."""
    now, before = (trace.run.steps[at].situation for at in (number, max(number - 1, 0)))
    asking, asked = now.memory("client", Asking), before.memory("client", Asking)
    server, served = now.processes["server"], before.processes["server"]
    holds = MemoryField("holds a completion message", "yes" if asking.acknowledged else "no", asking.acknowledged != asked.acknowledged)
    sent = MemoryField("requests sent", str(asking.requests), asking.requests != asked.requests)
    client = ProcessCard("client", True, STRATEGY[str(trace.run.model.values["client"])], volatile=(holds, sent))
    to_do = MemoryField("still to do", ", ".join(map(str, server.pending)) or "nothing", server.pending != served.pending)
    worker = ProcessCard("server", server.up, "up" if server.up else "down", volatile=(to_do,) if server.up else ())
    count = MemoryField("copies", AMOUNTS[now.history.copies], now.history.copies != before.history.copies)
    paper = ProcessCard("paper", True, "what happened", stable=(count,))
    memory = Processes("memory", "Who knows what", (client, worker, paper))
    return (memory, *(state_machine(trace, number, role) for role in roles(trace.run.model)), message_matrix(trace, number))


def _server_state(s: Situation[World], process: str) -> str:
    server = s.processes["server"]
    return f"to do {' '.join(map(str, server.pending))}" if server.pending else "idle" if server.up else "down"


def roles(model: Model[World]) -> tuple[RoleView[World], ...]:
    """Show what the client holds, and what the server still has to do."""
    both = (("idle", "idle"), ("to do M P", "M, then P"), ("to do P M", "P, then M"), ("to do P", "only P"), ("to do M", "only M"), ("down", "down"))
    client = (("waiting", "waits for M"), ("acknowledged", "has M"))
    return (
        RoleView("client-machine", "Client", ("client",), client, lambda s, p: "acknowledged" if acknowledged(s) else "waiting"),
        RoleView("server-machine", "Server", ("server",), both, _server_state, silent=("up again",)),
    )


def _program(order: str, *acts: str) -> Program[World]:
    lines = ["on request:  @ deliver print from client", *acts, "on restart:  @ recover", "    tell the client: “I am back”"]
    return Program(f"Server, {order}", lambda values: ("server",) if values["server"] == order else (), "\n".join(lines))


SEND, PRINT = "    send M to the client  @ step M", "    print the text  @ step P"
PROGRAM = (_program("M->P", SEND, PRINT), _program("P->M", PRINT, SEND))

TABLE = EndingTable(
    title="What a crash leads to",
    sentence="Every order of printing (P), completion (M) and the first crash (C), with each rule of the client.",
    rows=Axis("parameter", "client", "asks again", {name: name.replace("-", " ").replace("acked", "acknowledged") for name in STRATEGY}),
    columns=Axis("outcome", "ordering", "ordering", {name: name for name in ("MPC", "MC(P)", "C(MP)", "PMC", "PC(M)", "C(PM)")}),
    sweep=("server", "client"),
    cell="result",
    tones={"OK": "good", "DUP": "bad", "ZERO": "warn"},
)

SHOWCASE = Showcase(
    "textbook",
    alt="A server confirms a job, prints it, and crashes. The client has to decide whether to ask again.",
    question="A server prints (P), confirms (M) and crashes (C). Should the client ask again?",
    legend="OK: printed once. DUP: twice. ZERO: never.",
    given=2,
)

PRINTED_TWICE = ("… step P", "crash")

CONCEPT = Concept(
    slug="server-crash",
    title="Server crash",
    revision=1,
    summary="A print server prints and acknowledges, and may crash in between. The client decides whether to ask again, and no rule is always right.",
    source="Tanenbaum & van Steen, Distributed Systems, RPC semantics in the presence of failures",
    parameters=(
        Choice("server", "Server", "M->P", "In which order the server sends the completion message (M) and prints (P).", choices=("M->P", "P->M")),
        Choice("client", "Client", "always", "When the client asks again after the server was down.", choices=tuple(STRATEGY)),
        Integer("crashes", "Crashes", 1, "How many times the server may crash.", minimum=0, maximum=2),
        Choice("variant", "Variant", "none", "Which rule of the model is broken on purpose.", internal=True, choices=("none", "reordering")),
    ),
    scenarios=(
        Scenario(
            "textbook",
            "One job, two acts",
            "The server sends M, prints, and crashes; the client always asks again.",
            play=PRINTED_TWICE,
            watch="The paper after the crash, and again at the end.",
        ),
        Scenario(
            "lost-job",
            "M is a promise",
            "The server sends M and crashes before it prints; this client never asks again.",
            {"client": "never"},
            ("… step M", "crash"),
            watch="What the client believes at the end, and what is on paper.",
        ),
        Scenario(
            "careful-client",
            "Two copies for a careful client",
            "The client asks again only without M; the server prints and crashes before M.",
            {"server": "P->M", "client": "when-not-acked"},
            ("… step P", "crash"),
            watch="The client has no M, so it asks again. Was that right?",
        ),
        Scenario(
            "broken-reordering",
            "Broken: messages overtake each other",
            "Without FIFO channels “I am back” can overtake M, and the same crash has two endings.",
            {"client": "when-acked", "variant": "reordering"},
            ("… step M", "crash", "recover", "deliver I am back", "deliver M"),
            watch="Which of the two messages arrives first.",
        ),
    ),
    comparisons=(
        Comparison("A client that always asks again, and one that never does", {"client": "always"}, {"client": "never"}, PRINTED_TWICE),
        Comparison("The same client; the server confirms first, or prints first", {"server": "M->P"}, {"server": "P->M"}, PRINTED_TWICE),
    ),
    properties=PROPERTIES,
    observations=OBSERVATIONS,
    misconceptions=MISCONCEPTIONS,
    outcomes=(
        OutcomeField(
            "ordering",
            "When the first crash (C) fell between M and P; what stands in brackets no longer happened. Without a crash, the order of M and P.",
            ("MPC", "MC(P)", "C(MP)", "PMC", "PC(M)", "C(PM)", "MP", "PM"),
        ),
        OutcomeField("result", "How often the text was printed: once (OK), more than once (DUP), never (ZERO).", ("OK", "DUP", "ZERO")),
    ),
    build=build,
    outcome=outcome,
    show=show,
    label=label,
    narrate=narrate,
    panels=panels,
    roles=roles,
    program=PROGRAM,
    table=TABLE,
    first_panel="memory",
    showcase=SHOWCASE,
)
