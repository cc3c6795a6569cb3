"""A remote call can fail in five ways. What does the client know afterwards?

A client wants a server to pay 10 into an account. It asks the binder where the server is, sends a request, and waits for the reply. Five
things can go wrong: (1) the server is not found, (2) the request is lost, (3) the server crashes, before or after it executed the call, (4) the
reply is lost, (5) the client crashes. There is one protocol; the failures are faults that you choose. A client without a reply sees the same in
the cases 2, 3 and 4, and when the server is only slow: silence.

What a client may hope for when it asks again depends on the server. At least once: every request is executed. At most once: the server compares
request numbers, and everything depends on when the number reaches stable storage. (Birrell and Nelson keep the numbers in memory and refuse calls
bound to an earlier incarnation of the server, which is at most once as well.) Maybe: the client never asks again.

Abstracted away: what the call computes, how long anything takes, how server and binder find each other. Messages to and from the binder are never
lost, and the binder does not crash. Channels are FIFO; a message that reaches a server that is down is lost. A crashed server comes back with amnesia
(Cristian, Understanding Fault-Tolerant Distributed Systems, 1991) and says nothing; a crashed client stays away. The server takes no second request
while it works on one. Executing a call and noting it in memory is one act; executing it and noting it on stable storage are two. After Birrell &
Nelson, Implementing Remote Procedure Calls (1984), and Tanenbaum & van Steen, Distributed Systems, RPC semantics in the presence of failures.
"""

from collections.abc import Callable, Hashable

from app.concepts.rpc_failures.protocol import FAULTS, Call, Log, build, keeps, phase, retries, show, times, to_do
from app.concepts.rpc_failures.shown import PROGRAM, label, narrate, roles, two_views
from app.kernel.observations import Misconception, Observation
from app.kernel.parameters import Boolean, Choice, Integer, Parameter
from app.kernel.properties import Property, always, reachable
from app.kernel.show.concept import Concept
from app.kernel.show.endings import Axis, EndingTable
from app.kernel.situation import Situation
from app.kernel.specification import Comparison, Outcome, OutcomeField, Scenario
from app.kernel.world import Process, World

# what is true of it


def outcome(s: Situation[World]) -> Outcome:
    """Give how the call ended for the client, and how often it was really executed."""
    return {"client": phase(s), "executed": s.history}


def _executed(s: Situation[World]) -> str:
    return times(s.history) + ("" if s.final else " so far")


def _both(s: Situation[World]) -> str:
    return f"client: {phase(s)}; {_executed(s)}"


def in_doubt(s: Situation[World]) -> bool:
    """Whether the server itself has told the client that it cannot tell."""
    return s.up("client") and s.memory("client", Call).saw[-1:] == ("server cannot tell",)


def _when(said: str, name: str, sentence: str, holds: Callable[[Situation[World]], bool]) -> Property[World]:
    return always(name, sentence, holds, _both, applies=lambda s: phase(s) == said)


PROPERTIES: tuple[Property[World], ...] = (
    always("at-most-once", "The call is never executed twice.", lambda s: s.history <= 1, _executed),
    _when("ok", "ok-means-done", "When the client has a reply, the call was executed.", lambda s: s.history >= 1),
    _when("ok", "ok-means-once", "When the client has a reply, the call was executed exactly once.", lambda s: s.history == 1),
    _when("unknown", "no-reply-means-not-done", "When the client gives up, nothing was executed.", lambda s: s.history == 0),
    _when("error", "error-means-not-done", "When the client reports an error, nothing was executed.", lambda s: s.history == 0),
    reachable(
        "orphan",
        "The server works for a client that has crashed.",
        lambda s: not s.up("client") and bool(to_do(s)),
        lambda s: f"client: {phase(s)}; the server {', then '.join(to_do(s)) or 'has nothing to do'}",
    ),
    reachable(
        "server-cannot-tell",
        "The server answers that it cannot tell whether it executed the call.",
        in_doubt,
        lambda s: f"the server answered that it cannot tell; {_executed(s)}" if in_doubt(s) else "the server has not answered so",
    ),
)


def judged_on(process: Process) -> Hashable:
    """Give what properties, outcome and observations see of a process."""
    client = (process.state.phase, process.state.saw[-1:]) if isinstance(process.state, Call) else ()
    return process.up, client, bool(process.pending), process.stable


# what can be seen of it, and what is wrongly believed


def _noted(s: Situation[World], process: str) -> str:
    log: Log = s.logs[process] or Log()
    return "a number and its reply" if log.replies else "a number" if log.noted else "nothing"


PHASES = ("looking up", "waiting", "ok", "error", "unknown", "crashed")
NOTED = ("nothing", "a number", "a number and its reply")

OBSERVATIONS: tuple[Observation[World], ...] = (
    Observation("executed", "How many times has the call been executed?", lambda s, p: s.history, lambda values: tuple(range(retries(values) + 2))),
    Observation("client", "Where does the call stand for the client?", lambda s, p: phase(s), PHASES, of=("client",), seen_by=True),
    Observation("noted", "What stands on the stable storage of the server?", _noted, NOTED, of=("server",), seen_by=True),
)

MISCONCEPTIONS: tuple[Misconception[World], ...] = (
    Misconception(
        "silence-means-not-done",
        "A call without a reply was not executed.",
        "executed",
        lambda steps, p: {"ok": 1, "unknown": 0}.get(phase(steps[-1].situation)),
        "A call that was executed and one that never arrived look the same to the client. Only a reply could tell it more, and that can be lost too.",
    ),
    Misconception(
        "numbers-are-enough",
        "A server that compares request numbers executes each call exactly once.",
        "executed",
        lambda steps, p: 1 if keeps(steps[-1].situation.values) != "none" else None,
        "Not if it has forgotten the number: a crash erases memory, and a number noted after the work may be noted too late. Nor if nothing arrives.",
    ),
)

# settings

PARAMETERS: tuple[Parameter, ...] = (
    Boolean("server_known", "Server known", True, "Whether the binder knows the server."),
    *(Integer(name, label.capitalize(), amount, sentence, maximum=2) for name, (label, amount, sentence) in FAULTS.items()),
    Integer(
        "retries",
        "Retries",
        1,
        "How many times the client asks again after a time-out (with “maybe”: never).",
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

ONE_TRY = {"retries": 0}
AT_MOST_ONCE = {"semantics": "at-most-once"}
BEFORE, AFTER = AT_MOST_ONCE | {"filter": "stable-before"}, AT_MOST_ONCE | {"filter": "stable-after"}
EARLY_ONLY = {"requests_lost": 0, "replies_lost": 0, "server_crashes": 0, "client_crashes": 0, "early": 1}

REQUEST_LOST, REPLY_LOST = ("… lose pay 10 #1 from client to server",), ("… lose done #1 from server to client",)
TOO_EARLY = ("… step server replies", "early timeout client reply")
ARRIVES = "… deliver pay 10 #1 from client to server"
CRASH_BEFORE, CRASH_NOTED, CRASH_AFTER = ((event, "crash server") for event in (ARRIVES, "… step server notes", "… step server executes"))

SCENARIOS = (
    Scenario(
        "1-server-not-found",
        "1. The server is not found",
        "The binder does not know it, and tells the client so.",
        {"server_known": False},
        watch="This is the only failure that the client is told about.",
    ),
    Scenario(
        "2-request-lost",
        "2. The request is lost",
        "One try: the request never arrives. The client sees silence.",
        ONE_TRY,
        REQUEST_LOST,
        watch="The client’s line. The next three scenarios look the same to it.",
    ),
    Scenario(
        "3-crash-before",
        "3. The server crashes before it executes",
        "One try: the request arrives. Silence.",
        ONE_TRY,
        CRASH_BEFORE,
        watch="Nothing is paid, and the client does not know it.",
    ),
    Scenario(
        "3-crash-after",
        "3. The server crashes after it executed",
        "One try: the call is executed. Silence.",
        ONE_TRY,
        CRASH_AFTER,
        watch="10 is paid, and the client sees the same as if nothing were.",
    ),
    Scenario(
        "4-reply-lost",
        "4. The reply is lost",
        "One try: the call is executed. The client sees silence.",
        ONE_TRY,
        REPLY_LOST,
        watch="10 is paid, although no answer comes.",
    ),
    Scenario(
        "5-client-crash",
        "5. The client crashes",
        "The server works on, and nobody waits for the result.",
        {},
        (ARRIVES, "crash client"),
        watch="The server’s work after the crash: who is it for?",
    ),
    Scenario(
        "executed-twice",
        "At least once may be twice",
        "The reply is lost; the client asks again, and is served again.",
        {},
        REPLY_LOST,
        watch="The account, when the second request arrives.",
    ),
    Scenario(
        "impatient-client",
        "A timer that is too short",
        "Nothing is lost, nobody crashes, and yet 10 is paid twice.",
        EARLY_ONLY,
        TOO_EARLY,
        watch="The moment at which the timer runs out.",
    ),
    Scenario(
        "filter-works",
        "The server remembers the number",
        "The reply is lost, and a retry only repeats it.",
        AT_MOST_ONCE,
        REPLY_LOST,
        watch="What the server does with the number of the second request.",
    ),
    Scenario(
        "filter-forgets",
        "A crash erases the filter",
        "The numbers were in memory: a retry looks new.",
        AT_MOST_ONCE,
        CRASH_AFTER,
        watch="The server’s memory before and after the crash.",
    ),
    Scenario(
        "logged-too-late",
        "Noted after the execution",
        "A crash between the two makes a retry look new.",
        AFTER,
        CRASH_AFTER,
        watch="What stable storage holds at the moment of the crash.",
    ),
    Scenario(
        "cannot-tell-done",
        "Noted, executed, crashed",
        "The server finds the number without a reply: it cannot tell.",
        BEFORE,
        CRASH_AFTER,
        watch="What the server finds when it is back, and what it cannot find out.",
    ),
    Scenario(
        "cannot-tell-not-done",
        "Noted, crashed, never executed",
        "The same answer, but nothing was done.",
        BEFORE,
        CRASH_NOTED,
        watch="The server’s stable storage: it is the same as in “Noted, executed, crashed”.",
    ),
    Scenario(
        "maybe",
        "The client never asks again",
        "Maybe: the reply is lost, and that is the end of it.",
        {"semantics": "maybe"},
        REPLY_LOST,
        watch="How the call ends for the client, and what the account holds.",
    ),
    Scenario(
        "broken-new-number",
        "Broken: a new number for the retry",
        "The client numbers its requests, not its calls, and so gets around the best filter. No crash is needed.",
        BEFORE | {"server_crashes": 0, "variant": "new-number"},
        REPLY_LOST,
        watch="The number of the second request.",
    ),
    Scenario(
        "broken-guess-not-done",
        "Broken: the server guesses that nothing was done",
        "It finds a noted number without a reply, and executes the call to be on the safe side.",
        BEFORE | {"variant": "guess-not-done"},
        CRASH_AFTER,
        watch="The account, when the server executes what it had noted.",
    ),
    Scenario(
        "broken-guess-done",
        "Broken: the server guesses that the call was done",
        "It finds a noted number without a reply, and answers “done” for a call that was never executed.",
        BEFORE | {"variant": "guess-done"},
        CRASH_NOTED,
        watch="The account, when the client reads “done”.",
    ),
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
    observations=OBSERVATIONS,
    misconceptions=MISCONCEPTIONS,
    comparisons=(
        Comparison("A filter that a crash forgets, and one that it does not", AT_MOST_ONCE | {"filter": "volatile"}, BEFORE, CRASH_AFTER),
        Comparison("At least once and at most once", {"semantics": "at-least-once"}, AT_MOST_ONCE, REPLY_LOST),
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
    outcome=outcome,
    judged_on=judged_on,
    show=show,
    label=label,
    narrate=narrate,
    more_panels=two_views,
    roles=roles,
    program=PROGRAM,
    table=EndingTable(
        title="What the client knows, and what happened",
        sentence="A row is all that the client sees in the end; the columns say how often the call was executed. Cells count final states.",
        rows=Axis("outcome", "client", "the client", {name: name for name in ("ok", "error", "unknown", "crashed")}),
        columns=Axis("outcome", "executed", "executed", {str(number): "once" if number == 1 else f"{number} times" for number in range(5)}),
    ),
    first_panel="two-views",
)
