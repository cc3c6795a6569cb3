"""``challenge``: find a run that reaches a goal. The answer is the run, and it is judged by playing it."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from markupsafe import Markup, escape
from msgspec.structs import replace

from app.course.model.questions import Answer, Body, Remark, RunLink
from app.course.questions.kinds.kind import Catalogue, Filled, Form, Judgement, Kind, in_words, one
from app.course.questions.runs import Goal, faults_in, first_reached, found_concept
from app.course.revisions import is_other
from app.kernel.errors import UsageError
from app.kernel.runs import Run, play
from app.kernel.show.report import Reporter

CHOICES = 2_000
NUMBERS = re.compile(r"\s*[0-9]{1,4}(\s*,\s*[0-9]{1,4})*\s*")


class Challenge(Body, frozen=True, tag="challenge", omit_defaults=True):
    """Find a run that reaches a goal. Answer: its choices. ``faults`` and ``events`` are the fewest that do, and ``best`` is such a run.

    All of that holds for this ``revision`` of the concept.
    """

    concept: str
    parameters: dict[str, str | int | bool]
    scenario: str | None
    goal: Goal
    sentence: str
    faults: int
    events: int
    best: tuple[int, ...]
    revision: int = 1


class ChallengeModel(msgspec.Struct, frozen=True):
    """The model of a challenge, and what is to be reached in it, as a sentence."""

    concept: str
    parameters: dict[str, str | int | bool]
    scenario: str | None
    sentence: str
    revision: int
    goal: Goal = Goal()


class ShownChallenge(msgspec.Struct, frozen=True):
    """What is to be played."""

    challenge: ChallengeModel


class ChallengeKind(Kind[Challenge, ShownChallenge, tuple[int, ...]]):
    """Find a run that reaches a goal."""

    name, body = "challenge", Challenge
    nothing = "Play a run in the simulation first: its choices are the answer."
    what = "Challenge"
    minutes = 4.0

    def validate(self, body: Challenge) -> tuple[str, ...]:
        return () if body.goal.property or body.goal.outcome else ("There must be a goal.",)

    def meaning(self, body: Challenge) -> Mapping[str, Any]:
        return {"goal": msgspec.to_builtins(body.goal), "concept": [body.concept, body.parameters, body.scenario, body.revision]}

    def show(self, body: Challenge) -> ShownChallenge:
        return ShownChallenge(ChallengeModel(body.concept, body.parameters, body.scenario, body.sentence, body.revision, body.goal))

    def from_form(self, shown: ShownChallenge, form: Form) -> Answer:
        """The numbers of a run; text that is none stays text, and is refused when it is judged."""
        text = one(form, "choices")
        if not text.strip():
            return None
        return [int(word) for word in text.split(",")] if NUMBERS.fullmatch(text) else text

    def filled(self, shown: ShownChallenge, answer: Answer) -> Filled:
        return Filled(text=",".join(map(str, answer))) if isinstance(answer, list) else Filled(text=answer) if isinstance(answer, str) else Filled()

    def run_of(self, shown: ShownChallenge, answer: Answer) -> RunLink | None:
        asked = shown.challenge
        choices = () if answer is None else answer
        if not isinstance(choices, list | tuple) or not all(isinstance(index, int) for index in choices):
            return None
        return RunLink(asked.concept, asked.parameters, asked.scenario, tuple(choices), None, asked.sentence, asked.revision)

    def goal_of(self, shown: ShownChallenge) -> Mapping[str, Any]:
        goal = shown.challenge.goal
        return {"sentence": shown.challenge.sentence, "property": goal.property, "outcome": goal.outcome}

    def read(self, body: Challenge, answer: Answer) -> tuple[int, ...]:
        if not isinstance(answer, list | tuple) or len(answer) > CHOICES:
            raise UsageError(f"The answer must be the choices of a run, at most {CHOICES} whole numbers.", "choices")
        if not all(isinstance(index, int) and not isinstance(index, bool) for index in answer):
            raise UsageError("A choice must be a whole number.", "choices")
        return tuple(answer)

    def judge(self, body: Challenge, choices: tuple[int, ...], catalogue: Catalogue) -> Judgement:
        """Play the choices, then the default to the end: the ending counts, however early the student stopped."""
        concept = found_concept(catalogue, body.concept)
        if is_other(concept, body.revision):
            raise UsageError(
                f"This challenge was set with revision {body.revision} of “{concept.title}”, which is at revision {concept.revision} now, "
                "so a run cannot be judged any more. Take the new version of the question.",
                "choices",
            )
        run = play(concept.model(body.parameters, body.scenario), choices)
        step = first_reached(body.goal, run)
        said = "This run does not get there." if step is None else _praise(body, faults_in(run.steps[: step + 1]), step)
        link = RunLink(body.concept, body.parameters, body.scenario, run.choices, step, "Your run", body.revision)
        solution = Markup("The best run needs {} and {}.").format(_counted(body.faults, "fault"), _counted(body.events, "event"))
        remark = Remark("choices", step is not None, str(escape(said)), link)
        return Judgement(float(step is not None), (remark,), str(solution), _better(body, run, step))

    def complete(self, body: Challenge, choices: tuple[int, ...]) -> bool:
        return bool(choices)

    def words(self, shown: ShownChallenge, answer: Answer) -> Markup:
        return in_words(answer, {}, between=", ")

    def plain_words(self, shown: ShownChallenge, answer: Answer, catalogue: Catalogue, overdue: Callable[[], bool]) -> str:
        """What happens in the run, as long as its concept is as it was and there is time to play it; else its numbers."""
        run = None if answer is None else self.run_of(shown, answer)
        if run is not None:
            try:
                concept = found_concept(catalogue, run.concept)
                if not is_other(concept, run.revision):
                    model = concept.model(run.parameters, run.scenario)
                    reporter = Reporter(play(model, run.choices, stop=len(run.choices), overdue=overdue))
                    return " ".join(reporter.narration(number) for number in range(1, len(reporter.run.steps)))
            except UsageError:
                pass  # its numbers are all that can be told
        return super().plain_words(shown, answer, catalogue, overdue)


def _better(body: Challenge, run: Run, step: int | None) -> RunLink | None:
    """A best run, said to be what it is beside the student's; none where the student's own is that run."""
    best = RunLink(body.concept, body.parameters, body.scenario, body.best, body.events, "A best run", body.revision)
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
