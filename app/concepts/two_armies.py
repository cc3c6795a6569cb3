"""Two armies that win only if both attack, and messengers that can be caught.

The first army names the hour; each message is acknowledged by the next one, and an army decides at dawn from what it has heard. A messenger who is
not caught comes before dawn, so that loss alone makes it impossible. Abstracted away: delay, repetition. After Akkoyunlu, Ekanadham & Huber 1975 and
Gray 1978.
"""

from collections.abc import Sequence
from typing import Any

import msgspec

from app.kernel.events import Event
from app.kernel.faults import Budget, Faults
from app.kernel.naming import plain_words
from app.kernel.network import Network
from app.kernel.observations import Misconception, Observation
from app.kernel.parameters import Choice, Integer, Values
from app.kernel.properties import always, reachable
from app.kernel.roles import Local, Reaction, Role, Send, SetTimer, become
from app.kernel.runs import Run
from app.kernel.show import defaults
from app.kernel.show.concept import Concept
from app.kernel.show.diagram import Diagram, Point
from app.kernel.situation import Situation
from app.kernel.specification import Comparison, Outcome, OutcomeField, Scenario
from app.kernel.steps import Step
from app.kernel.world import World

ARMIES = ("first", "second")
UNDECIDED, ATTACK, WAIT = "undecided", "attack", "wait"

# messages


class Note(msgspec.Struct, frozen=True, tag="note"):
    """What a messenger carries: note 1 names the hour, every later one acknowledges the note before it."""

    number: int


# roles


class Plan(msgspec.Struct, frozen=True):
    """What an army knows and does: how many notes have come, and its decision."""

    notes_received: int
    decision: str = UNDECIDED


class Army(Role[Plan, None]):
    """Answers every note, as long as there are messengers, and decides at dawn. The first army has odd notes to send, the second even ones."""

    def __init__(self, rule: str, messengers: int, *, opens: bool, blind: bool = False) -> None:
        self.rule = rule
        self.messengers = messengers
        self.other = "second" if opens else "first"
        self.opens = opens
        self.blind = blind
        self.expected = messengers // 2 if opens else (messengers + 1) // 2

    def on_start(self, me: Local[Plan, None]) -> Reaction[Plan]:
        """Name the hour, if this army opens the exchange."""
        opening = (Send(self.other, Note(1)),) if self.opens else ()
        return become(Plan(0), *opening, SetTimer("dawn"))

    def on_message(self, me: Local[Plan, None], sender: str, body: Any) -> Reaction[Plan]:
        """Acknowledge, unless this was the last note."""
        answer = (Send(self.other, Note(body.number + 1)),) if body.number < self.messengers else ()
        return become(Plan(me.state.notes_received + 1), *answer)

    def on_timeout(self, me: Local[Plan, None], timer: str) -> Reaction[Plan]:
        """Decide: the exchange is over."""
        return become(Plan(me.state.notes_received, ATTACK if self.attacks(me.state.notes_received) else WAIT))

    def attacks(self, received: int) -> bool:
        """Whether the rule says attack after so many notes."""
        if self.blind:
            return True
        if not (self.opens or received):
            return False
        return self.rule == "always" or (self.rule == "last-ack" and received == self.expected)


def build(values: Values) -> Network:
    """Give the machine: two armies, and a channel that loses notes."""
    rule, messengers = str(values["rule"]), int(values["messengers"])
    losses = Budget("losses", "caught messengers", int(values["losses"]))
    return Network(
        {
            "first": Army(rule, messengers, opens=True),
            "second": Army(rule, messengers, opens=False, blind=values["variant"] == "blind"),
        },
        faults=Faults((losses,), loses=lambda message: "losses"),
    )


# what is true of it


def decision(s: Situation[World], army: str) -> str:
    """Give what an army has decided."""
    return str(s.processes[army].state.decision)


def received(s: Situation[World], army: str) -> int:
    """Give how many notes have come to an army."""
    return int(s.processes[army].state.notes_received)


def outcome(s: Situation[World]) -> Outcome:
    """Say what each army does."""
    return {army: decision(s, army) for army in ARMIES}


def decided(s: Situation[World]) -> bool:
    """Whether both armies have decided."""
    return UNDECIDED not in outcome(s).values()


def decisions(s: Situation[World]) -> str:
    """Say what both armies do."""
    return f"first: {decision(s, 'first')}, second: {decision(s, 'second')}"


def surely(steps: Sequence[Step[World]], process: str) -> str:
    """Predict as somebody who thinks that an acknowledgement makes it safe: they attack or wait together."""
    last = steps[-1].situation
    return ATTACK if received(last, "first") else WAIT


def blind(s: Situation[World]) -> bool:
    """Whether the second army attacks without the hour."""
    return decision(s, "second") == ATTACK and received(s, "second") == 0


def heard(s: Situation[World]) -> str:
    """Say what the second army has heard and does."""
    count = received(s, "second")
    return f"{count} note{'' if count == 1 else 's'} came to the second army; its decision: {decision(s, 'second')}"


def up_to_expected(values: Values) -> tuple[int, ...]:
    """Give how many notes can come to an army."""
    return tuple(range((int(values["messengers"]) + 1) // 2 + 1))


# words

WORDS = {"start": "The first army has sent a messenger with the hour of the attack."}


def label(s: Situation[World], event: Event) -> str:
    """Say what an event would do: dawn has words of its own."""
    return f"{event.process} decides at dawn" if event.kind == "timeout" else defaults.label(s, event, plain_words)


def narrate(before: Step[World] | None, step: Step[World]) -> str:
    """Say what happened: at dawn, what the army does."""
    if step.event is None or step.event.kind != "timeout":
        return defaults.narrate(before, step, plain_words, WORDS)
    army = step.event.process
    return f"It is dawn: {army} {'attacks' if decision(step.situation, army) == ATTACK else 'waits'}."


def annotate(run: Run[World], diagram: Diagram) -> Diagram:
    """Draw each dawn as what the army does then: the diagram would call it a time-out, and not show who attacks."""

    def told(point: Point) -> Point:
        if point.kind != "timeout":
            return point
        does = "attacks" if decision(run.steps[point.step].situation, ARMIES[point.lane]) == ATTACK else "waits"
        return msgspec.structs.replace(point, kind="step", label=does)

    return msgspec.structs.replace(diagram, points=tuple(map(told, diagram.points)))


CONCEPT = Concept(
    slug="two-armies",
    title="The two-army problem",
    revision=1,
    summary="Two armies win only if both attack, and any messenger between them can be caught. No number of acknowledgements is enough.",
    source="Akkoyunlu, Ekanadham & Huber 1975; Gray 1978, Notes on Data Base Operating Systems",
    parameters=(
        Integer("messengers", "Messengers", 2, "After so many messages the exchange is over.", minimum=1, maximum=6),
        Integer("losses", "Losses", 1, "How many messengers may be caught. After the first one, no further note is sent.", minimum=0, maximum=2),
        Choice(
            "rule",
            "Rule",
            "last-ack",
            "When an army attacks: after the last note that it expects, as soon as it knows the hour, or never.",
            choices=("last-ack", "always", "never"),
        ),
        Choice("variant", "Variant", "none", "What is broken on purpose.", internal=True, choices=("none", "blind")),
    ),
    scenarios=(
        Scenario(
            "all-arrive",
            "Every messenger arrives",
            "The hour and its acknowledgement arrive, and both armies attack.",
            {},
            ("deliver note 1", "deliver note 2"),
            watch="What the second army knows about note 2.",
        ),
        Scenario(
            "last-lost",
            "The last messenger is caught",
            "The second army has sent the last note and attacks. The first never gets it and waits.",
            {},
            ("deliver note 1", "lose note 2"),
            watch="The second army: it has received the same as if note 2 had arrived.",
        ),
        Scenario(
            "one-more",
            "One more acknowledgement",
            "Note 3 acknowledges note 2. Now the first army is the one that cannot know.",
            {"messengers": 3},
            ("deliver note 1", "deliver note 2", "lose note 3"),
            watch="Which army attacks alone this time.",
        ),
        Scenario(
            "broken-blind",
            "Broken: an army attacks without word",
            "The second army attacks at dawn, although nobody has told it the hour.",
            {"variant": "blind", "rule": "always"},
            ("lose note 1",),
            watch="How many notes have come to the second army.",
        ),
    ),
    comparisons=(
        Comparison("Two messengers and three", {"messengers": 2}, {"messengers": 3}, ("deliver note 1", "lose note 2")),
        Comparison("Wait for the last note, or attack at once", {"rule": "last-ack"}, {"rule": "always"}, ("lose note 1",)),
    ),
    properties=(
        always(
            "together",
            "Either both armies attack, or neither does.",
            lambda s: decision(s, "first") == decision(s, "second"),
            decisions,
            applies=decided,
        ),
        always("told", "The second army attacks only if it knows the hour.", lambda s: not blind(s), heard),
        reachable("attack-possible", "Both armies can attack.", lambda s: set(outcome(s).values()) == {ATTACK}, decisions),
    ),
    observations=(
        Observation("decision", "What does {process} do?", decision, (UNDECIDED, ATTACK, WAIT), of=ARMIES, seen_by=True),
        Observation("notes", "How many notes have come to {process}?", received, up_to_expected, of=ARMIES, seen_by=True),
    ),
    misconceptions=(
        Misconception(
            "acknowledged-is-safe",
            "Once the acknowledgement has come, both armies do the same.",
            "decision",
            surely,
            "The army that sent the last note never learns whether it arrived.",
        ),
    ),
    outcomes=(
        OutcomeField("first", "What the first army does at dawn.", (ATTACK, WAIT)),
        OutcomeField("second", "What the second army does at dawn.", (ATTACK, WAIT)),
    ),
    build=build,
    outcome=outcome,
    label=label,
    narrate=narrate,
    annotate=annotate,
)
