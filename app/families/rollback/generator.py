"""Patterns from a seed: ``random:SEED`` or ``random:SEED:PROCESSES:EVENTS``. What comes out can happen, and is the same on every machine."""

import re

from app.families.rollback.pattern import EVENTS, PROCESSES, Mark, Pattern, read_pattern, refuse, write_pattern
from app.kernel.parameters import Values, shown
from app.kernel.prng import Sequence

_WISH = re.compile(r"random(:[^\s!?;]*)?")
_SEED = re.compile(r"random:([0-9]{1,12})(?::([0-9]{1,3}):([0-9]{1,3}))?")


def canonical(text: str, before: Values) -> str:
    """Give the explicit pattern, in its canonical text, of a pattern or of a seed for one."""
    text = text.strip()
    if not _WISH.fullmatch(text):
        return write_pattern(read_pattern(text))
    found = _SEED.fullmatch(text)
    processes, events = (int(found[2] or 3), int(found[3] or 24)) if found else (0, 0)
    if not found or not 2 <= processes <= PROCESSES or not 1 <= events <= EVENTS:
        allowed = f"random:SEED or random:SEED:PROCESSES:EVENTS, with a seed of up to 12 digits, 2 to {PROCESSES} processes, 1 to {EVENTS} events"
        raise refuse(f"{shown(text)} is not usable; allowed: {allowed}")
    return write_pattern(generate(int(found[1]), processes, events))


def generate(seed: int, processes: int, events: int) -> Pattern:
    """Give a pattern: at each event chance picks a process, and whether it takes a checkpoint, receives what waits for it, or sends to another.

    No more messages are under way at once than there are processes.
    """
    draws = Sequence(seed)
    lines: list[list[Mark]] = [[] for _ in range(processes)]
    waiting: list[list[str]] = [[] for _ in range(processes)]
    checkpoints = [0] * processes
    sent = 0
    for _ in range(events):
        full = sum(map(len, waiting)) >= processes
        able = [process for process in range(processes) if waiting[process] or not full]
        process = able[draws.below(len(able))]
        kind = draws.below(4)
        mine = lines[process]
        if kind == 0 and not (mine and mine[-1].kind == "checkpoint"):
            checkpoints[process] += 1
            mine.append(Mark("checkpoint", f"C{checkpoints[process]}"))
        elif waiting[process] and (full or kind > 1):
            mine.append(Mark("receive", waiting[process].pop(draws.below(len(waiting[process])))))
        else:
            sent += 1
            waiting[(process + 1 + draws.below(processes - 1)) % processes].append(f"m{sent}")
            mine.append(Mark("send", f"m{sent}"))
    return Pattern(tuple(f"P{number}" for number in range(1, processes + 1)), tuple(map(tuple, lines)))
