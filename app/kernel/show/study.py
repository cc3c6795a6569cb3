"""Studies: what only many runs can say, such as the mean number of requests over a thousand seeds, with the formula beside the measurement."""

from collections.abc import Callable, Iterator
from math import sqrt
from typing import Any, Generic, TypeVar

import msgspec

from app.kernel.parameters import Value, Values
from app.kernel.runs import Run, play
from app.kernel.specification import Model, Specification

StateT = TypeVar("StateT")

RUNS = 200_000
"""The most runs that a study may take, all of its points together."""


class Study(msgspec.Struct, Generic[StateT], frozen=True):
    """A quantity measured over many seeds, for each of some values of one parameter.

    ``parameter`` and ``at`` are the horizontal axis, ``measured`` names the vertical one with its unit; ``seed`` is the parameter that takes the
    seeds 0, 1, 2 …, which count on from point to point, so that no chance is shared by two of them; ``measure`` gives the quantity of one run;
    ``formula`` what theory says, from the parameters, or None where it says nothing, and ``theory`` says it in words.
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
    formula: Callable[[Values], float | None] | None = None
    theory: str = ""


class Measured(msgspec.Struct, frozen=True):
    """One point: where it is, how many runs, mean, standard error of the mean, least, most, and what the formula says."""

    at: Value
    runs: int
    mean: float
    error: float
    least: float
    most: float
    formula: float | None


class StudyDocument(msgspec.Struct, frozen=True, omit_defaults=True):
    """A study that was made. ``axis`` is what people call ``parameter``; ``stopped`` ("time") stands only where points are missing."""

    concept: str
    revision: int
    parameters: dict[str, Value]
    study: str
    title: str
    sentence: str
    parameter: str
    axis: str
    measured: str
    theory: str
    seeds: int
    points: tuple[Measured, ...]
    stopped: str | None = None


def measure(
    concept: Specification[StateT],
    study: Study[StateT],
    setting: Values,
    seeds: int | None = None,
    overdue: Callable[[], bool] = lambda: False,
) -> Iterator[Measured]:
    """Give the points of a study one after the other; the same seeds give the same points. ``seeds``: another number of runs than declared.

    ``overdue`` is asked before each run; once it says yes, there are no more points (the kernel has no clock of its own).
    """
    runs = seeds or study.seeds
    for place, at in enumerate(study.at):
        base = dict(setting) | {study.parameter: at}
        found = []
        for seed in range(place * runs, (place + 1) * runs):
            if overdue():
                return
            found.append(study.measure(play(concept.model(base | {study.seed: seed}))))
        mean = sum(found) / len(found)
        spread = sqrt(sum((one - mean) ** 2 for one in found) / max(len(found) - 1, 1) / len(found))
        formula = study.formula(concept.model(base).values) if study.formula else None
        yield Measured(at, len(found), mean, spread, min(found), max(found), formula)


def study_document(
    model: Model[StateT], study: Study[StateT], seeds: int | None = None, overdue: Callable[[], bool] = lambda: False
) -> StudyDocument:
    """Make a study of a model, whose own values of the axis and of the seed do not matter."""
    concept, setting = model.concept, {name: value for name, value in model.parameters.items() if name not in (study.parameter, study.seed)}
    seeds = min(seeds or study.seeds, RUNS // len(study.at))
    points = tuple(measure(concept, study, setting, seeds, overdue))
    return StudyDocument(
        concept=concept.slug,
        revision=concept.revision,
        parameters=setting,
        study=study.name,
        title=study.title,
        sentence=study.sentence,
        parameter=study.parameter,
        axis=next(parameter.title for parameter in concept.parameters if parameter.name == study.parameter),
        measured=study.measured,
        theory=study.theory,
        seeds=seeds,
        points=points,
        stopped=None if len(points) == len(study.at) else "time",
    )


def study_declared(study: Study[Any]) -> dict[str, Any]:
    """Give what a concept declares of a study, as JSON."""
    names = ("name", "title", "sentence", "parameter", "at", "measured", "theory", "seeds")
    return {name: getattr(study, name) for name in names}
