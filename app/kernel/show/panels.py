"""The drawing vocabulary beside the space-time diagram: what a concept projects a state into. Plain data, one drawing module a kind."""

from typing import Literal

import msgspec

Tone = Literal["plain", "good", "bad", "warn", "lie", "dim"]


class Cell(msgspec.Struct, frozen=True, omit_defaults=True):
    """One cell of a table. ``tone`` is never the only sign: the text says it too. ``changed``: by the last event.

    ``about``: the process (or device, bit, …) whose events the cell offers. ``words``: what is read out instead, where the text is a sign that does
    not speak for itself, such as a bracket or nothing at all.
    """

    text: str
    tone: Tone = "plain"
    changed: bool = False
    words: str = ""
    about: str = ""


class Row(msgspec.Struct, frozen=True):
    """A row with its heading; as many cells as the table has columns."""

    head: str
    cells: tuple[Cell, ...]


class Table(msgspec.Struct, frozen=True, tag="table"):
    """A table or matrix. ``corner`` heads the column of row headings; ``note`` is a sentence below."""

    name: str
    title: str
    corner: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""


class MemoryField(msgspec.Struct, frozen=True):
    """One named part of a process's memory."""

    name: str
    text: str
    changed: bool = False


class ProcessCard(msgspec.Struct, frozen=True):
    """One process: up or down, what it knows now (volatile: lost in a crash) and what stands on its stable storage."""

    name: str
    up: bool
    status: str
    volatile: tuple[MemoryField, ...] = ()
    stable: tuple[MemoryField, ...] = ()
    traitor: bool = False


class Processes(msgspec.Struct, frozen=True, tag="processes"):
    """All processes beside each other."""

    name: str
    title: str
    cards: tuple[ProcessCard, ...]
    note: str = ""


class RingNode(msgspec.Struct, frozen=True):
    """One process on the circle."""

    name: str
    traitor: bool = False


class RingEdge(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one process told another; ``source`` and ``target`` are names of nodes. ``changed``: by the last event."""

    source: str
    target: str
    text: str
    lie: bool = False
    changed: bool = False


class Ring(msgspec.Struct, frozen=True, tag="ring"):
    """Processes on a circle, and what they told each other. ``told`` is the same in sentences."""

    name: str
    title: str
    nodes: tuple[RingNode, ...]
    edges: tuple[RingEdge, ...]
    told: tuple[str, ...]
    note: str = ""


class MachineState(msgspec.Struct, frozen=True):
    """A state of a state machine; ``text`` is what stands in its box."""

    name: str
    text: str


class Move(msgspec.Struct, frozen=True):
    """A transition: what makes it happen (``trigger``, empty for a step of its own) and what the process does with it (``action``)."""

    source: str
    target: str
    trigger: str
    action: str = ""
    fault: bool = False


class Token(msgspec.Struct, frozen=True):
    """A process, and the state in which it is."""

    process: str
    state: str


class StateMachine(msgspec.Struct, frozen=True, tag="machine"):
    """A state machine; the first state is the one it begins in. ``last``: the transition just taken (an index into ``moves``), if one was."""

    name: str
    title: str
    states: tuple[MachineState, ...]
    moves: tuple[Move, ...]
    tokens: tuple[Token, ...]
    last: int | None = None
    note: str = ""


class CodeLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """A line of pseudocode, and for which processes it comes ``next``, is ``done``, was done ``last``, or was ``lost`` in a crash."""

    text: str
    indent: int
    next: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


class Listing(msgspec.Struct, frozen=True):
    """The pseudocode of a role, and the processes that carry it out."""

    title: str
    processes: tuple[str, ...]
    lines: tuple[CodeLine, ...]


class Code(msgspec.Struct, frozen=True, tag="code"):
    """The programs of all roles, with where each process stands in its own."""

    name: str
    title: str
    listings: tuple[Listing, ...]
    note: str = ""


class Group(msgspec.Struct, frozen=True, tag="group"):
    """Several panels that are read together, such as one table a process; shown beside each other under one name."""

    name: str
    title: str
    panels: tuple[Table | Processes | Ring | StateMachine, ...]
    note: str = ""


Panel = Table | Processes | Ring | StateMachine | Code | Group


def opened(panels: tuple[Panel, ...]) -> tuple[Panel, ...]:
    """Give all panels, those of groups in the group's place."""
    return tuple(one for panel in panels for one in (panel.panels if isinstance(panel, Group) else (panel,)))
