"""The language of patterns: one process a line (or ``;``), ``C`` takes a checkpoint, ``m!`` sends the message m, ``m?`` receives it.

Read with every mistake refused by process and token, written back as one canonical line, and put into one fixed order that can really happen.
"""

import re
from typing import Literal

import msgspec

from app.kernel.errors import UsageError
from app.kernel.parameters import shown

PROCESSES = 12
EVENTS = 200
_NAME = re.compile(r"[A-Za-z0-9_]{1,12}")
_TOKEN = re.compile(r"C|([A-Za-z0-9_]{1,12})([!?])")
_NAMES = "a name has 1 to 12 letters, digits or _"
_LANGUAGE = "a process is a name, a colon and its events, as in “P1: C a! b?” (C takes a checkpoint, a! sends a, b? receives b)"

Order = tuple[tuple[int, int], ...]
"""Events in the order in which they happen: the process, and which of its events."""


class Mark(msgspec.Struct, frozen=True):
    """One event of a pattern: a checkpoint (named C1, C2, … within its process), or the sending or receipt of a message."""

    kind: Literal["checkpoint", "send", "receive"]
    name: str

    @property
    def token(self) -> str:
        """The event as the language writes it."""
        return {"checkpoint": "C", "send": f"{self.name}!", "receive": f"{self.name}?"}[self.kind]


class Pattern(msgspec.Struct, frozen=True):
    """The names of the processes, and the events of each."""

    names: tuple[str, ...]
    events: tuple[tuple[Mark, ...], ...]


def refuse(problem: str) -> UsageError:
    """Give the error for a pattern that is not usable."""
    return UsageError(f"pattern: {problem}", "pattern")


def write_pattern(pattern: Pattern) -> str:
    """Give the canonical text: one line, processes separated by “; ”."""
    lines = zip(pattern.names, pattern.events, strict=True)
    return "; ".join(" ".join([f"{name}:", *(mark.token for mark in marks)]) for name, marks in lines)


def read_pattern(text: str) -> Pattern:
    """Read a pattern whose events can all happen; UsageError names the process and the token that are wrong, and what is allowed."""
    lines = [line.strip() for line in re.split(r"[;\n]", text) if line.strip()]
    if not lines:
        raise refuse(f"it is empty; {_LANGUAGE}")
    if len(lines) > PROCESSES:
        raise refuse(f"{len(lines)} processes; allowed: at most {PROCESSES}")
    names: list[str] = []
    events: list[tuple[Mark, ...]] = []
    for line in lines:
        name, marks = _read_line(line)
        if name in names:
            raise refuse(f"{name} has two lines; each process has one")
        names.append(name)
        events.append(marks)
    total = sum(map(len, events))
    if total > EVENTS:
        raise refuse(f"{total} events; allowed: at most {EVENTS}")
    pattern = Pattern(tuple(names), tuple(events))
    _check_messages(pattern)
    schedule(pattern)
    return pattern


def _read_line(line: str) -> tuple[str, tuple[Mark, ...]]:
    name, colon, rest = line.partition(":")
    name = name.strip()
    if not colon:
        raise refuse(f"{shown(line)} has no colon; {_LANGUAGE}")
    if not _NAME.fullmatch(name):
        raise refuse(f"{shown(name)} is no name of a process; {_NAMES}")
    marks: list[Mark] = []
    checkpoints = 0
    for place, word in enumerate(rest.split(), 1):
        found = _TOKEN.fullmatch(word)
        if not found:
            allowed = "C takes a checkpoint, a! sends the message a, a? receives it"
            raise refuse(f"{name}, event {place}: {shown(word)} is no event; allowed: {allowed}; {_NAMES}")
        checkpoints += word == "C"
        message, sign = found.groups()
        marks.append(Mark("send" if sign == "!" else "receive", message) if sign else Mark("checkpoint", f"C{checkpoints}"))
    return name, tuple(marks)


def _check_messages(pattern: Pattern) -> None:
    """Refuse a message sent or received twice, received by its sender, or received and never sent."""
    sent: dict[str, tuple[int, int]] = {}
    received: dict[str, tuple[int, int]] = {}
    for process, marks in enumerate(pattern.events):
        for place, mark in enumerate(marks):
            if mark.kind == "checkpoint":
                continue
            seen = sent if mark.kind == "send" else received
            if mark.name in seen:
                done = "sent" if mark.kind == "send" else "received"
                first = _where(pattern, *seen[mark.name])
                raise refuse(f"{_where(pattern, process, place)}: the message {mark.name} is already {done} at {first}; allowed: once")
            seen[mark.name] = (process, place)
    for name, (process, place) in received.items():
        where = _where(pattern, process, place)
        if name not in sent:
            raise refuse(f"{where}: no process sends the message {name}; allowed: messages that another process sends, with “{name}!”")
        if sent[name][0] == process:
            raise refuse(f"{where}: {pattern.names[process]} sends the message {name} itself; allowed: messages that another process sends")


def _where(pattern: Pattern, process: int, place: int) -> str:
    return f"{pattern.names[process]}, event {place + 1} “{pattern.events[process][place].token}”"


def schedule(pattern: Pattern) -> Order:
    """Put all events into one order: the processes take turns, and one whose next message is not sent yet misses its turn.

    UsageError if processes wait for each other's messages in a circle.
    """
    done = [0] * len(pattern.names)
    sent: dict[str, bool] = {}
    order: list[tuple[int, int]] = []
    moved = True
    while moved:
        moved = False
        for process, marks in enumerate(pattern.events):
            if done[process] == len(marks):
                continue
            mark = marks[done[process]]
            if mark.kind == "receive" and mark.name not in sent:
                continue
            if mark.kind == "send":
                sent[mark.name] = True
            order.append((process, done[process]))
            done[process] += 1
            moved = True
    if len(order) < sum(map(len, pattern.events)):
        raise _circle(pattern, done)
    return tuple(order)


def _circle(pattern: Pattern, done: list[int]) -> UsageError:
    """Give the error for a circular wait. Every process that is stuck waits for a message of one that is stuck too, so the way must close."""
    sender = {mark.name: process for process, marks in enumerate(pattern.events) for mark in marks if mark.kind == "send"}
    process = next(p for p, marks in enumerate(pattern.events) if done[p] < len(marks))
    way: list[int] = []
    while process not in way:
        way.append(process)
        process = sender[pattern.events[process][done[process]].name]
    circle = way[way.index(process) :]
    first = circle.index(min(circle))
    waits = []
    for member in circle[first:] + circle[:first]:
        mark = pattern.events[member][done[member]]
        waits.append(f"{_where(pattern, member, done[member])} waits for “{mark.name}!” of {pattern.names[sender[mark.name]]}")
    return refuse(f"circular wait: {', '.join(waits)}; allowed: receipts that can come after the sending of their message")
