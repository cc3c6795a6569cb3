"""The end of a lesson for one visitor: how much of it is right, what is open, what waits to be judged, and how it goes on."""

from dataclasses import dataclass
from datetime import datetime

from app.course.answering import LessonState, QuestionState
from app.course.progress import DONE, is_enough, mean
from app.web.pages.lesson_marks import Standing
from app.web.pages.question_view import GradeLabel


@dataclass(frozen=True, slots=True)
class QuestionLink:
    """A question as a link, with how it stands. ``draft``: what was typed last was not sent."""

    href: str
    title: str
    standing: GradeLabel
    draft: bool


@dataclass(frozen=True, slots=True)
class LessonEnd:
    """The end of a lesson.

    ``waiting`` of its questions are answered and not yet judged; ``left`` are open and were never answered; ``missed`` can be tried again.
    ``points`` is the share of all points, in percent; ``needed`` the share that makes the lesson done.
    """

    lesson_id: str
    questions: tuple[QuestionLink, ...]
    right: int
    answered: int
    points: int
    needed: int
    enough: bool
    waiting: tuple[QuestionLink, ...]
    left: tuple[QuestionLink, ...]
    missed: int
    finished: bool
    done: bool
    due: bool
    due_at: datetime | None

    @property
    def total(self) -> int:
        """How many questions there are."""
        return len(self.questions)

    @property
    def can_finish(self) -> bool:
        """Whether there is something to finish: answers that wait, or questions that are open although others were answered."""
        return bool(self.waiting or (self.left and self.answered and not self.finished))


OPEN = GradeLabel("open", "○", "not answered yet")
WAITING = GradeLabel("saved", "●", "not judged yet")


def _standing(state: QuestionState) -> GradeLabel:
    if state.result is None:
        return WAITING if _waits(state) else OPEN
    if state.right:
        return GradeLabel("right", "✓", "right")
    return GradeLabel("partly", "◐", "partly right") if state.result else GradeLabel("wrong", "✗", "not right")


def _waits(state: QuestionState) -> bool:
    """Whether finishing the lesson judges it. A draft waits too: if nothing is left out, it becomes an answer."""
    return state.question.behaviour == "deferred" and not state.complete and (bool(state.submitted) or state.draft is not None)


def _link(state: QuestionState) -> QuestionLink:
    return QuestionLink(f"#question-{state.label}", state.question.title, _standing(state), state.draft is not None)


def end_of(state: LessonState, stands: Standing) -> LessonEnd:
    """How the lesson's end stands."""
    known = stands.known.get(state.lesson_id)
    questions = [question for question in state.questions if not question.left]
    share = mean([question.result or 0.0 for question in questions])
    waiting = [question for question in questions if _waits(question)]
    return LessonEnd(
        lesson_id=state.lesson_id,
        questions=tuple(map(_link, questions)),
        right=sum(question.right for question in questions),
        answered=sum(question.result is not None for question in questions),
        points=round(100 * share),
        needed=round(100 * DONE),
        enough=is_enough(share),
        waiting=tuple(map(_link, waiting)),
        left=tuple(_link(question) for question in questions if question.result is None and question not in waiting),
        missed=sum(question.missed and question.can_retry for question in questions),
        finished=known is not None and known.finished_at is not None and not known.is_due(stands.at),
        done=known is not None and known.done_at is not None,
        due=known is not None and known.is_due(stands.at),
        due_at=known.due_at if known else None,
    )
