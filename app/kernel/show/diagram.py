"""The space-time diagram as plain data. A drawing shows the part up to the current step; the rest lies ahead and is drawn faint.

Every column holds events of one step only, so ``columns[k]`` (the last column of step k) is where the cursor stands after step k.
"""

from typing import Literal

import msgspec

from app.kernel.events import PointKind
from app.kernel.machine import Lane

Fate = Literal["delivered", "ignored", "lost", "in-flight"]


class Point(msgspec.Struct, frozen=True):
    """Something that happened on a lane (an index into the lanes) at a step. ``clock`` is its vector clock, one number a process lane."""

    lane: int
    column: int
    step: int
    kind: PointKind
    label: str = ""
    fault: bool = False
    clock: tuple[int, ...] = ()


class Arrow(msgspec.Struct, frozen=True):
    """A message. ``end_step`` and ``to_column`` are null while it is under way at the end of the run; a lost one ends where it was lost."""

    id: int
    from_lane: int
    to_lane: int
    from_column: int
    sent_step: int
    to_column: int | None
    end_step: int | None
    fate: Fate
    label: str
    lie: bool = False
    copy: bool = False


class Span(msgspec.Struct, frozen=True):
    """A stretch of a lane: the process is down, or its work there is undone. Visible from ``from_step`` on; ``to_column`` null: to the end."""

    lane: int
    from_column: int
    to_column: int | None
    from_step: int
    kind: Literal["down", "undone"]


class Jump(msgspec.Struct, frozen=True):
    """A rollback: an arc from a later column of a lane to an earlier one. ``label`` is the round of the cascade."""

    lane: int
    from_column: int
    to_column: int
    step: int
    label: str


class LinePoint(msgspec.Struct, frozen=True):
    """A point of a line across the lanes."""

    lane: int
    column: int


class Line(msgspec.Struct, frozen=True):
    """A line across all lanes (the recovery line), visible from ``step`` on."""

    step: int
    label: str
    places: tuple[LinePoint, ...]


class Diagram(msgspec.Struct, frozen=True):
    """The whole run drawn on lanes and columns. ``columns`` has one entry a step, step 0 included."""

    lanes: tuple[Lane, ...]
    columns: tuple[int, ...]
    points: tuple[Point, ...]
    arrows: tuple[Arrow, ...]
    spans: tuple[Span, ...] = ()
    jumps: tuple[Jump, ...] = ()
    lines: tuple[Line, ...] = ()
