"""What is said and drawn of a run: labels, sentences, the state as data, two tables, and the rollbacks in the space-time diagram."""

from collections.abc import Iterable
from typing import Any

import msgspec

from app.concepts.domino_effect.recovery import Checkpointing, Due, Recovery, checkpointing
from app.families.rollback.history import NOW, Line, Message, Stand
from app.kernel.events import Event
from app.kernel.runs import Run
from app.kernel.show import words
from app.kernel.show.diagram import Diagram, Jump, LinePoint, Span
from app.kernel.show.diagram import Line as DrawnLine
from app.kernel.show.panels import Cell, Panel, Row, Table, Tone
from app.kernel.show.trace import Tracer
from app.kernel.situation import Situation
from app.kernel.steps import Step

LISTED = 8
"""Names listed in a sentence; of more, the rest is counted."""
ROWS = 10
"""Messages in the table; of more, orphans and the newest are shown, and those that are sent next."""

# names and numbers


def place(stand: Stand) -> str:
    """Name a checkpoint, or the present state."""
    return NOW if stand == NOW else f"C{stand}"


def places(machine: Checkpointing, line: Line) -> str:
    """Name a whole line."""
    return ", ".join(f"{name} {place(stand)}" for name, stand in zip(machine.names, line, strict=True))


def listed(names: Iterable[str]) -> str:
    """Join names as a sentence does, the first few of many."""
    known = list(names)
    return words.listed(known) if len(known) <= LISTED else f"{', '.join(known[:LISTED])} and {len(known) - LISTED} more"


def _back_to(target: int) -> str:
    return f"C{target}" if target else "its start (C0)"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


# labels and sentences


def label(s: Situation[Recovery], event: Event) -> str:
    """Say what an event would do."""
    machine, state = checkpointing(s), s.state
    if state.events < machine.recorded.total:
        return _mark_label(machine, state)
    if event.kind == "crash":
        return f"{event.process} crashes"
    does = "starts again from" if machine.is_down(state, state.due[0].process) else "goes back to"
    return f"{event.process} {does} {_back_to(state.due[0].target)}"


def _mark_label(machine: Checkpointing, state: Recovery) -> str:
    process, mark = machine.next_mark(state)
    name = machine.names[process]
    if mark.kind == "checkpoint":
        return f"{name} takes checkpoint {mark.name}"
    message = machine.recorded.message[mark.name]
    if mark.kind == "receive":
        return f"{name} receives {mark.name} from {machine.names[message.sender]}"
    return f"{name} sends {mark.name}" + ("" if message.receiver is None else f" to {machine.names[message.receiver]}")


def narrate(before: Step[Recovery] | None, step: Step[Recovery]) -> str:
    """Say what happened, and what it means for who depends on whom."""
    machine = checkpointing(step.situation)
    if before is None:
        return _opening(machine)
    if before.state.events < machine.recorded.total:
        return f"{_mark_label(machine, before.state)}{_meaning(machine, before.state)}"
    if before.state.round == 0:
        return _crash_sentence(machine)
    said = _rollback_sentence(machine, before.state, step.state)
    return f"{said} {_ending(machine, step.state)}" if step.final else said


def _opening(machine: Checkpointing) -> str:
    total = machine.recorded.total
    after = f"After the {_counted(total, 'event')} of the pattern" if total else "Without any event"
    crash = f"{after} {machine.names[machine.failed]} will crash."
    if len(machine.names) == 1:
        return f"{machine.names[0]} starts. Its start is its checkpoint C0. {crash}"
    return f"{len(machine.names)} processes start. Each start is a checkpoint, C0. {crash}"


def _meaning(machine: Checkpointing, before: Recovery) -> str:
    _, mark = machine.next_mark(before)
    if mark.kind == "checkpoint":
        return ": its state is now safe on stable storage. It tells nobody."
    message = machine.recorded.message[mark.name]
    if mark.kind == "receive":
        return f". Its state now depends on what {machine.names[message.sender]} did before it sent {mark.name}."
    if message.receiver is None:
        return ". In this pattern no process receives it: it stays under way."
    return f". It is under way: {machine.names[message.receiver]} does not have it yet."


def _crash_sentence(machine: Checkpointing) -> str:
    name, last = machine.names[machine.failed], machine.recorded.last(machine.failed)
    lost = len(machine.recorded.events[machine.failed]) - machine.recorded.checkpoints[machine.failed][last]
    if lost == 0:
        kept = f"checkpoint C{last} holds all that it did" if last else "it had done nothing yet"
        return f"{name} crashes. Its memory is gone, but {kept}."
    if last == 0:
        return f"{name} crashes. It took no checkpoint, so all that it did is lost: {_counted(lost, 'event')}."
    since = "the event after it is" if lost == 1 else f"the {lost} events after it are"
    return f"{name} crashes. Its memory is gone: checkpoint C{last} is left on stable storage, and {since} lost."


def _rollback_sentence(machine: Checkpointing, before: Recovery, state: Recovery) -> str:
    due, old = before.due[0], machine.orphans(before)
    did = f"{_forced(machine, before, due)}{', its last checkpoint before that' if due.target and machine.causes(before, due) else ''}."
    new = [message for message in machine.orphans(state) if message not in old]
    if not new:
        return f"{did} That makes no new orphan."
    names = listed(f"{m.name} ({machine.names[m.receiver]} has it)" for m in new if m.receiver is not None)
    are = "it is now an orphan" if len(new) == 1 else "they are now orphans"
    return f"{did} That undoes the sending of {names}: {are}{', received but never sent' if before.round == 1 else ''}."


def _forced(machine: Checkpointing, state: Recovery, due: Due) -> str:
    name, causes = machine.names[due.process], machine.causes(state, due)
    if machine.is_down(state, due.process):
        return f"{name} starts again from {_back_to(due.target)}"
    if causes:
        return f"{_reason(machine, name, causes)}. So {name} goes back to {_back_to(due.target)}"
    return f"{name} goes back to {_back_to(due.target)}, although nothing forces it to"


def _reason(machine: Checkpointing, receiver: str, causes: tuple[Message, ...]) -> str:
    """Say which orphans a process has received."""
    undoers = list(dict.fromkeys(machine.names[message.sender] for message in causes))
    names = listed(message.name for message in causes)
    have, it = "has" if len(undoers) == 1 else "have", "it" if len(causes) == 1 else "them"
    return f"{receiver} has received {names}, but {listed(undoers)} {have} undone sending {it}"


def _ending(machine: Checkpointing, state: Recovery) -> str:
    """Say where the rollback ended, what it cost, and which messages are in transit across the line."""
    orphans, undone = machine.orphans(state), machine.undone(state)
    if orphans:
        are = "is still an orphan" if len(orphans) == 1 else "are still orphans"
        return f"The rollback stops here, but {listed(m.name for m in orphans)} {are}: {places(machine, state.line)} is no recovery line."
    lost = f"{undone} of {_counted(state.events, 'event')} {'is' if undone == 1 else 'are'} undone"
    done = f"No orphan is left. The recovery line is {places(machine, state.line)}; {lost}."
    crossing = machine.recorded.in_transit(machine.kept(state))
    if not crossing:
        return f"{done} No message is in transit."
    are = "1 message is" if len(crossing) == 1 else f"{len(crossing)} messages are"
    said = f"{done} {are} in transit, sent before the line and not received before it: {listed(m.name for m in crossing)}."
    again = [message.name for message in crossing if message.receiver is not None]
    if not again:
        return said
    if len(again) == 1:
        return f"{said} The receipt of {again[0]} is undone, and nobody sends it again: without a log to deliver it from, it is lost."
    return f"{said} The receipts of {listed(again)} are undone, and nobody sends them again: without a log to deliver them from, they are lost."


def _note(machine: Checkpointing, state: Recovery) -> str:
    """Say what forces the next rollback, or what the last one has reached."""
    if state.phase == "running":
        return "A checkpoint is on stable storage: a crash cannot take it away."
    if state.phase == "recovered":
        if machine.orphans(state):
            return "The line is not consistent: a message is received before it and sent after it."
        return "The line is consistent: every message received before it was also sent before it."
    due = state.due[0]
    name, causes = machine.names[due.process], machine.causes(state, due)
    if machine.is_down(state, due.process):
        return f"Next: {name} must start again from {_back_to(due.target)}, for its memory is gone."
    if causes:
        return f"Next: {_reason(machine, name, causes)}, so {name} must go back to {_back_to(due.target)}."
    return f"Next: {_forced(machine, state, due)}."


# the state as data


def view(s: Situation[Recovery]) -> Any:
    """Give the state as JSON."""
    machine, state = checkpointing(s), s.state
    kept = machine.kept(state)
    down = [machine.is_down(state, process) for process in range(len(kept))]
    return {
        "phase": state.phase,
        "round": state.round,
        "processes": {
            name: {"up": not down[process], "events": kept[process], "stands_on": None if down[process] else state.line[process]}
            for process, name in enumerate(machine.names)
        },
        "undone": machine.undone(state),
        "orphans": [message.name for message in machine.orphans(state)],
        "in_transit": [message.name for message in machine.recorded.in_transit(kept)],
    }


# the tables


def panels(trace: Tracer[Recovery], number: int) -> tuple[Panel, ...]:
    """Give where each process stands, and what became of each message."""
    steps = trace.run.steps
    machine, before, state = checkpointing(steps[number].situation), steps[max(number - 1, 0)].state, steps[number].state
    return _checkpoints(machine, before, state), _messages(machine, before, state)


def _checkpoints(machine: Checkpointing, before: Recovery, state: Recovery) -> Table:
    rows = []
    for process, name in enumerate(machine.names):
        both = zip(_standing(machine, state, process), _standing(machine, before, process), strict=True)
        rows.append(Row(name, tuple(Cell(text, tone, text != was) for (text, tone), (was, _) in both)))
    return Table("checkpoints", "Checkpoints", "process", ("on stable storage", "stands on", "undone"), tuple(rows), _note(machine, state))


def _standing(machine: Checkpointing, state: Recovery, process: int) -> tuple[tuple[str, Tone], ...]:
    done, kept = machine.recorded.progress[state.events][process], machine.kept(state)[process]
    taken = [f"C{number}" for number, at in enumerate(machine.recorded.checkpoints[process]) if at <= kept]
    stand = state.line[process]
    standing: tuple[str, Tone] = ("its present state", "plain") if stand == NOW else (f"{place(stand)}, went back", "warn")
    if machine.is_down(state, process):
        standing = ("✗ down", "bad")
    undone: tuple[str, Tone] = (f"{done - kept} of {done}", "bad") if done > kept else ("nothing", "dim")
    return (", ".join(taken), "plain"), standing, undone


def _messages(machine: Checkpointing, before: Recovery, state: Recovery) -> Table:
    rows = [_row(machine, before, state, message) for message in machine.recorded.messages]

    def rank(number: int) -> tuple[int, int]:
        fate = rows[number].cells[-1]
        if fate.tone == "bad" or fate.changed:
            return int(fate.tone != "bad"), number
        return (3, number) if fate.text == _AHEAD[0] else (2, -number)

    chosen = sorted(sorted(range(len(rows)), key=rank)[:ROWS])
    hidden = f"{len(rows) - ROWS} of {len(rows)} messages are not shown." if len(rows) > ROWS else ""
    note = hidden if rows else "No message is sent."
    return Table("messages", "Messages", "message", ("way", "now"), tuple(rows[number] for number in chosen), note)


def _row(machine: Checkpointing, before: Recovery, state: Recovery, message: Message) -> Row:
    old, new = _fate(machine, before, message), _fate(machine, state, message)
    receiver = "nobody" if message.receiver is None else machine.names[message.receiver]
    return Row(message.name, (Cell(f"{machine.names[message.sender]} → {receiver}"), Cell(*new, old != new)))


_AHEAD: tuple[str, Tone] = ("not sent yet", "dim")


def _fate(machine: Checkpointing, state: Recovery, message: Message) -> tuple[str, Tone]:
    """Say what became of a message."""
    done, kept = machine.recorded.progress[state.events], machine.kept(state)
    if message.sent >= done[message.sender]:
        return _AHEAD
    arrived = message.receiver is not None and message.received < done[message.receiver]
    holds = message.receiver is not None and message.received < kept[message.receiver]
    if message.sent >= kept[message.sender]:
        if holds:
            return "✗ orphan: received, not sent", "bad"
        return "undone: " + ("not sent, not received" if arrived else "not sent"), "dim"
    if holds:
        return "✓ received", "good"
    return ("… in transit again: its receipt is undone", "warn") if arrived else ("… in transit", "plain")


# the diagram


def annotate(run: Run[Recovery], diagram: Diagram) -> Diagram:
    """Add what is undone, the rollbacks as arcs, and the line that they end on."""
    machine, last = checkpointing(run.steps[0].situation), run.steps[-1].state
    columns = _columns(machine, run, diagram)

    def standing(state: Recovery, process: int) -> int:
        stand = state.line[process]
        return columns[process][-1 if stand == NOW else stand]

    rollbacks = [(number, step.state, step.state.due[0]) for number, step in enumerate(run.steps[:-1], 1) if step.state.due]
    jumps = [Jump(due.process, standing(s, due.process), columns[due.process][due.target], number, str(s.round)) for number, s, due in rollbacks]
    spans = [Span(jump.lane, jump.to_column, jump.from_column, jump.step, "undone") for jump in jumps]
    lines = diagram.lines
    if last.phase == "recovered":
        line = tuple(LinePoint(process, standing(last, process)) for process in range(len(machine.names)))
        lines = (*lines, DrawnLine(len(run.steps) - 1, "no recovery line" if machine.orphans(last) else "recovery line", line))
    return msgspec.structs.replace(diagram, spans=(*diagram.spans, *spans), jumps=(*diagram.jumps, *jumps), lines=lines)


def _columns(machine: Checkpointing, run: Run[Recovery], diagram: Diagram) -> list[list[int]]:
    """Give, for each process, the columns of its checkpoints, and after them that of the crash."""
    columns = [[0] for _ in machine.names]
    for step, (process, number) in enumerate(machine.recorded.order[: len(run.steps) - 1], 1):
        if machine.recorded.events[process][number].kind == "checkpoint":
            columns[process].append(diagram.columns[step])
    crash = min(machine.recorded.total + 1, len(run.steps) - 1)
    return [[*found, diagram.columns[crash]] for found in columns]
