"""What a player must show after a series of acts, worked out from the kernel alone, and a comparison that names every difference."""

import random
import re
from dataclasses import dataclass, field
from typing import Any

from app.kernel.runs import Run, play
from app.kernel.show.panels import Table, opened
from app.kernel.show.report import Reporter, run_document
from app.kernel.specification import Model

Occurrence = list[str | int]
Shown = dict[str, Any]


def common(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    """How many choices two runs share."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


@dataclass
class Mirror:
    """A player without a browser: the student's own choices, the step on show, and the ways back."""

    model: Model
    own: tuple[int, ...] = ()
    step: int = 0
    past: list[tuple[tuple[int, ...], int]] = field(default_factory=list)
    future: list[tuple[tuple[int, ...], int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Open the default run."""
        self.run = play(self.model, self.own)

    def act(self, chance: random.Random) -> Occurrence:
        """Do something at random, and say what a student would have to do."""
        kind = chance.choices(["choose", "jump", "undo", "redo", "first"], [6, 5, 2, 2, 1])[0]
        if kind == "jump":
            self.step = chance.randint(0, len(self.run.choices))
            return ["jump", self.step]
        if kind == "choose":
            return self._choose(chance)
        if kind == "first":
            return self._first()
        return self._back(kind)

    def _choose(self, chance: random.Random) -> Occurrence:
        enabled = self.run.steps[self.step].enabled
        if not enabled:
            return ["jump", self.step]
        faults = [index for index, event in enumerate(enabled) if event.fault]
        index = chance.choice(faults) if faults and chance.random() < 0.5 else chance.randrange(len(enabled))
        if self.step < len(self.run.choices) and self.run.choices[self.step] == index:
            self.step += 1
        else:
            self._go((*self.run.choices[: self.step], index), self.step + 1)
        return ["choose", index]

    def _first(self) -> Occurrence:
        first = play(self.model).choices
        if first != self.run.choices:
            self._go((), min(common(first, self.run.choices) + 1, len(first)))
        return ["branch", 0]

    def _back(self, kind: str) -> Occurrence:
        here, there = (self.past, self.future) if kind == "undo" else (self.future, self.past)
        if here:
            there.append((self.own, self.step))
            self.own, self.step = here.pop()
            self.run = play(self.model, self.own)
        return [kind]

    def _go(self, own: tuple[int, ...], step: int) -> None:
        self.past.append((self.own, self.step))
        self.future.clear()
        self.own, self.step = own, step
        self.run = play(self.model, own)


def expected(run: Run, steps: list[int]) -> Shown:
    """What the player has to show of a run: its events, its ending, and some of its steps."""
    document, reporter = run_document(run), Reporter(run)
    called = {lane.name: lane.label for lane in run.model.machine.lanes if lane.label}
    rows = [[str(frame.step), _where(frame.event, called), _event(frame.event), frame.narration] for frame in document.frames]
    return {
        "choices": len(document.choices),
        "events": [[plain(cell) for cell in row] for row in rows],
        "ending": [f"{title(name)} {show(value, called)}" for name, value in (document.outcome or {}).items()],
        "steps": {str(number): _step(reporter, document.frames[number], number) for number in steps},
    }


def _where(event: Any, called: dict[str, str]) -> str:
    return "" if event is None else called.get(event.process, event.process)


def _event(event: Any) -> str:
    return "Start" if event is None else f"{'✕ Fault: ' if event.fault else ''}{event.label}"


def _step(reporter: Reporter, frame: Any, number: int) -> Shown:
    tables = [panel for panel in opened(reporter.player_frame(number).panels) if isinstance(panel, Table)]
    return {
        "narration": plain(frame.narration),
        "enabled": [[event.index, plain(event.label), event.fault, event.idle] for event in frame.enabled],
        "tables": {plain(table.title): [[plain(row.head), *(plain(cell.text) for cell in row.cells)] for row in table.rows] for table in tables},
    }


def differences(shown: Any, wanted: Any, at: str = "") -> list[str]:
    """Every place in which two trees of values differ."""
    if isinstance(wanted, dict) and isinstance(shown, dict):
        keys = sorted(wanted.keys() | shown.keys())
        return [line for key in keys for line in differences(shown.get(key), wanted.get(key), f"{at}/{key}")]
    if isinstance(wanted, list) and isinstance(shown, list) and len(wanted) == len(shown):
        return [line for place, (a, b) in enumerate(zip(shown, wanted, strict=True)) for line in differences(a, b, f"{at}/{place}")]
    return [] if shown == wanted else [f"{at}: shown {shown!r}, wanted {wanted!r}"]


def plain(text: str) -> str:
    """A text as a page shows it: runs of white space are one space."""
    return re.sub(r"\s+", " ", text).strip()


def title(name: str) -> str:
    """A name of the code as a person reads it."""
    words = re.sub(r"[-_]", " ", name)
    return words[:1].upper() + words[1:]


def show(value: Any, called: dict[str, str]) -> str:
    """A value of an outcome as a person reads it: processes by the names that texts give them, a vector that several have once."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None or value == "":
        return "none"
    if isinstance(value, list | tuple):
        return f"({', '.join(show(item, called) for item in value)})"
    if isinstance(value, dict):
        parts = [(called.get(key, key), show(item, called)) for key, item in value.items()]
        if not any(isinstance(item, list | tuple) for item in value.values()):
            return ", ".join(f"{key}: {text}" for key, text in parts)
        texts = dict.fromkeys(text for _, text in parts)
        return "; ".join(f"{', '.join(key for key, other in parts if other == text)}: {text}" for text in texts)
    return str(value).replace("->", " → ")
