"""What is done with a question that was shown: reading its form, filling it in, telling an answer in words. Nothing here knows what is right."""

from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup

from app.course.model.questions import Answer, Presented, RunLink
from app.course.questions.kinds import KINDS
from app.course.questions.kinds.kind import Catalogue, Filled, Form
from app.kernel.errors import UsageError


def answer_in(question: Presented, form: Form) -> Answer:
    """The answer in a form, in the shape that this kind of question takes; None if nothing was given."""
    return KINDS[question.kind].from_form(question.shown, form)


def given_answer(question: Presented, form: Form, *, first: bool) -> Answer:
    """The same; UsageError where nothing was given, or where the form of the ``first`` answer came back as it was shown."""
    answer = answer_in(question, form)
    if answer is None:
        raise UsageError(KINDS[question.kind].nothing, "answer")
    if first and (said := untouched(question, form)):
        raise UsageError(said, "answer")
    return answer


def untouched(question: Presented, form: Form) -> str:
    """What is said to a form that came back as it was shown; empty where something was done to it."""
    return KINDS[question.kind].untouched(question.shown, form)


def filled(question: Presented, answer: Answer) -> Filled:
    """What stands in the fields of the form that says this answer."""
    return KINDS[question.kind].filled(question.shown, answer)


def run_of(question: Presented, answer: Answer) -> RunLink | None:
    """The run that an answer is; with None the one to begin with. None where this kind is not answered by playing, or this answer is no run."""
    return KINDS[question.kind].run_of(question.shown, answer)


def goal_of(question: Presented) -> Mapping[str, Any] | None:
    """What a run that is the answer has to reach, as the player reads it; None where this kind is not answered by playing."""
    return KINDS[question.kind].goal_of(question.shown)


def what(question: Presented) -> str:
    """What people call such a question."""
    return KINDS[question.kind].what


def part_names(question: Presented) -> dict[str, Markup]:
    """The names of the parts whose remarks are listed below the form."""
    return KINDS[question.kind].part_names(question.shown)


def in_words(question: Presented, answer: Answer) -> Markup:
    """An answer for a page. Whatever does not fit the question is shown as it is."""
    return KINDS[question.kind].words(question.shown, answer)


def in_plain_words(question: Presented, answer: Answer, catalogue: Catalogue, overdue: Callable[[], bool]) -> str:
    """The same as a line of plain text; of a run it says what happens, as long as it can still be played and there is time for it."""
    return KINDS[question.kind].plain_words(question.shown, answer, catalogue, overdue)
