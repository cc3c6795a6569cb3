"""The end of a lesson for one visitor: what is open, what waits to be judged, and how it went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.course.answering import QuestionState
from app.course.progress import Progress
from app.web.http.site import Site
from app.web.http.visitors import Visitor
from app.web.pages.lesson_marks import standing
from app.web.pages.question_view import GradeLabel, grade_label


@dataclass(frozen=True, slots=True)
class OpenQuestion:
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
    waiting: tuple[OpenQuestion, ...]
    left: tuple[OpenQuestion, ...]
    judged: tuple[JudgedQuestion, ...]
    done: bool
    due: bool
    due_at: datetime | None
    score: int | None


def _open(state: QuestionState) -> OpenQuestion:
    return OpenQuestion(f"#question-{state.label}", state.question.title, state.draft is not None)


def end_of(site: Site, visitor: Visitor, lesson_id: str, states: Sequence[QuestionState]) -> LessonEnd:
    """How the lesson's end stands."""
    stands = standing(site, visitor)
    known: Progress | None = stands.known.get(lesson_id)
    scores = [state.score for state in states if state.complete and state.score is not None]
    deferred = [state for state in states if state.question.behaviour == "deferred"]
    # A draft waits too where finishing the lesson makes an answer of it.
    waiting = [state for state in deferred if not state.complete and (state.submitted or state.draft is not None)]
    left = [state for state in states if not state.complete and state not in waiting]
    return LessonEnd(
        lesson_id=lesson_id,
        total=len(states),
        complete=sum(state.complete for state in states),
        waiting=tuple(_open(state) for state in waiting),
        left=tuple(_open(state) for state in left),
        judged=tuple(
            JudgedQuestion(f"#question-{state.label}", state.question.title, grade_label(state.submitted[-1].reply))
            for state in deferred
            if state.complete
        ),
        done=known is not None and known.done_at is not None,
        due=known is not None and known.is_due(stands.at),
        due_at=known.due_at if known else None,
        score=round(100 * sum(scores) / len(scores)) if scores else None,
    )
