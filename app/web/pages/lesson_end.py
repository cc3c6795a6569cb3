"""The end of a lesson for one visitor: what is open, what waits to be judged, and how it went."""

from dataclasses import dataclass
from datetime import datetime

from app.course.answering import LessonState, QuestionState
from app.web.pages.lesson_marks import Standing
from app.web.pages.question_view import GradeLabel, grade_label


@dataclass(frozen=True, slots=True)
class QuestionLink:
    """A question that is not complete, as a link. ``draft``: what was typed last was not sent."""

    href: str
    title: str
    draft: bool


@dataclass(frozen=True, slots=True)
class JudgedQuestion:
    """A question that was judged when the lesson was finished, as a link with how it went."""

    href: str
    title: str
    verdict: GradeLabel


@dataclass(frozen=True, slots=True)
class LessonEnd:
    """The end of a lesson. ``waiting`` of its questions are answered and not yet judged; ``left`` are open; ``judged`` were judged at the end."""

    lesson_id: str
    total: int
    complete: int
    waiting: tuple[QuestionLink, ...]
    left: tuple[QuestionLink, ...]
    judged: tuple[JudgedQuestion, ...]
    done: bool
    due: bool
    due_at: datetime | None
    score: int | None


def _open(state: QuestionState) -> QuestionLink:
    return QuestionLink(f"#question-{state.label}", state.question.title, state.draft is not None)


def end_of(state: LessonState, stands: Standing) -> LessonEnd:
    """How the lesson's end stands."""
    known = stands.known.get(state.lesson_id)
    questions = [question for question in state.questions if not question.left]
    scores = [question.score for question in questions if question.complete and question.score is not None]
    deferred = [question for question in questions if question.question.behaviour == "deferred"]
    # A draft waits too where finishing the lesson makes an answer of it.
    waiting = [question for question in deferred if not question.complete and (question.submitted or question.draft is not None)]
    left = [question for question in questions if not question.complete and question not in waiting]
    return LessonEnd(
        lesson_id=state.lesson_id,
        total=len(questions),
        complete=sum(question.complete for question in questions),
        waiting=tuple(_open(question) for question in waiting),
        left=tuple(_open(question) for question in left),
        judged=tuple(
            JudgedQuestion(f"#question-{question.label}", question.question.title, grade_label(question.submitted[-1].reply))
            for question in deferred
            if question.complete
        ),
        done=known is not None and known.done_at is not None,
        due=known is not None and known.is_due(stands.at),
        due_at=known.due_at if known else None,
        score=round(100 * sum(scores) / len(scores)) if scores else None,
    )
