"""A question of each kind, its right answer, and the pieces of a lesson to spoil."""

from collections.abc import Callable
from typing import Any

from app.course.questions.model import (
    Body,
    Challenge,
    Field,
    FillIn,
    Goal,
    Item,
    Matching,
    Multiple,
    Numeric,
    Option,
    Ordering,
    Question,
    Reaction,
    ShortText,
    Single,
)

SINGLE = Single((Option("a", "2", False, "Too few."), Option("b", "three", True), Option("c", "four", False, "Too many.")))
MULTIPLE = Multiple((Option("a", "P", True), Option("b", "M", True), Option("c", "C", False, "A fault."), Option("d", "D", False, "No event.")))
NUMERIC = Numeric(1.5, 0.25, "ms", (Reaction("3", "There and back."),))
TEXT = ShortText(("crash", "fail-stop"), (Reaction("omission", "An omission is lost, not down."),))
ORDERING = Ordering(tuple(Item(key, key.upper()) for key in "qzam"), "Look at who waits for whom.")
MATCHING = Matching(
    (Item("l1", "crash"), Item("l2", "lie"), Item("l3", "silence")),
    (Item("r1", "stops"), Item("r2", "byzantine")),
    {"l1": "r1", "l2": "r2", "l3": "r1"},
)
TABLE = FillIn(
    "client",
    ("MPC", "PMC"),
    ("always", "never"),
    (("f1", "f2"), ("OK", "f3")),
    {"f1": Field("f1", "DUP", ("OK", "DUP")), "f2": Field("f2", "DUP", ("OK", "DUP"), {"OK": "Twice."}), "f3": Field("f3", "3")},
)
CHALLENGE = Challenge(
    "server-crash",
    {"server": "P->M", "client": "when-not-acked"},
    None,
    Goal(outcome={"result": "DUP"}),
    "Print twice.",
    1,
    9,
    (0, 0, 1, 0, 0, 0, 0, 0, 0),
)
EARLY = Challenge(
    "rpc-failures",
    {"requests_lost": 0, "replies_lost": 0, "server_crashes": 0, "client_crashes": 0, "early": 1, "retries": 1},
    None,
    Goal(property="at-most-once"),
    "Pay twice with nothing but a timer that is too early.",
    1,
    8,
    (0, 0, 0, 0, 0, 1, 0, 0),
)
BODIES: dict[str, Body] = {
    "single": SINGLE,
    "multiple": MULTIPLE,
    "numeric": NUMERIC,
    "text": TEXT,
    "ordering": ORDERING,
    "matching": MATCHING,
    "table": TABLE,
    "challenge": CHALLENGE,
}


def asked(body: Body) -> Question:
    return Question("q", "Title", "<p>Why?</p>", body, explanation="<p>Because.</p>")


def right_answer(body: Body) -> Any:
    answers: dict[type, Callable[[Any], Any]] = {
        Single: lambda b: next(option.key for option in b.options if option.right),
        Multiple: lambda b: [option.key for option in b.options if option.right],
        Numeric: lambda b: repr(b.value),
        ShortText: lambda b: b.accepted[0],
        Ordering: lambda b: [item.key for item in b.items],
        Matching: lambda b: b.pairs,
        FillIn: lambda b: {key: field.right for key, field in b.fields.items()},
        Challenge: lambda b: list(b.best),
    }
    return answers[type(body)](body)
