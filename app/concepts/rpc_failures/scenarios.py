"""The textbook's five classes of failure, what retries make of them, and protocols that are broken on purpose."""

from app.kernel.specification import Scenario

_ONE_TRY = {"retries": 0}
_BEFORE = {"semantics": "at-most-once", "filter": "stable-before"}
_NO_FAULTS = {"requests_lost": 0, "replies_lost": 0, "server_crashes": 0, "client_crashes": 0}

CLASSES = (
    Scenario(
        "1-server-not-found", "1. The server is not found", "The binder does not know the server; the client is told so.", {"server_known": False}
    ),
    Scenario(
        "2-request-lost",
        "2. The request is lost",
        "One try: the request never arrives, and the client sees only silence.",
        _ONE_TRY,
        ("… lose pay 10 #1 from client to server",),
    ),
    Scenario(
        "3-crash-before",
        "3. The server crashes before it executes",
        "One try: the server has the request and crashes, and the client sees only silence.",
        _ONE_TRY,
        ("… deliver pay 10 #1 from client to server", "crash server"),
    ),
    Scenario(
        "3-crash-after",
        "3. The server crashes after it executed",
        "One try: the call is executed, the server crashes, and the client sees only silence.",
        _ONE_TRY,
        ("… step server execute", "crash server"),
    ),
    Scenario(
        "4-reply-lost",
        "4. The reply is lost",
        "One try: the call is executed, the reply never arrives, and the client sees only silence.",
        _ONE_TRY,
        ("… lose done #1 from server to client",),
    ),
    Scenario(
        "5-client-crash",
        "5. The client crashes",
        "The client crashes while the server works: nobody waits for the result.",
        {},
        ("… deliver pay 10 #1 from client to server", "crash client"),
    ),
)
"""The five classes; those that leave the client without an answer have one try, so that what the client sees can be compared."""

RETRIES = (
    Scenario(
        "executed-twice",
        "At least once may be twice",
        "The reply is lost, the client asks again, and the server executes the call again.",
        {},
        ("… lose done #1 from server to client",),
    ),
    Scenario(
        "impatient-client",
        "A timer that is too short",
        "No message is lost and nobody crashes; the timer runs out too early, and the call is executed twice.",
        _NO_FAULTS | {"early": 1},
        ("… step server reply", "early timeout client reply"),
    ),
    Scenario(
        "filter-works",
        "The server remembers the number",
        "At most once: the reply is lost, the client asks again, and the server only repeats its reply.",
        {"semantics": "at-most-once"},
        ("… lose done #1 from server to client",),
    ),
    Scenario(
        "filter-forgets",
        "A crash erases the filter",
        "The numbers are in memory only: the server executes, crashes, and takes the retry for a new request.",
        {"semantics": "at-most-once"},
        ("… step server execute", "crash server"),
    ),
    Scenario(
        "logged-too-late",
        "Logged after the execution",
        "The number goes to stable storage after the execution; a crash between the two makes the retry look new.",
        {"semantics": "at-most-once", "filter": "stable-after"},
        ("… step server execute", "crash server"),
    ),
    Scenario(
        "cannot-tell-done",
        "Logged, executed, crashed",
        "The number is logged first. After a crash the server finds it without a reply, and can only say that it cannot tell.",
        _BEFORE,
        ("… step server execute", "crash server"),
    ),
    Scenario(
        "cannot-tell-not-done",
        "Logged, crashed, never executed",
        "The crash comes one act earlier. The server says the same, but this time nothing was done.",
        _BEFORE,
        ("… step server log", "crash server"),
    ),
    Scenario(
        "maybe",
        "The client never asks again",
        "Maybe: the reply is lost, and the client leaves it at that.",
        {"semantics": "maybe"},
        ("… lose done #1 from server to client",),
    ),
)

BROKEN = (
    Scenario(
        "broken-new-number",
        "Broken: a new number for the retry",
        "The client numbers its requests, not its calls, and so gets around the best filter. No crash is needed.",
        _BEFORE | {"server_crashes": 0, "variant": "new-number"},
        ("… lose done #1 from server to client",),
    ),
    Scenario(
        "broken-guess-not-done",
        "Broken: the server guesses that nothing was done",
        "It finds a logged number without a reply, and executes the call to be on the safe side.",
        _BEFORE | {"variant": "guess-not-done"},
        ("… step server execute", "crash server"),
    ),
    Scenario(
        "broken-guess-done",
        "Broken: the server guesses that the call was done",
        "It finds a logged number without a reply, and answers “done” for a call that was never executed.",
        _BEFORE | {"variant": "guess-done"},
        ("… step server log", "crash server"),
    ),
)

SCENARIOS = CLASSES + RETRIES + BROKEN
