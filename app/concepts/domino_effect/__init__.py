"""One process crashes. How far must all of them go back?

Each process saves its state when it likes (independent checkpointing), and asks nobody. When one crashes, it starts again from its last
checkpoint. What it sent since then was now never sent; but who has received such a message remembers it. That message is an orphan: its effect is
there, its cause is not. So its receiver must go back too, to its last checkpoint before that receipt; which undoes what the receiver has sent
since; and so on, until no orphan is left. Where the processes then stand is the recovery line: the latest consistent set of checkpoints. In the
worst case they fall like dominoes, all the way to the start.

The reader writes the pattern: who takes checkpoints, sends and receives, in which order. The events of a pattern play in one fixed order, because
how those of different processes interleave changes nothing. The crash comes after all of them. A process that need not go back keeps its present
state ("now").

Abstracted away: what messages say, what checkpoints cost, garbage collection, message logs (with a log a process could replay what it received),
and the messages by which the processes find the line. A message that was sent before the line and not received before it is in transit: that is
consistent, but something must deliver it again. After Randell, System Structure for Software Fault Tolerance (1975), and Elnozahy, Alvisi, Wang &
Johnson, A Survey of Rollback-Recovery Protocols in Message-Passing Systems (2002), who also give the rollback-dependency graph; and Tanenbaum &
van Steen, Distributed Systems.
"""

from typing import Any

from app.concepts.domino_effect._machine import Checkpointing, Recovery
from app.concepts.domino_effect._panels import annotate, panels, view
from app.concepts.domino_effect._properties import PROPERTIES
from app.concepts.domino_effect._scenarios import CASCADE, COMPARISONS, SCENARIOS
from app.concepts.domino_effect._words import label, machine_of, narrate, show
from app.families.rollback.generator import canonical
from app.families.rollback.pattern import read_pattern
from app.kernel.errors import UsageError
from app.kernel.parameters import Choice, Text, Values, shown
from app.kernel.show.concept import Concept, Editor
from app.kernel.situation import Situation
from app.kernel.specification import Outcome, OutcomeField


def read_crash(text: str, before: Values) -> str:
    """Accept the name of a process of the pattern."""
    names = read_pattern(str(before["pattern"])).names
    if text.strip() not in names:
        raise UsageError(f"crash: {shown(text)} is no process of the pattern; allowed: {', '.join(names)}", "crash")
    return text.strip()


def usual_crash(before: Values) -> str:
    """Give P2 where there is one, else the first process."""
    names = read_pattern(str(before["pattern"])).names
    return "P2" if "P2" in names else names[0]


def build(values: Values) -> Checkpointing:
    """Give the machine."""
    return Checkpointing(read_pattern(str(values["pattern"])), str(values["crash"]), str(values["variant"]))


def outcome(model: Situation[Any], state: Recovery) -> Outcome:
    """Give where each process stands in the end, and the events that are undone."""
    machine = machine_of(model)
    return {"recovery_line": dict(zip(machine.recorded.names, state.line, strict=True)), "undone": machine.undone(state)}


CONCEPT = Concept(
    slug="domino-effect",
    title="The domino effect",
    revision=1,
    summary="Processes take checkpoints without asking each other. One crashes, and each process that goes back can force others to go back further.",
    source="Randell, System Structure for Software Fault Tolerance (1975); Elnozahy, Alvisi, Wang & Johnson, A Survey of Rollback-Recovery (2002)",
    parameters=(
        Text(
            "pattern",
            "Pattern",
            CASCADE,
            "Each process with its events: C takes a checkpoint, a! sends the message a, b? receives b; processes are separated by “;” or new lines. "
            "Or random:SEED, or random:SEED:PROCESSES:EVENTS.",
            read=canonical,
        ),
        Text("crash", "Crash", usual_crash, "The process that crashes after all events of the pattern.", read=read_crash),
        Choice(
            "variant",
            "Variant",
            "none",
            "Which rule of the recovery is broken on purpose.",
            internal=True,
            choices=("none", "one-pass", "last-checkpoints"),
        ),
    ),
    scenarios=SCENARIOS,
    properties=PROPERTIES,
    comparisons=COMPARISONS,
    editors=(Editor("pattern", ("pattern", "crash")),),
    outcomes=(
        OutcomeField("recovery_line", "For each process the checkpoint that it ends on (0 is its start), or “now” if it did not go back."),
        OutcomeField("undone", "How many events of the pattern are rolled back."),
    ),
    build=build,
    outcome=lambda s: outcome(s, s.state),
    label=lambda s, event: label(s, s.state, event),
    narrate=lambda before, step: narrate(step.situation, before.state if before else None, step),
    view=lambda s: view(s, s.state),
    panels=panels,
    show=show,
    annotate=annotate,
)
