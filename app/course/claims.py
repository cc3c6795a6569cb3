"""Claims: sentences of a lesson about a concept, checked by trying every run. A false one is its author's mistake."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product

from app.course.questions.runs import meets
from app.kernel.explore import Exploration, explore
from app.kernel.parameters import Boolean, Choice, Integer, Parameter, Value
from app.kernel.show.concept import Concept
from app.kernel.specification import Model

LIMIT = 200_000
"""States that are tried for one setting of the parameters."""

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


_known: dict[tuple[str, int, int, str], Exploration] = {}
"""Explorations of this process. The concept is in the key by its identity besides its revision: tests make concepts of the same name."""


def explored(model: Model) -> Exploration:
    """The exploration of a model, made once in this process."""
    concept = model.concept
    key = (concept.slug, concept.revision, id(concept), json.dumps(dict(model.values), sort_keys=True))
    if key not in _known:
        _known[key] = explore(model, limit=LIMIT)
    return _known[key]


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
    states = 0
    shown: tuple[dict[str, Value], tuple[int, ...]] | None = None
    for setting in claim.settings:
        found = explored(claim.concept.model(setting))
        states += found.states
        holds, run = _property(found, claim.property) if claim.property else _outcome(found, claim.outcome)
        if holds is None:
            return Evidence(states, f"The claim cannot be checked: {_where(setting)}there are more than {LIMIT} states", setting)
        if holds != claim.expected:
            return Evidence(states, f"The claim is false: {_where(setting)}{_refutation(claim, holds)}", setting, run)
        if shown is None and run is not None:
            shown = setting, run
    return Evidence(states, "", *shown) if shown else Evidence(states)


def _where(setting: Mapping[str, Value]) -> str:
    words = ", ".join(f"{name} {value}" for name, value in setting.items())
    return f"with {words} " if words else ""


def _property(found: Exploration, name: str) -> tuple[bool | None, tuple[int, ...] | None]:
    verdict = found.verdict(name)
    return verdict.holds, verdict.choices


def _outcome(found: Exploration, wanted: Mapping[str, str]) -> tuple[bool | None, tuple[int, ...] | None]:
    ending = next((ending for ending in found.endings if meets(ending.outcome, wanted)), None)
    if ending is not None:
        return True, ending.choices
    return (False if found.exhausted else None), None


def _refutation(claim: Claim, holds: bool) -> str:
    if claim.property:
        return f"the property “{claim.property}” {'holds' if holds else 'does not hold'}"
    ending = " and ".join(f"{name}={value}" for name, value in claim.outcome.items())
    return f"{'a run ends' if holds else 'no run ends'} with {ending}"
