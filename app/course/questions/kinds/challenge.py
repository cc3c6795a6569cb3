"""``challenge``: find a run that reaches a goal. The answer is the run, and it is judged by playing it."""

from typing import Any

from markupsafe import Markup, escape

from app.course.questions.kinds.kind import Catalogue, Judgement, Kind
from app.course.questions.model import Challenge, Remark, RunLink, ShownChallenge
from app.course.questions.runs import faults_in, first_reached, found_concept
from app.kernel.errors import UsageError
from app.kernel.runs import play

CHOICES = 2_000


def _validate(body: Challenge) -> tuple[str, ...]:
    return () if body.goal.property or body.goal.outcome else ("There must be a goal.",)


def _present(body: Challenge) -> dict[str, Any]:
    return {"challenge": ShownChallenge(body.concept, body.parameters, body.scenario, body.sentence)}


def _read(body: Challenge, answer: Any) -> tuple[int, ...]:
    if not isinstance(answer, list | tuple) or len(answer) > CHOICES:
        raise UsageError(f"The answer must be the choices of a run, at most {CHOICES} whole numbers.", "choices")
    if not all(isinstance(index, int) and not isinstance(index, bool) for index in answer):
        raise UsageError("A choice must be a whole number.", "choices")
    return tuple(answer)


def _judge(body: Challenge, choices: tuple[int, ...], catalogue: Catalogue) -> Judgement:
    """Play the choices, then the default to the end: the ending counts, however early the student stopped."""
    run = play(found_concept(catalogue, body.concept).model(body.parameters, body.scenario), choices)
    step = first_reached(body.goal, run)
    said = "This run does not get there." if step is None else _praise(body, faults_in(run.steps[: step + 1]), step)
    link = RunLink(body.concept, body.parameters, body.scenario, run.choices, step, "Your run")
    solution = Markup("The best run needs {} and {}.").format(_counted(body.faults, "fault"), _counted(body.events, "event"))
    return Judgement(float(step is not None), (Remark("choices", step is not None, str(escape(said)), link),), str(solution))


def _praise(body: Challenge, faults: int, events: int) -> str:
    used = f"You got there with {_counted(faults, 'fault')} and {_counted(events, 'event')}."
    if (faults, events) == (body.faults, body.events):
        return f"{used} It cannot be done with fewer."
    return f"{used} The best possible: {_counted(body.faults, 'fault')} and {_counted(body.events, 'event')}."


def _counted(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"


def _complete(body: Challenge, choices: tuple[int, ...]) -> bool:
    return bool(choices)


CHALLENGE = Kind("challenge", _validate, _present, _read, _judge, _complete)
