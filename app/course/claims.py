"""Claims: sentences of a lesson about a concept, checked by trying every run. A false one is its author's mistake."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from app.concepts import find, slugs
from app.course.questions.runs import meets
from app.kernel.explore import explore
from app.kernel.parameters import Boolean, Choice, Integer, Parameter, Value
from app.kernel.show.concept import Concept
from app.kernel.show.frames import ExplorationDocument
from app.kernel.show.report import exploration_document
from app.kernel.specification import Model, Specification
from app.runner.blocking import explore_apart
from app.runner.job import Bounds, Job, NotExploredError

LIMIT = 200_000
"""States that are tried in this process for one setting of the parameters. A larger model is explored in another one, within ``BOUNDS``."""

BOUNDS = Bounds()
"""What a claim may take there: states of one setting, seconds of all of them together, and memory."""

SETTINGS = 500
"""Settings that one claim may sweep."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim: that a property holds (or not), or that some run ends so (or none does), for each of the ``settings`` of the parameters."""

    concept: Concept
    settings: tuple[dict[str, Value], ...]
    property: str = ""
    outcome: Mapping[str, str] = field(default_factory=dict)
    expected: bool = True


@dataclass(frozen=True, slots=True)
class Evidence:
    """What became of a claim: ``wrong`` is a sentence on why it is false or unknown, or is empty. ``setting`` and ``run`` show it where a run can."""

    states: int
    wrong: str = ""
    setting: dict[str, Value] = field(default_factory=dict)
    run: tuple[int, ...] | None = None


Key = tuple[str, int, int, str]
_known: dict[Key, ExplorationDocument] = {}
"""Explorations of this process. The concept is in the key by its identity besides its revision: tests make concepts of the same name."""
_known_apart: dict[Key, ExplorationDocument] = {}
"""Complete explorations of other processes."""


def _key(model: Model[Any]) -> Key:
    concept = model.concept
    return concept.slug, concept.revision, id(concept), json.dumps(dict(model.values), sort_keys=True)


def explored(model: Model[Any]) -> ExplorationDocument:
    """The exploration of a model, as far as ``LIMIT``, made once in this process."""
    key = _key(model)
    if key not in _known:
        _known[key] = exploration_document(explore(model, limit=LIMIT), 0)
    return _known[key]


def explored_apart(model: Model[Any], seconds: float) -> ExplorationDocument:
    """The exploration of a model by another process, as far as ``BOUNDS`` and the seconds allow; NotExploredError if there is none."""
    key = _key(model)
    if key not in _known_apart:
        found = explore_apart(Job(model.concept.slug, model.parameters, BOUNDS.states, max(seconds, 0), BOUNDS.memory)).exploration
        if not found.exhausted:
            return found  # another claim may have more time for it
        _known_apart[key] = found
    return _known_apart[key]


def _can_be_found(concept: Specification[Any]) -> bool:
    """Whether another process finds this concept by its name: tests make concepts of their own."""
    return concept.slug in slugs() and find(concept.slug) is concept


def sweep(parameters: tuple[Parameter, ...], names: tuple[str, ...]) -> tuple[dict[str, Value], ...]:
    """Every setting of these parameters."""
    declared = {parameter.name: parameter for parameter in parameters}
    found = product(*(values_of(declared[name]) for name in names))
    return tuple(dict(zip(names, values, strict=True)) for values in found)


def values_of(parameter: Parameter) -> tuple[Value, ...]:
    """All values of a parameter; none if they cannot be listed."""
    match parameter:
        case Choice():
            return parameter.choices
        case Boolean():
            return (True, False)
        case Integer():
            return tuple(range(parameter.minimum, parameter.maximum + 1))
        case _:
            return ()


def check(claim: Claim) -> Evidence:
    """Try every run of every setting. The first run that shows the claim, or that it is false, is kept."""
    states, end = 0, time.monotonic() + BOUNDS.seconds
    shown: tuple[dict[str, Value], tuple[int, ...]] | None = None
    for setting in claim.settings:
        model = claim.concept.model(setting)
        found = explored(model)
        holds, run = _judged(found, claim)
        if holds is None and _can_be_found(claim.concept):
            try:
                found = explored_apart(model, end - time.monotonic())
            except NotExploredError as error:
                return Evidence(states, f"The claim cannot be checked: {_where(setting)}{error.message}", setting)
            holds, run = _judged(found, claim)
        states += found.states
        if holds is None:
            return Evidence(states, f"The claim cannot be checked: {_where(setting)}{_unknown(found)}", setting)
        if holds != claim.expected:
            return Evidence(states, f"The claim is false: {_where(setting)}{_refutation(claim, holds)}", setting, run)
        if shown is None and run is not None:
            shown = setting, run
    return Evidence(states, "", *shown) if shown else Evidence(states)


def _judged(found: ExplorationDocument, claim: Claim) -> tuple[bool | None, tuple[int, ...] | None]:
    """Give whether the claim's property or outcome is there (None: not known), and a run that shows it."""
    return _property(found, claim.property) if claim.property else _outcome(found, claim.outcome)


def _unknown(found: ExplorationDocument) -> str:
    return "it takes too long to try every run" if found.stopped == "time" else f"there are more than {found.states} states"


def _where(setting: Mapping[str, Value]) -> str:
    words = ", ".join(f"{name} {value}" for name, value in setting.items())
    return f"with {words} " if words else ""


def _property(found: ExplorationDocument, name: str) -> tuple[bool | None, tuple[int, ...] | None]:
    verdict = next(verdict for verdict in found.properties if verdict.name == name)
    return verdict.holds, verdict.choices


def _outcome(found: ExplorationDocument, wanted: Mapping[str, str]) -> tuple[bool | None, tuple[int, ...] | None]:
    ending = next((ending for ending in found.outcomes if meets(ending.outcome, wanted)), None)
    if ending is not None:
        return True, ending.choices
    return (False if found.exhausted else None), None


def _refutation(claim: Claim, holds: bool) -> str:
    if claim.property:
        return f"the property “{claim.property}” {'holds' if holds else 'does not hold'}"
    ending = " and ".join(f"{name}={value}" for name, value in claim.outcome.items())
    return f"{'a run ends' if holds else 'no run ends'} with {ending}"
