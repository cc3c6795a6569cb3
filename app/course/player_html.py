"""A player's element, and what stands in it until the player runs: the run as a caption and a table, readable without JavaScript."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from app.course.model.questions import Focus
from app.course.revisions import notice
from app.course.templates import rendered
from app.kernel.runs import Run
from app.kernel.show.local_words import nothing_seen
from app.kernel.show.report import Reporter

ROWS_SHOWN = 200
NOWHERE = Focus()
"""No place in particular: the concept says what comes first."""


@dataclass(frozen=True, slots=True)
class ShownRun:
    """One run to be shown. ``parameters``, ``scenario``, ``choices`` and ``step`` are what was asked for; ``link`` leads to the run's own page.

    ``endings``: all possible endings are found and shown at once. ``searches``: they may be searched for.
    ``scenarios``: the concept's other scenarios are offered. ``autoplay``: it plays by
    itself while it is in view, where motion is welcome.
    ``revision``: that of the concept which the choices were made with, where it is known.
    ``focus``: what this place of a lesson is about.
    ``whole``: everything is open, as in the playground.
    ``until``: the run waits at this step, and nothing of what comes after it is shown. ``challenge``: the student is to find a run, so that the
    player searches for none and stays at this model. ``goal``: what that run is to reach, a sentence with the property or the parts of the
    outcome. ``goal_choices``: the choices with which a run has reached the goal of a challenge.
    ``compared``: it stands beside another run in a lesson, and can only be stepped through.
    """

    run: Run
    parameters: Mapping[str, str | int | bool]
    scenario: str | None = None
    choices: tuple[int, ...] | None = None
    step: int | None = None
    revision: int | None = None
    label: str = ""
    endings: bool = False
    searches: bool = False
    scenarios: bool = False
    autoplay: bool = False
    alt: str = ""
    link: str = ""
    until: int | None = None
    challenge: bool = False
    compared: bool = False
    focus: Focus = NOWHERE
    whole: bool = False
    goal: Mapping[str, Any] | None = None
    goal_choices: tuple[int, ...] | None = None


def player(shown: ShownRun) -> Markup:
    """The element with its fallback."""
    attributes = {
        "concept": shown.run.model.concept.slug,
        "parameters": json.dumps(dict(shown.parameters), ensure_ascii=False) if shown.parameters else None,
        "scenario": shown.scenario,
        "choices": _written(shown.choices),
        "step": None if shown.step is None else str(shown.step),
        "revision": None if shown.revision is None else str(shown.revision),
        "until": None if shown.until is None else str(shown.until),
        "challenge": "" if shown.challenge else None,
        "compared": "" if shown.compared else None,
        "goal": json.dumps(shown.goal, ensure_ascii=False) if shown.goal else None,
        "goal-choices": _written(shown.goal_choices),
        "endings": "" if shown.endings else None,
        "searches": "" if shown.searches else None,
        "scenarios": "" if shown.scenarios else None,
        "autoplay": "" if shown.autoplay else None,
        "show": ",".join(shown.focus.show) or None,
        "properties": ",".join(shown.focus.properties) or None,
        "seen-by": shown.focus.seen_by or None,
        "whole": "" if shown.whole else None,
        "id": f"sim-{shown.label}" if shown.label else None,
        "label": shown.run.model.concept.title,
    }
    reporter, steps = Reporter(shown.run), shown.run.steps
    hides = bool(shown.until is not None or shown.focus.seen_by)
    return rendered(
        "player.html",
        attributes=attributes,
        title=shown.run.model.concept.title,
        alt=shown.alt,
        rows=[_row(reporter, number, shown.focus.seen_by) for number in range(min(len(steps), ROWS_SHOWN))],
        more=max(len(steps) - ROWS_SHOWN, 0),
        waits=shown.until is not None,
        ending="" if hides else _ending(reporter),
        broken=[] if hides else _broken(reporter),
        link=shown.link,
        notice=notice(shown.run.model.concept, shown.revision),
    )


def _row(reporter: Reporter, number: int, seen_by: str) -> tuple[bool, str]:
    """Whether a step is a fault, and its sentence: that of the process through whose eyes the run is shown, if it is."""
    event = reporter.run.steps[number].event
    if not seen_by:
        return bool(event and event.fault), reporter.narration(number)
    return False, reporter.local(number).get(seen_by) or nothing_seen(seen_by, reporter.trace.lanes)


def _written(choices: tuple[int, ...] | None) -> str | None:
    """Choices as an attribute holds them."""
    return None if choices is None else ",".join(map(str, choices))


def _ending(reporter: Reporter) -> str:
    """The outcome of the run in words; empty if it has none."""
    called = {lane.name: lane.label for lane in reporter.model.machine.lanes if lane.label}
    names = {name: name.replace("_", " ") for name in reporter.run.outcome or {}} | {
        name: title[:1].lower() + title[1:] for name, title in reporter.outcome_titles(-1).items()
    }
    return ", ".join(f"{names[name]} {_in_words(part, called)}" for name, part in (reporter.run.outcome or {}).items())


def _broken(reporter: Reporter) -> list[tuple[str, str]]:
    """The sentences of the properties that the run breaks, each with what breaks it."""
    sentences = {declared.name: declared.sentence for declared in reporter.model.concept.properties}
    return [
        (sentences[verdict.name], _sentence(verdict.because))
        for verdict in reporter.run_properties()
        if verdict.kind != "reachable" and not verdict.holds
    ]


def _sentence(text: str) -> str:
    """The text as a sentence without its full stop."""
    return text[:1].upper() + text[1:].rstrip(".")


def _in_words(value: Any, called: Mapping[str, str]) -> str:
    """A part of an outcome as text; a vector that several have is written once. ``called``: names of processes in texts, where these are others."""
    match value:
        case dict():
            parts = [(called.get(name, name), _in_words(part, called)) for name, part in value.items()]
            if not any(isinstance(part, list | tuple) for part in value.values()):
                return ", ".join(f"{name} {text}" for name, text in parts)
            texts = dict.fromkeys(text for _, text in parts)
            return "; ".join(f"{', '.join(name for name, other in parts if other == text)}: {text}" for text in texts)
        case list() | tuple():
            return "(" + ", ".join(_in_words(part, called) for part in value) + ")"
        case bool():
            return "true" if value else "false"
        case None:
            return "nothing"
        case _:
            return str(value)
