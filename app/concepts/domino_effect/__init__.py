"""One process crashes. How far must all of them go back?

Each process saves its state when it likes (independent checkpointing), and asks nobody. When one crashes, it starts again from its last
checkpoint. What it sent since then was now never sent; but who has received such a message remembers it. That message is an orphan: its effect is
there, its cause is not. So its receiver must go back too, to its last checkpoint before that receipt; which undoes what the receiver has sent
since; and so on, until no orphan is left. Where the processes then stand is the recovery line: the latest consistent set of checkpoints. In the
worst case they fall like dominoes, all the way to the start. Ways out: checkpoints that are taken together (coordinated), or that messages force
(communication-induced), or logs of what was received.

The reader writes the pattern: who takes checkpoints, sends and receives, in which order. The events of a pattern play in one fixed order, because
how those of different processes interleave changes nothing. The crash comes after all of them. A process that need not go back keeps its present
state ("now"). The start of a process is its checkpoint C0, and no event of the pattern.

Abstracted away: what messages say, what checkpoints cost, garbage collection, message logs (with a log a process could replay what it received),
and the messages by which the processes find the line. A message that was sent before the line and not received before it is in transit: that is
consistent, but its sender does not send it again; unless a log delivers it, it is lost. The processes undo what they did, not what the world has
seen of it: what was printed stays printed, so output must wait until it can no longer be undone (output commit). After Randell, System Structure
for Software Fault Tolerance (1975), and Elnozahy, Alvisi, Wang & Johnson, A Survey of Rollback-Recovery Protocols in Message-Passing Systems
(2002), who also give the rollback-dependency graph; and Tanenbaum & van Steen, Distributed Systems.
"""

from collections.abc import Sequence

from app.concepts.domino_effect.recovery import Checkpointing, Recovery, checkpointing
from app.concepts.domino_effect.shown import annotate, label, listed, narrate, panels, places, view
from app.families.rollback.generator import canonical
from app.families.rollback.pattern import EVENTS, read_pattern
from app.kernel.errors import UsageError
from app.kernel.observations import Misconception, Observation
from app.kernel.parameters import Choice, Text, Value, Values, shown
from app.kernel.properties import always, reachable
from app.kernel.show.concept import Concept, Editor
from app.kernel.situation import Situation
from app.kernel.specification import Comparison, Outcome, OutcomeField, Scenario
from app.kernel.steps import Step

# the setting


def names(values: Values) -> tuple[str, ...]:
    """Give the processes of the pattern."""
    return read_pattern(str(values["pattern"])).names


def read_crash(text: str, before: Values) -> str:
    """Accept the name of a process of the pattern."""
    if text.strip() not in names(before):
        raise UsageError(f"crash: {shown(text)} is no process of the pattern; allowed: {', '.join(names(before))}", "crash")
    return text.strip()


def usual_crash(before: Values) -> str:
    """Give P2 where there is one, else the first process."""
    return "P2" if "P2" in names(before) else names(before)[0]


def build(values: Values) -> Checkpointing:
    """Give the machine."""
    return Checkpointing(read_pattern(str(values["pattern"])), str(values["crash"]), str(values["variant"]))


CASCADE = "P1: m1! C m3? m4! m5? C m6! m7? C; P2: m1? m2? C m3! m4? C m5! m8! m6? C m7! m9!; P3: m2! C m8? C m9?"
DOMINO = "P1: a? C b! c? C d! e?; P2: a! b? C c! d? C e!"
BACK_TO_SENDER = "P1: C b! a?; P2: C b? C a!"
PAIRS = "P1: C a! b?; P2: C a? C b!; P3: C c! d?; P4: C c? C d!"

SCENARIOS = (
    Scenario(
        "cascade",
        "One crash, five rounds",
        "P2 loses two events and goes back to C3. That makes two orphans, and the dominoes fall for five rounds, until each stands on its C1.",
        {"pattern": CASCADE, "crash": "P2"},
        watch="The messages that each rollback takes back, and who has received them.",
    ),
    Scenario(
        "recovery-line",
        "The recovery line is near",
        "P2 crashes; one message becomes an orphan, its receiver goes back to a checkpoint just before it, and that is all.",
        {"pattern": "P1: C a! b? C c?; P2: a? C b! C c!", "crash": "P2"},
        watch="P1 has sent nothing since its checkpoint, so nobody else is pulled along.",
    ),
    Scenario(
        "domino",
        "The domino effect",
        "Messages cross between any two checkpoints. P2 loses one event, and in the end both processes have lost everything.",
        {"pattern": DOMINO, "crash": "P2"},
        watch="How every rollback of one process pulls the other one back.",
    ),
    Scenario(
        "useless-checkpoint",
        "A checkpoint that is never of use",
        "P2 receives b before C1 and sends a after it; P1 sends b and receives a with no checkpoint between. So C1 of P2 fits no checkpoint of P1.",
        {"pattern": "P1: C b! a? C; P2: b? C a!", "crash": "P2"},
        watch="Whether C1 of P2 is ever on the recovery line.",
    ),
    Scenario(
        "in-transit",
        "Sent, and not received",
        "The message a is sent before the line and received after it. That is consistent, but nobody sends a again: without a log it is lost.",
        {"pattern": "P1: a! C b! c?; P2: C a? c! b?", "crash": "P2"},
        watch="The arrow that crosses the line: it starts before it and ends after it.",
    ),
    Scenario(
        "no-dependence",
        "The others go on",
        "P1 has received from P2, so it must go back with it. P3 and P4 have received nothing from either: they keep their present state.",
        {"pattern": PAIRS, "crash": "P2"},
        watch="Which processes keep their present state, and why.",
    ),
    Scenario(
        "random",
        "A pattern by chance",
        "Three processes, 24 events, drawn from the seed 32. Give another seed for another pattern.",
        {"pattern": "random:32", "crash": "P2"},
        watch="How much is undone, compared with what the crashed process lost.",
    ),
    Scenario(
        "broken-one-pass",
        "Broken: one pass is enough",
        "Only those that received from the crashed process go back, and only once. Their own messages are forgotten, so an orphan stays.",
        {"pattern": BACK_TO_SENDER, "crash": "P2", "variant": "one-pass"},
        watch="The message that is received and never sent in the end.",
    ),
    Scenario(
        "broken-last-checkpoints",
        "Broken: everybody takes the last checkpoint",
        "All processes go back to their last checkpoint, once. P3 and P4 give up work that nothing forced them to.",
        {"pattern": PAIRS, "crash": "P2", "variant": "last-checkpoints"},
        watch="P3 and P4, which had nothing to do with the crash.",
    ),
)

COMPARISONS = (
    Comparison("Without and with a checkpoint at the end of P2", {"pattern": DOMINO, "crash": "P2"}, {"pattern": f"{DOMINO} C", "crash": "P2"}),
    Comparison(
        "Without and with a checkpoint before P1 takes c",
        {"pattern": DOMINO, "crash": "P2"},
        {"pattern": DOMINO.replace("c?", "C c?"), "crash": "P2"},
    ),
)

# what is true of it


def outcome(s: Situation[Recovery]) -> Outcome:
    """Give where each process stands in the end, and the events that are undone."""
    machine = checkpointing(s)
    return {"recovery_line": dict(zip(machine.names, s.state.line, strict=True)), "undone": machine.undone(s.state)}


def _orphans_because(s: Situation[Recovery]) -> str:
    machine, state = checkpointing(s), s.state
    found = [(m.name, machine.names[m.receiver], machine.names[m.sender]) for m in machine.orphans(state) if m.receiver is not None]
    orphans = listed(f"{name} ({receiver} received it, {sender} did not send it)" for name, receiver, sender in found)
    if not s.final:
        return f"not judged before the end of the rollback{f'; orphans now: {orphans}' if orphans else ''}"
    return f"received and never sent: {orphans}" if orphans else f"on {places(machine, state.line)} every message received was sent"


def _off_the_latest(s: Situation[Recovery]) -> tuple[list[str], list[str]]:
    """Give the processes that keep fewer events than on the latest consistent set, and those that keep more."""
    machine = checkpointing(s)
    latest = machine.recorded.kept(machine.recorded.latest_line(machine.failed), machine.recorded.progress[s.state.events])
    kept = list(zip(machine.names, machine.kept(s.state), latest, strict=True))
    return [name for name, here, there in kept if here < there], [name for name, here, there in kept if here > there]


def _latest_because(s: Situation[Recovery]) -> str:
    machine, line = checkpointing(s), s.state.line
    if not s.final:
        return "not judged before the end of the rollback"
    latest = places(machine, machine.recorded.latest_line(machine.failed))
    wrong = zip(_off_the_latest(s), ("went back too far", "did not go back far enough"), strict=True)
    verdicts = [f"{listed(names)} {did}" for names, did in wrong if names]
    if not verdicts:
        return f"the latest consistent set is {latest}, and that is where the processes stand"
    return f"the latest consistent set is {latest}, the processes stand on {places(machine, line)}: {', '.join(verdicts)}"


def _line_title(s: Situation[Recovery]) -> str:
    return "Inconsistent line" if checkpointing(s).orphans(s.state) else "Recovery line"


def _at_start(s: Situation[Recovery]) -> list[str]:
    return [name for name, stand in zip(checkpointing(s).names, s.state.line, strict=True) if stand == 0]


def _start_because(s: Situation[Recovery]) -> str:
    back = _at_start(s)
    where = f"back at the start: {listed(back)} ({len(back)} of {len(s.state.line)})" if back else "no process is back at its start"
    return where if s.final else f"{where} so far"


PROPERTIES = (
    always(
        "no-orphan",
        "In the end no process has received a message that was never sent.",
        lambda s: not checkpointing(s).orphans(s.state),
        _orphans_because,
        applies=lambda s: s.final,
    ),
    always(
        "line-is-latest",
        "In the end the processes stand on the latest consistent set of checkpoints.",
        lambda s: not any(_off_the_latest(s)),
        _latest_because,
        applies=lambda s: s.final,
    ),
    reachable("all-the-way-back", "Some process ends at its start.", lambda s: s.final and bool(_at_start(s)), _start_because),
    reachable(
        "everything-lost",
        "Every process ends at its start: all work is undone.",
        lambda s: s.final and len(_at_start(s)) == len(s.state.line),
        _start_because,
    ),
)

# what can be seen of it, and what is believed


def _stand(s: Situation[Recovery], name: str) -> Value:
    machine, process = checkpointing(s), checkpointing(s).names.index(name)
    return "down" if machine.is_down(s.state, process) else s.state.line[process]


def _stands(values: Values) -> tuple[Value, ...]:
    events = read_pattern(str(values["pattern"])).events
    most = max(sum(mark.kind == "checkpoint" for mark in marks) for marks in events)
    return (*range(most + 1), "now", "down")


def _loss(s: Situation[Recovery], name: str) -> str:
    machine, process = checkpointing(s), checkpointing(s).names.index(name)
    done, kept = machine.recorded.progress[s.state.events][process], machine.kept(s.state)[process]
    return "nothing" if kept == done else "some" if kept else "everything"


STANDS: dict[Value, str] = {"now": "its present state", 0: "C0, its start", **{number: f"C{number}" for number in range(1, EVENTS + 1)}}

OBSERVATIONS: tuple[Observation[Recovery], ...] = (
    Observation(
        "stands-on",
        "Where does {process} stand?",
        _stand,
        _stands,
        STANDS,
        of=names,
        seen_by=True,
    ),
    Observation("loss", "How much of what {process} did is undone?", _loss, ("nothing", "some", "everything"), of=names),
    Observation(
        "orphans",
        "How many messages are received and not sent?",
        lambda s, process: min(len(checkpointing(s).orphans(s.state)), 3),
        (0, 1, 2, 3),
        {3: "three or more"},
    ),
)


def _nobody_else(steps: Sequence[Step[Recovery]], name: str) -> Value:
    machine = checkpointing(steps[0].situation)
    return machine.recorded.last(machine.failed) if name == machine.names[machine.failed] else "now"


def _last(steps: Sequence[Step[Recovery]], name: str) -> Value:
    machine = checkpointing(steps[0].situation)
    return machine.recorded.last(machine.names.index(name))


def _effects_only(steps: Sequence[Step[Recovery]], name: str) -> Value:
    """Take a process back before its first event that depends on one lost in the crash, and no further."""
    machine = checkpointing(steps[0].situation)
    history, process, saved = machine.recorded, machine.names.index(name), machine.recorded.last(machine.failed)
    lost = machine.failed, history.checkpoints[machine.failed][saved]
    if process == machine.failed or lost not in history.clocks:
        return _nobody_else(steps, name)
    events = range(len(history.events[process]))
    return next((history.last_before(process, place) for place in events if history.happened_before(lost, (process, place))), "now")


MISCONCEPTIONS: tuple[Misconception[Recovery], ...] = (
    Misconception(
        "only-the-crashed",
        "Only the process that crashed goes back.",
        "stands-on",
        _nobody_else,
        "What it sent after its checkpoint is taken back with the rest. Whoever has received that must go back too.",
    ),
    Misconception(
        "last-checkpoints",
        "Everybody goes back to the last checkpoint.",
        "stands-on",
        _last,
        "The last checkpoints need not fit together, and who depends on nothing that is undone need not go back at all.",
    ),
    Misconception(
        "effects-only",
        "Nothing is undone but what depends on the events that the crash took away.",
        "stands-on",
        _effects_only,
        "A process can go back to its checkpoints only. More is undone with it, and what it sent in that time becomes an orphan in its turn.",
    ),
)

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
    comparisons=COMPARISONS,
    properties=PROPERTIES,
    observations=OBSERVATIONS,
    misconceptions=MISCONCEPTIONS,
    outcomes=(
        OutcomeField(
            "recovery_line",
            "For each process the checkpoint that it ends on (0 is its start), “now” if it did not go back. With an orphan left, no recovery line.",
            title=_line_title,
        ),
        OutcomeField("undone", "How many events of the pattern are rolled back. The starts, C0, are not among them."),
    ),
    build=build,
    outcome=outcome,
    label=label,
    narrate=narrate,
    view=view,
    panels=panels,
    annotate=annotate,
    editors=(Editor("pattern", ("pattern", "crash")),),
)
