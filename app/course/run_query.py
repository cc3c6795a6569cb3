"""The run that an address of a concept's page asks for: scenario, parameters, choices, their revision, the step to show, and whose view of it."""

import re
from collections.abc import Callable, Sequence

from app.course.model.questions import Focus
from app.course.player_html import ShownRun
from app.course.revisions import replaying
from app.kernel.errors import UsageError
from app.kernel.follow import opening
from app.kernel.runs import play
from app.kernel.show.concept import Concept, seers
from app.kernel.specification import Model

BOUND = 1_000
"""Events of the default continuation that are played at most; the player says so when it was cut off there."""
CHOICES = 2_000
"""Choices that a run in the browser may hold: its link must stay usable."""
SECONDS = 3.0
"""Processor time that the computation of one run may take."""
WRITTEN_CHOICES = re.compile(r"[0-9]{1,4}(,[0-9]{1,4})*")


def asked_for(found: Concept, query: Sequence[tuple[str, str]], overdue: Callable[[], bool] = lambda: False) -> ShownRun:
    """The run in a query, played; UsageError says which part of it is unusable."""
    given = once(query)
    scenario = given.pop("scenario", None) or None
    choices = read_choices(given.pop("choices", None))
    step = read_step(given.pop("step", None))
    revision = read_revision(given.pop("revision", None))
    seen_by = given.pop("seen-by", "")
    with replaying(found, revision):
        model = found.model(given, scenario)
        begin = first_choices(model, scenario, choices)
        run = play(model, begin, bound=len(begin) + BOUND, overdue=overdue)
    last = len(run.choices)
    if step is not None and step > last:
        raise UsageError(f"step: {step} does not exist; this run has the steps 0 to {last}", "step")
    if seen_by and seen_by not in seers(model):
        raise UsageError(f"seen-by: there is no process “{seen_by}” to see by; allowed: {', '.join(seers(model)) or 'nothing'}", "seen-by")
    parameters = {name: value for name, value in model.parameters.items() if name in given}
    focus = Focus(seen_by=seen_by)
    return ShownRun(run, parameters, scenario, choices, step, revision, alt="The run, step by step.", scenarios=True, whole=True, focus=focus)


def first_choices(model: Model, scenario: str | None, choices: tuple[int, ...] | None) -> tuple[int, ...]:
    """The choices that a run begins with: those asked for, else the scenario's own."""
    if choices is not None:
        return choices
    return opening(model, scenario) if scenario else ()


def once(query: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The query by name; UsageError for what stands in it twice."""
    given = dict(query)
    if len(given) < len(query):
        twice = next(name for name in given if sum(other == name for other, _ in query) > 1)
        raise UsageError(f"“{twice}” stands more than once in the address.", twice)
    return given


def read_choices(text: str | None) -> tuple[int, ...] | None:
    """The choices in an address; nothing when it does not say anything about them."""
    if text is None:
        return None
    if text and not WRITTEN_CHOICES.fullmatch(text):
        raise UsageError("choices: allowed are small whole numbers with commas between them, such as 0,0,2", "choices")
    numbers = tuple(int(word) for word in text.split(",")) if text else ()
    if len(numbers) > CHOICES:
        raise UsageError(f"choices: {len(numbers)} are too many for an address; allowed are {CHOICES}", "choices")
    return numbers


def read_step(text: str | None) -> int | None:
    """The step in an address."""
    if text is None:
        return None
    if not re.fullmatch(r"[0-9]{1,6}", text):
        raise UsageError("step: allowed is a whole number from 0", "step")
    return int(text)


def read_revision(text: str | None) -> int | None:
    """The revision of the concept in an address; None where it says nothing about it, as old ones do, and is taken as of today."""
    if text is None:
        return None
    if not re.fullmatch(r"[1-9][0-9]{0,5}", text):
        raise UsageError("revision: allowed is a whole number from 1", "revision")
    return int(text)
