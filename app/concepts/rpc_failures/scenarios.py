"""The textbook's five classes of failure, what retries make of them, and protocols that are broken on purpose."""

from app.kernel.concept import Scenario

_ONE_TRY = {"retries": 0}
_BEFORE = {"semantics": "at-most-once", "filter": "stable-before"}
_NO_FAULTS = {"requests_lost": 0, "replies_lost": 0, "server_crashes": 0, "client_crashes": 0}

CLASSES = (
    Scenario(
        "1-server-not-found", "1. The server is not found", "The binder does not know the server; the client is told so.", {"server_known": False}
    ),
    Scenario(
        "2-request-lost", "2. The request is lost", "One try: the request never arrives, and the client sees only silence.", _ONE_TRY, (0, 0, 1)
    ),
    Scenario(
        "3-crash-before",
        "3. The server crashes before it executes",
        "One try: the server has the request and crashes, and the client sees only silence.",
        _ONE_TRY,
        (0, 0, 0, 1),
    ),
    Scenario(
        "3-crash-after",
        "3. The server crashes after it executed",
        "One try: the call is executed, the server crashes, and the client sees only silence.",
        _ONE_TRY,
        (0, 0, 0, 0, 1),
    ),
    Scenario(
        "4-reply-lost",
        "4. The reply is lost",
        "One try: the call is executed, the reply never arrives, and the client sees only silence.",
        _ONE_TRY,
        (0, 0, 0, 0, 0, 1),
    ),
    Scenario("5-client-crash", "5. The client crashes", "The client crashes while the server works: nobody waits for the result.", {}, (0, 0, 0, 2)),
)
"""The five classes; those that leave the client without an answer have one try, so that what the client sees can be compared."""

RETRIES = (
    Scenario(
        "executed-twice",
        "At least once may be twice",
        "The reply is lost, the client asks again, and the server executes the call again.",
        {},
        (0, 0, 0, 0, 0, 1),
    ),
    Scenario(
        "impatient-client",
        "A timer that is too short",
        "No message is lost and nobody crashes; the timer runs out too early, and the call is executed twice.",
        _NO_FAULTS | {"early": 1},
        (0, 0, 0, 0, 0, 1),
    ),
    Scenario(
        "filter-works",
        "The server remembers the number",
        "At most once: the reply is lost, the client asks again, and the server only repeats its reply.",
        {"semantics": "at-most-once"},
        (0, 0, 0, 0, 0, 1),
    ),
    Scenario(
        "filter-forgets",
        "A crash erases the filter",
        "The numbers are in memory only: the server executes, crashes, and takes the retry for a new request.",
        {"semantics": "at-most-once"},
        (0, 0, 0, 0, 1),
    ),
    Scenario(
        "logged-too-late",
        "Logged after the execution",
        "The number goes to stable storage after the execution; a crash between the two makes the retry look new.",
        {"semantics": "at-most-once", "filter": "stable-after"},
        (0, 0, 0, 0, 1),
    ),
    Scenario(
        "cannot-tell-done",
        "Logged, executed, crashed",
        "The number is logged first. After a crash the server finds it without a reply, and can only say that it cannot tell.",
        _BEFORE,
        (0, 0, 0, 0, 0, 1),
    ),
    Scenario(
        "cannot-tell-not-done",
        "Logged, crashed, never executed",
        "The crash comes one act earlier. The server says the same, but this time nothing was done.",
        _BEFORE,
        (0, 0, 0, 0, 1),
    ),
    Scenario(
        "maybe",
        "The client never asks again",
        "Maybe: the reply is lost, and the client leaves it at that.",
        {"semantics": "maybe"},
        (0, 0, 0, 0, 0, 1),
    ),
)

BROKEN = (
    Scenario(
        "broken-new-number",
        "Broken: a new number for the retry",
        "The client numbers its requests, not its calls, and so gets around the best filter. No crash is needed.",
        _BEFORE | {"server_crashes": 0, "variant": "new-number"},
        (0, 0, 0, 0, 0, 0, 0, 1),
    ),
    Scenario(
        "broken-guess-not-done",
        "Broken: the server guesses that nothing was done",
        "It finds a logged number without a reply, and executes the call to be on the safe side.",
        _BEFORE | {"variant": "guess-not-done"},
        (0, 0, 0, 0, 0, 1),
    ),
    Scenario(
        "broken-guess-done",
        "Broken: the server guesses that the call was done",
        "It finds a logged number without a reply, and answers “done” for a call that was never executed.",
        _BEFORE | {"variant": "guess-done"},
        (0, 0, 0, 0, 1),
    ),
)

SCENARIOS = CLASSES + RETRIES + BROKEN
