"""A plot of a study, as numbers for a template: where its dots, bars, lines, ticks and words stand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import TypeGuard

from app.kernel.parameters import Value
from app.kernel.show.study import Measured

WIDTH, HEIGHT = 360, 232
LEFT, RIGHT, TOP, BOTTOM = 38, 350, 10, 190
TICKS = 5
"""The most steps between the ticks of an axis."""
ERRORS = 2
"""Standard errors that a bar reaches to either side."""

Scale = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis, with its number."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A point that was measured, with its bar from ``low`` to ``high``."""

    x: float
    y: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Plot:
    """What is drawn, in units of the drawing, whose axes meet in ``left`` and ``bottom``. ``formula`` is a path; empty where theory says nothing."""

    dots: tuple[Dot, ...]
    formula: str
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT
    top: int = TOP
    bottom: int = BOTTOM


def plot(points: Sequence[Measured]) -> Plot:
    """Lay points out, at least one. Numbers on the horizontal axis stand in proportion, other values at even distances."""
    places = _places([point.at for point in points])
    heights = _ticks(*_bounds(points))
    x, y = _scale(places[0], places[-1], LEFT, RIGHT), _scale(heights[0], heights[-1], BOTTOM, TOP)
    both = list(zip(places, points, strict=True))
    bars = [(x(place), point.mean, ERRORS * point.error) for place, point in both]
    path = " L".join(f"{x(place)} {y(point.formula)}" for place, point in both if point.formula is not None)
    return Plot(
        dots=tuple(Dot(across, y(mean), y(mean - reach), y(mean + reach)) for across, mean, reach in bars),
        formula=f"M{path}" if path else "",
        across=_across(points, places, x),
        up=tuple(Tick(y(height), number(height)) for height in heights),
    )


def number(value: float) -> str:
    """Write a number as short as its size allows."""
    return f"{value:,.6g}"


def _bounds(points: Sequence[Measured]) -> tuple[float, float]:
    """Give what the vertical axis must hold: 0 in any case, and all of 0 to 1 where a share was measured."""
    ends = [point.mean + side * ERRORS * point.error for point in points for side in (-1, 1)]
    ends += [point.formula for point in points if point.formula is not None]
    if all(point.least >= 0 and point.most <= 1 for point in points):
        return 0.0, 1.0
    return min(0.0, *ends), max(0.0, *ends)


def _places(values: Sequence[Value]) -> list[float]:
    return [float(value) for value in values] if _numeric(values) else [float(place) for place in range(len(values))]


def _numeric(values: Sequence[Value]) -> TypeGuard[Sequence[int]]:
    return all(isinstance(value, int) and not isinstance(value, bool) for value in values)


def _scale(first: float, last: float, begin: int, end: int) -> Scale:
    """Give what takes values to places; what lies beyond the ends is drawn at them."""

    def place(value: float) -> float:
        part = (value - first) / (last - first or 1.0)
        return round(begin + min(max(part, 0.0), 1.0) * (end - begin), 1)

    return place


def _across(points: Sequence[Measured], places: list[float], x: Scale) -> tuple[Tick, ...]:
    if _numeric([point.at for point in points]):
        return tuple(Tick(x(value), number(value)) for value in _ticks(places[0], places[-1]) if places[0] <= value <= places[-1])
    return tuple(Tick(x(place), str(point.at)) for place, point in zip(places, points, strict=True))


def _ticks(least: float, most: float) -> list[float]:
    """Give a few round numbers, the first not above ``least`` and the last not below ``most``."""
    span = (most - least) or 1.0
    size = 10.0 ** floor(log10(span / TICKS))
    step = next(size * factor for factor in (1, 2, 5, 10) if span <= size * factor * TICKS * 1.000001)
    first, last = floor(least / step + 1e-9), ceil((least + span) / step - 1e-9)
    return [round(step * count, 12) for count in range(first, last + 1)]
