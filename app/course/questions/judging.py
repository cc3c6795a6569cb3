"""What a student sees of a question, and what is said about an answer. Both are for concrete questions: see ``variants``."""

from collections.abc import Mapping

from app.course.model.questions import Answer, Grade, Presented, Question
from app.course.questions.kinds import kind_of
from app.kernel.errors import UsageError
from app.kernel.show.concept import Concept

FULL = 1 - 1e-9
"""Scores are shares; one that is whole but for rounding is whole."""


def present(question: Question) -> Presented:
    """The question as it may reach the browser before it is answered."""
    kind = kind_of(question.body)
    return Presented(
        label=question.label,
        title=question.title,
        prompt=question.prompt,
        kind=kind.name,
        behaviour=question.behaviour,
        tries=question.tries,
        shown=kind.show(question.body),
        predicts=question.predicts,
        focus=question.focus,
    )


def judge(question: Question, answer: Answer, catalogue: Mapping[str, Concept]) -> Grade:
    """The judgement of an answer; UsageError for one of a wrong shape, naming the part and what is allowed."""
    kind = kind_of(question.body)
    found = kind.judge(question.body, kind.read(question.body, answer), catalogue)
    right = found.score >= FULL
    return Grade(right, 1.0 if right else found.score, found.remarks, found.solution, question.explanation, question.run or found.run)


def is_complete(question: Question, answer: Answer) -> bool:
    """Whether an answer leaves no part of the question open. One of a wrong shape answers nothing."""
    kind = kind_of(question.body)
    try:
        return kind.complete(question.body, kind.read(question.body, answer))
    except UsageError:
        return False
