"""``challenge``: find a run that reaches a goal. The answer is the run, and it is judged by playing it."""

from typing import Any

from markupsafe import Markup, escape
from msgspec.structs import replace

from app.course.model.questions import Challenge, Remark, RunLink, ShownChallenge
from app.course.questions.kinds.kind import Catalogue, Judgement, Kind
from app.course.questions.runs import faults_in, first_reached, found_concept
from app.kernel.errors import UsageError
from app.kernel.runs import Run, play

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
    remark = Remark("choices", step is not None, str(escape(said)), link)
    return Judgement(float(step is not None), (remark,), str(solution), _better(body, run, step))


def _better(body: Challenge, run: Run, step: int | None) -> RunLink | None:
    """A best run, said to be what it is beside the student's; none where the student's own is that run."""
    best = RunLink(body.concept, body.parameters, body.scenario, body.best, body.events, "A best run")
    if step is None:
        return best
    if run.choices[:step] == body.best:
        return None
    fewer, shorter = body.faults < faults_in(run.steps[: step + 1]), body.events < step
    return replace(best, sentence="One with fewer faults" if fewer else "A shorter one" if shorter else "Another one, as short as yours")


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
