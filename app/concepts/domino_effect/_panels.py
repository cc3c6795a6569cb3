"""What is drawn of a state: two tables, the JSON view, and the rollbacks and the recovery line in the space-time diagram."""

from typing import Any

import msgspec

from app.concepts.domino_effect._machine import Checkpointing, Recovery
from app.concepts.domino_effect._words import machine_of, next_rollback, place
from app.families.rollback.history import Message
from app.kernel.runs import Run
from app.kernel.show.diagram import Diagram, Jump, Line, LinePoint, Span
from app.kernel.show.panels import Cell, Panel, Row, Table, Tone
from app.kernel.show.trace import Tracer
from app.kernel.situation import Situation

ROWS = 10
"""Messages in the table; of more, orphans and the newest are shown, and those that are sent next."""


def view(model: Situation[Any], state: Recovery) -> Any:
    """Give the state as JSON."""
    machine = machine_of(model)
    kept = machine.kept(state)
    phase = "running" if state.round == 0 else "rolling-back" if state.due else "recovered"
    processes = {
        name: {"up": False, "events": kept[process], "stands_on": None}
        if machine.is_down(state, process)
        else {"up": True, "events": kept[process], "stands_on": state.line[process]}
        for process, name in enumerate(machine.recorded.names)
    }
    return {
        "phase": phase,
        "round": state.round,
        "processes": processes,
        "undone": machine.undone(state),
        "orphans": [message.name for message in machine.orphans(state)],
        "in_transit": [message.name for message in machine.recorded.in_transit(kept)],
    }


def panels(trace: Tracer[Any], number: int) -> tuple[Panel, ...]:
    """Give where each process stands, and what became of each message."""
    machine = machine_of(trace.run.steps[0].situation)
    state: Recovery = trace.run.steps[number].state
    before: Recovery = trace.run.steps[max(number - 1, 0)].state
    return _checkpoints(machine, before, state), _messages(machine, before, state)


# the table of checkpoints


def _checkpoints(machine: Checkpointing, before: Recovery, state: Recovery) -> Table:
    old = [_cells(machine, before, process) for process in range(len(machine.recorded.names))]
    new = [_cells(machine, state, process) for process in range(len(machine.recorded.names))]
    rows = tuple(
        Row(name, tuple(Cell(text, tone, text != was) for (text, tone), (was, _) in zip(new[process], old[process], strict=True)))
        for process, name in enumerate(machine.recorded.names)
    )
    return Table("checkpoints", "Checkpoints", "process", ("on stable storage", "stands on", "undone"), rows, next_rollback(machine, state))


def _cells(machine: Checkpointing, state: Recovery, process: int) -> tuple[tuple[str, Tone], ...]:
    done = machine.recorded.progress[state.events][process]
    kept = machine.kept(state)[process]
    taken = [f"C{number}" for number, at in enumerate(machine.recorded.checkpoints[process]) if at <= kept]
    stand = state.line[process]
    standing: tuple[str, Tone] = ("its present state", "plain") if stand == "now" else (f"{place(stand)}, went back", "warn")
    if machine.is_down(state, process):
        standing = ("✗ down", "bad")
    undone: tuple[str, Tone] = (f"{done - kept} of {done}", "bad") if done > kept else ("nothing", "dim")
    return (", ".join(taken), "plain"), standing, undone


# the table of messages


def _messages(machine: Checkpointing, before: Recovery, state: Recovery) -> Table:
    rows = [_row(machine, before, state, message) for message in machine.recorded.messages]
    ahead = [row for row in rows if row.cells[-1].text == _AHEAD[0]]
    orphans = [row for row in rows if row.cells[-1].tone == "bad"]
    others = [row for row in rows if row not in ahead and row not in orphans]
    changed = [row for row in others if row.cells[-1].changed]
    quiet = [row for row in others if not row.cells[-1].changed]
    first = (orphans + changed)[:ROWS]
    sent = first + quiet[len(quiet) - min(len(quiet), ROWS - len(first)) :]
    chosen = sent + ahead[: ROWS - len(sent)]
    note = "" if len(chosen) == len(rows) else f"{len(rows) - len(chosen)} of {len(rows)} messages are not shown."
    note = note if rows else "No message is sent."
    return Table("messages", "Messages", "message", ("way", "now"), tuple(row for row in rows if row in chosen), note)


def _row(machine: Checkpointing, before: Recovery, state: Recovery, message: Message) -> Row:
    old, new = _status(machine, before, message), _status(machine, state, message)
    receiver = "nobody" if message.receiver is None else machine.recorded.names[message.receiver]
    way = f"{machine.recorded.names[message.sender]} → {receiver}"
    return Row(message.name, (Cell(way), Cell(*new, old != new)))


_AHEAD: tuple[str, Tone] = ("not sent yet", "dim")


def _status(machine: Checkpointing, state: Recovery, message: Message) -> tuple[str, Tone]:
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
    if arrived:
        return "… in transit again: its receipt is undone", "warn"
    return "… in transit", "plain"


# the diagram


def annotate(run: Run[Any], diagram: Diagram) -> Diagram:
    """Add what is undone, the rollbacks as arcs, and the line that they end on."""
    machine = machine_of(run.steps[0].situation)
    columns = _columns(machine, run, diagram)
    spans: list[Span] = list(diagram.spans)
    jumps: list[Jump] = []
    for number, step in enumerate(run.steps[:-1], 1):
        before: Recovery = step.state
        if before.round == 0:
            continue
        due = before.due[0]
        start, end = columns[due.process][due.target], _standing(columns, before, due.process)
        spans.append(Span(due.process, start, end, number, "undone"))
        jumps.append(Jump(due.process, end, start, number, str(before.round)))
    last: Recovery = run.steps[-1].state
    lines = diagram.lines
    if last.round and not last.due:
        line = tuple(LinePoint(process, _standing(columns, last, process)) for process in range(len(machine.recorded.names)))
        lines = (*lines, Line(len(run.steps) - 1, "no recovery line" if machine.orphans(last) else "recovery line", line))
    return msgspec.structs.replace(diagram, spans=tuple(spans), jumps=tuple(jumps), lines=lines)


def _columns(machine: Checkpointing, run: Run[Any], diagram: Diagram) -> list[list[int]]:
    """Give, for each process, the columns of its checkpoints, and after them that of the crash."""
    columns = [[0] for _ in machine.recorded.names]
    for step, (process, number) in enumerate(machine.recorded.order[: len(run.steps) - 1], 1):
        if machine.recorded.events[process][number].kind == "checkpoint":
            columns[process].append(diagram.columns[step])
    crash = min(machine.recorded.total + 1, len(run.steps) - 1)
    return [[*found, diagram.columns[crash]] for found in columns]


def _standing(columns: list[list[int]], state: Recovery, process: int) -> int:
    """Give the column where a process stands: that of its checkpoint, or of the crash."""
    stand = state.line[process]
    return columns[process][-1 if stand == "now" else stand]
