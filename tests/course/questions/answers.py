"""A question of each kind with its right answer, and one of each kind with planted words in place of it."""

from collections.abc import Callable
from typing import Any

from app.course.model.questions import Body, Question, RunLink
from app.course.questions.kinds.challenge import Challenge
from app.course.questions.kinds.choice import Multiple, Option, Single
from app.course.questions.kinds.fill_in import Blank, FillIn
from app.course.questions.kinds.matching import Matching
from app.course.questions.kinds.ordering import Ordering
from app.course.questions.kinds.parts import Item, Reaction
from app.course.questions.kinds.typed import Numeric, ShortText
from app.course.questions.runs import Goal

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
    {"f1": Blank("f1", "DUP", ("OK", "DUP")), "f2": Blank("f2", "DUP", ("OK", "DUP"), {"OK": "Twice."}), "f3": Blank("f3", "3")},
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


def canary(number: int) -> str:
    return f"canary{number}bird"


def link(number: int) -> RunLink:
    return RunLink(canary(number), {canary(number + 1): 1}, None, (7402, 7403), 7404, canary(number + 2))


def planted() -> dict[str, Any]:
    """A body of each kind with a planted word or a number that begins with 740 wherever it tells of the answer; all else is called “seen”."""
    fields = {
        "f1": Blank("f1", canary(40), (), {canary(41): canary(42)}, link(43)),
        "f2": Blank("f2", "seen a", ("seen a", "seen b"), {"seen b": canary(46)}),
    }
    options = (Option("a", "seen a", True, canary(1), link(2)), Option("b", "seen b", False, canary(5), link(6)))
    items = (Item("a", "seen a"), Item("b", "seen b"))
    return {
        "single": Single(options),
        "multiple": Multiple(options),
        "numeric": Numeric(740_213.0, 7405.5, "seen", (Reaction(canary(9), canary(10)),), (7406.25,)),
        "text": ShortText((canary(11), canary(12)), (Reaction(canary(13), canary(14)),)),
        "ordering": Ordering(items, canary(15)),
        "matching": Matching(items, items, {"a": "b", "b": "a"}, {"a": canary(16)}),
        "table": FillIn("seen", ("seen",), ("seen", "seen"), (("f1",), ("f2",)), fields),
        "challenge": Challenge("seen", {}, None, Goal("seen", {"seen": "seen"}), "seen", 7407, 7408, (7409, 7410)),
    }
