"""A print server may crash. Should the client ask again?

The server does two things with a request: it prints the text (P) and it sends a completion message (M), in an order that is fixed beforehand. It
may crash (C) at any moment after it got the request. When it comes back it has forgotten everything, and says only "I am back". The client then
follows one of four rules. Six orderings of M, P and C are possible; for each pair of strategies and each ordering the text ends up on paper zero,
one or two times.

Abstracted away: what is printed, how long anything takes, lost messages. Sending M and knowing that it was sent is one act. Channels are FIFO.
"Acknowledged" is about the current request. After Tanenbaum & van Steen, Distributed Systems, the section on RPC in the presence of failures.
"""

from collections.abc import Sequence

from app.concepts.server_crash.protocol import STRATEGY, Asking, build, show
from app.concepts.server_crash.shown import PROGRAM, copies_on_paper, label, narrate, panels, roles, view
from app.kernel.observations import Misconception, Observation
from app.kernel.parameters import Choice, Integer, Value
from app.kernel.properties import always, eventually
from app.kernel.show.concept import Concept, Showcase
from app.kernel.show.endings import Axis, EndingTable
from app.kernel.situation import Situation
from app.kernel.specification import Comparison, Outcome, OutcomeField, Scenario
from app.kernel.steps import Step
from app.kernel.world import World

# what is true of it

ORDERINGS = {"MPC": "MPC", "MC": "MC(P)", "PMC": "PMC", "PC": "PC(M)", "MP": "MP", "PM": "PM"}
RESULTS = ("ZERO", "OK", "DUP", "DUP")


def outcome(s: Situation[World]) -> Outcome:
    """Give the ordering of the first crash, and how often the text was printed."""
    both = "MP" if s.values["server"] == "M->P" else "PM"
    return {"ordering": ORDERINGS.get(s.history.acts, f"C({both})"), "result": RESULTS[s.history.copies]}


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
        lambda s, p: s.memory("client", Asking).acknowledged,
        (False, True),
        {False: "no", True: "yes"},
        of=("client",),
        seen_by=True,
    ),
    Observation("up", "Is the server up?", lambda s, p: s.up("server"), (True, False), {True: "yes", False: "no"}),
)


def _printed_if_acknowledged(steps: Sequence[Step[World]], process: str) -> Value | None:
    """One copy for whoever holds M, none for whoever does not."""
    return int(steps[-1].situation.memory("client", Asking).acknowledged)


MISCONCEPTIONS = (
    Misconception(
        "m-means-printed",
        "A completion message says that there is one copy, and none that there is no copy.",
        "copies",
        _printed_if_acknowledged,
        "M says what the server promised or did when it sent it. The server can crash before it prints, and a repeated request can print again.",
    ),
)

# settings

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
    alt="A server confirms a job, crashes before it has printed it, and the client has to decide whether to ask again.",
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
            watch="The tray after the crash, and again at the end.",
        ),
        Scenario(
            "lost-job",
            "M is a promise",
            "The server sends M and crashes before it prints; this client never asks again.",
            {"client": "never"},
            ("… step M", "crash"),
            watch="What the client believes at the end, and what lies in the tray.",
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
    view=view,
    panels=panels,
    roles=roles,
    program=PROGRAM,
    table=TABLE,
    first_panel="memory",
    showcase=SHOWCASE,
)
