"""A remote call can fail in five ways. What does the client know afterwards?

A client wants a server to pay 10 into an account. It asks the binder where the server is, sends a request, and waits for the reply. Five
things can go wrong: (1) the server is not found, (2) the request is lost, (3) the server crashes, before or after it executed the call, (4) the
reply is lost, (5) the client crashes. There is one protocol; the failures are faults that you choose. A client without a reply sees the same
in the cases 2, 3 and 4: silence.

What a client may hope for when it asks again depends on the server. At least once: every request is executed. At most once: the server compares
request numbers, and everything depends on when the number reaches stable storage. Maybe: the client never asks again.

Abstracted away: what the call computes, how long anything takes, how server and binder find each other. Messages to and from the binder are
never lost, and the binder does not crash. Channels are FIFO. A crashed server comes back and says nothing; a crashed client stays away.
Executing a call and noting it in memory is one act; executing it and noting it on stable storage are two. After Birrell & Nelson, Implementing
Remote Procedure Calls (1984), and Tanenbaum & van Steen, Distributed Systems, the section on RPC semantics in the presence of failures.
"""

from app.kernel.parameters import Boolean, Choice, Integer, Parameter
from app.kernel.show.concept import Concept
from app.kernel.show.endings import Axis, EndingTable
from app.kernel.specification import Comparison, OutcomeField

from .panels import panels, view
from .properties import PROPERTIES
from .protocol import build, outcome, show
from .scenarios import SCENARIOS
from .words import label, narrate

PARAMETERS: tuple[Parameter, ...] = (
    Boolean("server_known", "Server known", True, "Whether the binder knows the server."),
    Integer("requests_lost", "Requests lost", 1, "How many requests the network may lose.", minimum=0, maximum=2),
    Integer("replies_lost", "Replies lost", 1, "How many replies the network may lose.", minimum=0, maximum=2),
    Integer("server_crashes", "Server crashes", 1, "How many times the server may crash.", minimum=0, maximum=2),
    Integer("client_crashes", "Client crashes", 1, "Whether the client may crash while it waits. It does not come back.", minimum=0, maximum=2),
    Integer("early", "Early time-outs", 0, "How many times the timer may run out although an answer could still come.", minimum=0, maximum=2),
    Integer(
        "retries",
        "Retries",
        1,
        "How many times the client asks again after a time-out (with “maybe”: never).",
        minimum=0,
        maximum=3,
        when={"semantics": ("at-least-once", "at-most-once")},
    ),
    Choice(
        "semantics",
        "Semantics",
        "at-least-once",
        "What the server does with a request that it has executed before: execute it again, or not; with “maybe” the client never asks again.",
        choices=("at-least-once", "at-most-once", "maybe"),
    ),
    Choice(
        "filter",
        "Filter",
        "volatile",
        "With “at-most-once”: where the server keeps request numbers: in memory, or on stable storage before or after it executes.",
        choices=("volatile", "stable-before", "stable-after"),
        when={"semantics": ("at-most-once",)},
    ),
    Choice(
        "variant",
        "Variant",
        "none",
        "Which rule of the protocol is broken on purpose.",
        internal=True,
        choices=("none", "new-number", "guess-not-done", "guess-done"),
    ),
)

TABLE = EndingTable(
    title="What the client knows, and what happened",
    sentence="A row is all that the client sees in the end; the columns say how often the call was executed. Cells count final states.",
    rows=Axis("outcome", "client", "the client", {"ok": "ok", "error": "error", "unknown": "unknown", "crashed": "crashed"}),
    columns=Axis("outcome", "executed", "executed", {str(times): f"{times} times" if times != 1 else "once" for times in range(9)}),
)

CONCEPT = Concept(
    slug="rpc-failures",
    title="The five failures of a remote call",
    revision=1,
    summary="Client, binder, server: lose a message, crash a process, and compare what the client sees with what really happened.",
    source="Birrell & Nelson 1984; Tanenbaum & van Steen, Distributed Systems, RPC semantics in the presence of failures",
    parameters=PARAMETERS,
    scenarios=SCENARIOS,
    properties=PROPERTIES,
    comparisons=(
        Comparison(
            "A filter that a crash forgets, and one that it does not",
            {"semantics": "at-most-once", "filter": "volatile"},
            {"semantics": "at-most-once", "filter": "stable-before"},
            ("… step server execute", "crash server"),
        ),
        Comparison(
            "At least once and at most once", {"semantics": "at-least-once"}, {"semantics": "at-most-once"}, ("… lose done #1 from server to client",)
        ),
    ),
    outcomes=(
        OutcomeField(
            "client",
            "How the call ended for the client: with a reply, with a sure failure, without knowing, or by its own crash.",
            ("ok", "error", "unknown", "crashed"),
        ),
        OutcomeField("executed", "How many times the server executed the call."),
    ),
    build=build,
    outcome=lambda s: outcome(s, s.state),
    label=lambda s, event: label(s, s.state, event),
    narrate=lambda before, step: narrate(step.situation, before.state if before else None, step),
    view=lambda s: view(s, s.state),
    panels=panels,
    show=show,
    table=TABLE,
)
