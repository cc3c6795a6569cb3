"""The simulation of a question: a run that waits for a prediction, or one that is itself the answer."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup
from msgspec.structs import replace

from app.course.answering import QuestionState, Reply
from app.course.model.questions import Focus, Presented, RunLink
from app.course.player_html import ShownRun, player
from app.course.questions.presented import goal_of, run_of
from app.course.revisions import is_other, replaying
from app.course.run_address import address
from app.course.templates import macro
from app.kernel.errors import UsageError
from app.kernel.runs import play
from app.kernel.show.concept import Concept


def href_of(run: RunLink) -> str:
    """The page that shows a run."""
    return address(run.concept, run.parameters, run.scenario, run.choices, run.step, revision=run.revision)


def player_of(state: QuestionState, said: Reply | None, answer: object, catalogue: Mapping[str, Concept]) -> Markup | None:
    """The run that waits for a prediction, or goes on after it; the simulation of a challenge, with the run that was found so far."""
    question = state.question
    if question.predicts is not None:
        if state.complete:
            whole = said.run if said and said.run else question.predicts
            return _drawn(catalogue, whole, state.label, focus=question.focus, step=question.predicts.step)
        return _drawn(catalogue, question.predicts, state.label, focus=question.focus, step=question.predicts.step, until=question.predicts.step)
    begin = run_of(question, None)
    return None if begin is None else _played(state, begin, said, answer, catalogue)


def is_played(question: Presented) -> bool:
    """Whether the question is answered by playing a run."""
    return run_of(question, None) is not None


def _played(state: QuestionState, begin: RunLink, said: Reply | None, answer: object, catalogue: Mapping[str, Concept]) -> Markup | None:
    """The simulation that is the answer, at the last step of the run that was found so far; where it was judged right, that is marked."""
    run = None if answer is None else run_of(state.question, answer)
    focus, goal = state.question.focus, None if state.complete else goal_of(state.question)
    if run is not None:
        goal_choices = _winning(said) if said and state.complete else None
        step = max(len(run.choices), len(goal_choices or ()))
        found = _drawn(catalogue, run, state.label, focus=focus, step=step, challenge=not state.complete, goal=goal, goal_choices=goal_choices)
        if found is not None:  # a draft may hold anything
            return found
    return _drawn(catalogue, begin, state.label, focus=focus, step=0, challenge=not state.complete, goal=goal)


def _winning(said: Reply) -> tuple[int, ...] | None:
    """The choices with which the student's run reached the goal, as far as it took them to."""
    return next((remark.run.choices[: remark.run.step] for remark in said.remarks if remark.right and remark.run), None)


def _drawn(
    catalogue: Mapping[str, Concept],
    shown: RunLink,
    label: str,
    *,
    focus: Focus,
    step: int | None,
    until: int | None = None,
    challenge: bool = False,
    goal: Mapping[str, Any] | None = None,
    goal_choices: tuple[int, ...] | None = None,
) -> Markup | None:
    """The player of a run, or why a run of another revision cannot be played any more; nothing where its concept has left the course."""
    concept = catalogue.get(shown.concept)
    if concept is None:
        return None
    try:
        with replaying(concept, shown.revision):
            run = play(concept.model(shown.parameters, shown.scenario), shown.choices, stop=until)
    except UsageError as error:
        return macro("text.html", "outdated", error.message) if is_other(concept, shown.revision) else None
    link = "" if until is not None else href_of(replace(shown, step=step))
    alt = shown.sentence if shown.sentence.endswith(".") else f"{shown.sentence}."
    return player(
        ShownRun(
            run,
            shown.parameters,
            shown.scenario,
            shown.choices,
            step,
            shown.revision,
            label=label,
            focus=focus,
            until=until,
            challenge=challenge,
            goal=goal,
            goal_choices=goal_choices,
            alt=alt,
            link=link,
        )
    )
