"""Studies: what only many runs can say, such as the mean number of requests over a thousand seeds, with the formula beside the measurement."""

from collections.abc import Callable, Iterator
from math import sqrt
from typing import Generic, TypeVar

import msgspec

from app.kernel.parameters import Value, Values
from app.kernel.runs import Run, play
from app.kernel.specification import Specification

StateT = TypeVar("StateT")


class Study(msgspec.Struct, Generic[StateT], frozen=True):
    """A quantity measured over many seeds, for each of some values of one parameter.

    ``parameter`` and ``at`` are the horizontal axis, ``measured`` names the vertical one with its unit; ``seed`` is the parameter that takes the
    seeds 0, 1, 2 …; ``measure`` gives the quantity of one run; ``formula`` what theory says, from the parameters, or None.
    """

    name: str
    title: str
    sentence: str
    parameter: str
    at: tuple[Value, ...]
    measured: str
    measure: Callable[[Run[StateT]], float]
    seeds: int = 1_000
    seed: str = "seed"
    formula: Callable[[Values], float] | None = None


class Measured(msgspec.Struct, frozen=True):
    """One point: where it is, how many runs, mean, standard error of the mean, least, most, and what the formula says."""

    at: Value
    runs: int
    mean: float
    error: float
    least: float
    most: float
    formula: float | None


def measure(concept: Specification[StateT], study: Study[StateT], setting: Values, seeds: int | None = None) -> Iterator[Measured]:
    """Give the points of a study one after the other; the same seeds give the same points. ``seeds``: fewer runs than declared."""
    for at in study.at:
        base = dict(setting) | {study.parameter: at}
        found = [study.measure(play(concept.model(base | {study.seed: seed}))) for seed in range(seeds or study.seeds)]
        mean = sum(found) / len(found)
        spread = sqrt(sum((one - mean) ** 2 for one in found) / max(len(found) - 1, 1) / len(found))
        formula = study.formula(concept.model(base).values) if study.formula else None
        yield Measured(at, len(found), mean, spread, min(found), max(found), formula)
