"""A print server may crash. Should the client ask again?

The server does two things with a request: it prints the text (P) and it sends a completion message (M), in an order that is fixed beforehand. It
may crash (C) at any moment after it got the request. When it comes back it has forgotten everything, and says only "I am back". The client then
follows one of four rules. Six orderings of M, P and C are possible; for each pair of strategies and each ordering the text ends up on paper zero,
one or two times.

Abstracted away: what is printed, how long anything takes, lost messages. Sending M and knowing that it was sent is one act. Channels are FIFO.
"Acknowledged" is about the current request. After Tanenbaum & van Steen, Distributed Systems, the section on RPC in the presence of failures.
"""

from app.concepts.server_crash.panels import panels, view
from app.concepts.server_crash.properties import PROPERTIES
from app.concepts.server_crash.protocol import build, outcome
from app.concepts.server_crash.words import STRATEGY, label, narrate, show
from app.kernel.parameters import Choice, Integer
from app.kernel.show.concept import Concept
from app.kernel.show.endings import Axis, EndingTable
from app.kernel.specification import Comparison, OutcomeField, Scenario

TABLE = EndingTable(
    title="What a crash leads to",
    sentence="Every order of printing (P), completion (M) and the first crash (C), with each rule of the client.",
    rows=Axis("parameter", "client", "asks again", {name: name.replace("-", " ").replace("acked", "acknowledged") for name in STRATEGY}),
    columns=Axis("outcome", "ordering", "ordering", {name: name for name in ("MPC", "MC(P)", "C(MP)", "PMC", "PC(M)", "C(PM)")}),
    sweep=("server", "client"),
    cell="result",
    tones={"OK": "good", "DUP": "bad", "ZERO": "warn"},
)

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
            {},
            ("… step server P", "crash server"),
        ),
        Scenario(
            "lost-job",
            "M is a promise",
            "The server sends M and crashes before it prints; this client never asks again.",
            {"client": "never"},
            ("… step server M", "crash server"),
        ),
        Scenario(
            "careful-client",
            "Two copies for a careful client",
            "The client asks again only without M; the server prints and crashes before M.",
            {"server": "P->M", "client": "when-not-acked"},
            ("… step server P", "crash server"),
        ),
        Scenario(
            "broken-reordering",
            "Broken: messages overtake each other",
            "Without FIFO channels “I am back” can overtake M, and the same crash has two endings.",
            {"client": "when-acked", "variant": "reordering"},
            ("… step server M", "crash server", "recover server", "deliver I am back from server to client", "deliver M from server to client"),
        ),
    ),
    comparisons=(
        Comparison(
            "A client that always asks again, and one that never does", {"client": "always"}, {"client": "never"}, ("… step server P", "crash server")
        ),
        Comparison(
            "The same client; the server confirms first, or prints first", {"server": "M->P"}, {"server": "P->M"}, ("… step server P", "crash server")
        ),
    ),
    properties=PROPERTIES,
    outcomes=(
        OutcomeField(
            "ordering",
            "When the first crash (C) fell between M and P; what stands in brackets no longer happened. Without a crash, the order of M and P.",
            ("MPC", "MC(P)", "C(MP)", "PMC", "PC(M)", "C(PM)", "MP", "PM"),
        ),
        OutcomeField("result", "How often the text was printed: once (OK), more than once (DUP), never (ZERO).", ("OK", "DUP", "ZERO")),
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
