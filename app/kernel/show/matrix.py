"""Panels that every concept with messages can use: who sent what to whom, and what each process remembers."""

from collections import defaultdict
from typing import TypeVar

from app.kernel.show.panels import Cell, Row, Table, Tone
from app.kernel.show.trace import Tracer, lane_names

StateT = TypeVar("StateT")

SHOWN = 3
"""Messages written out in a cell; of older ones only the number is given."""

_SIGNS: dict[str, tuple[str, Tone]] = {
    "delivered": ("✓ arrived", "plain"),
    "ignored": ("✗ nobody there", "bad"),
    "lost": ("✗ lost", "bad"),
    "in-flight": ("… under way", "dim"),
}


def message_matrix(trace: Tracer[StateT], step: int) -> Table:
    """Give the matrix of all messages sent up to a step: a row a sender, a column a receiver."""
    names = lane_names(trace.lanes)
    cells: dict[tuple[str, str], list[tuple[str, Tone, bool]]] = defaultdict(list)
    show = trace.run.model.concept.show
    for flight in trace.flights:
        if flight.sent_step > step:
            break
        over = flight.end_step is not None and flight.end_step <= step
        sign, tone = _SIGNS[flight.fate if over else "in-flight"]
        text = f"{flight.act.label or show(flight.act.body)} {sign}"
        changed = step > 0 and step in (flight.sent_step, flight.end_step)
        cells[flight.act.process, flight.act.peer].append((text, "lie" if flight.act.lie else tone, changed))
    rows = tuple(Row(sender, tuple(_cell(cells.get((sender, receiver), []), sender == receiver) for receiver in names)) for sender in names)
    return Table("messages", "Messages", "from \\ to", names, rows)


def _cell(entries: list[tuple[str, Tone, bool]], diagonal: bool) -> Cell:
    if not entries:
        return Cell("—" if diagonal else "", "dim")
    older = len(entries) - SHOWN
    text = "; ".join(text for text, _, _ in entries[-SHOWN:])
    tone = next((tone for _, tone, _ in entries if tone in ("lie", "bad")), entries[-1][1])
    return Cell(f"{older} more; {text}" if older > 0 else text, tone, any(changed for _, _, changed in entries))
