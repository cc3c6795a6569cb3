"""What the answering service says: replies to answers, and how a person stands with a question. Plain values that may reach the browser."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec

from app.course.model.questions import Presented, Remark, RunLink
from app.course.progress import Progress, is_right


class Reply(msgspec.Struct, frozen=True):
    """What is said to an answer that was taken.

    While the answer waits for its judgement (deferred), ``right`` and ``score`` are None. ``solution``, ``explanation`` and ``run`` are empty until
    ``complete``; ``remarks`` then speak of every part, before of what was chosen only. ``hint`` is the next help while tries are left.
    ``number`` counts the answers of the attempt from 1; ``tries_left`` is None where they are not counted.
    """

    label: str
    attempt: str
    number: int
    at: datetime
    judged: bool
    complete: bool
    tries_left: int | None
    right: bool | None = None
    score: float | None = None
    remarks: tuple[Remark, ...] = ()
    hint: str = ""
    solution: str = ""
    explanation: str = ""
    run: RunLink | None = None


class Submitted(msgspec.Struct, frozen=True):
    """An answer that was taken, with what may be said of it now."""

    answer: Any
    reply: Reply


class QuestionState(msgspec.Struct, frozen=True):
    """A question as it stands for one person.

    ``attempt`` is the token of the attempt and comes back with every answer and draft; it holds the version and the variant, and is valid for this
    person only. ``number`` counts attempts from 1. ``changed``: the lesson asks something else by now, and this is what the answers were made
    against. ``left``: the lesson no longer asks it at all. ``draft`` is what was typed and not sent (None: nothing). ``drawn``: there are others like
    it; ``practice`` is the one that was begun last, if one was. ``result`` is the best score of all attempts that count (None: no one is complete).
    """

    lesson_id: str
    label: str
    attempt: str
    number: int
    question: Presented
    changed: bool
    draft: Any
    submitted: tuple[Submitted, ...]
    tries_left: int | None
    complete: bool
    score: float | None
    can_retry: bool
    left: bool = False
    drawn: bool = False
    practice: "QuestionState | None" = None
    result: float | None = None

    @property
    def right(self) -> bool:
        """Whether it was got right once."""
        return is_right(self.result)

    @property
    def missed(self) -> bool:
        """Whether it was answered, and never right."""
        return self.result is not None and not self.right


class LessonState(msgspec.Struct, frozen=True):
    """A lesson as it stands for one person: its questions in their order, and by lesson how far the person is."""

    lesson_id: str
    questions: tuple[QuestionState, ...]
    progress: dict[str, Progress]

    def question(self, label: str) -> QuestionState | None:
        """The question with this label, or the practice; None if the lesson does not ask it."""
        return next((state for state in self.shown() if state.label == label), None)

    def shown(self) -> Iterator[QuestionState]:
        """All questions, each followed by its practice."""
        for state in self.questions:
            yield state
            if state.practice is not None:
                yield state.practice


class Finished(msgspec.Struct, frozen=True):
    """What came of finishing a lesson: every deferred question that has an answer, judged; and those that have none and stay open."""

    replies: tuple[Reply, ...]
    unanswered: tuple[str, ...]


class Result(msgspec.Struct, frozen=True):
    """One attempt as the results page shows it: against its own version, which ``live`` says is still asked. ``practice`` counts for nothing."""

    lesson_id: str
    lesson_title: str
    label: str
    number: int
    version: str
    live: bool
    practice: bool
    question: Presented
    started_at: datetime
    finished_at: datetime | None
    right: bool | None
    score: float | None
    submitted: tuple[Submitted, ...]
