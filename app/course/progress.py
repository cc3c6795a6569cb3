"""How far a person is: which lessons were begun, where one was, what is done, and what is due to be looked at again.

Reviews are spaced simply: 1, 3, 7, 16 and 35 days apart. A good review moves on to the next distance, a middling one keeps it, a bad one starts over.
Answering again before a lesson is due counts for nothing: only what is nearly forgotten is worth being recalled.
"""

from datetime import datetime, timedelta

import msgspec
from sqlalchemy import Engine
from sqlmodel import Session

from app.store import answers, people, questions
from app.store import lesson_progress as store
from app.store.database import reading, writing
from app.store.tables import LessonProgress, now

DAYS = (1, 3, 7, 16, 35)
GOOD, MIDDLING = 0.8, 0.5
PLACE_MAX = 200


class Progress(msgspec.Struct, frozen=True):
    """A person and a lesson. ``place`` is the last anchor that was seen; ``score`` the mean over the questions at the last review."""

    lesson_id: str
    opened_at: datetime
    seen_at: datetime
    place: str
    done_at: datetime | None
    due_at: datetime | None
    stage: int
    score: float | None

    def is_due(self, at: datetime) -> bool:
        """Whether the lesson should be looked at again."""
        return self.due_at is not None and self.due_at <= at


def next_review(stage: int | None, score: float | None, at: datetime) -> tuple[int, datetime]:
    """The stage after a review with this score (None: nothing was answered), and when the next one is due. ``stage`` None: the first time."""
    if stage is None:
        following = 0
    elif score is None or MIDDLING <= score < GOOD:
        following = stage
    else:
        following = stage + 1 if score >= GOOD else 0
    following = min(following, len(DAYS) - 1)
    return following, at + timedelta(days=DAYS[following])


def opened(engine: Engine, person: str, lesson_id: str) -> Progress:
    """Note that the lesson is being read, and give what was known: the place to go on from."""
    return _note(engine, person, lesson_id, None)


def visited(engine: Engine, person: str, lesson_id: str, place: str) -> Progress:
    """Remember where one was: the anchor of a heading, a simulation or a question."""
    return _note(engine, person, lesson_id, place[:PLACE_MAX].replace("\0", ""))


def _note(engine: Engine, person: str, lesson_id: str, place: str | None) -> Progress:
    with writing(engine) as session:
        people.ensure(session, person)
        row = store.find(session, person, lesson_id)
        row.seen_at = now()
        if place is not None:
            row.place = place
        return _public(row)


def acted(session: Session, person: str, lesson_id: str) -> None:
    """Whoever answers or drafts in a lesson has begun with it. The person must be there."""
    store.find(session, person, lesson_id).seen_at = now()


def completed(engine: Engine, person: str, lesson_id: str, at: datetime | None = None) -> Progress:
    """The lesson is done; done again when it is due, this is a review."""
    with writing(engine) as session:
        people.ensure(session, person)
        row = store.find(session, person, lesson_id)
        _review(session, row, at or now())
        return _public(row)


def settle(session: Session, person: str, lesson_id: str, at: datetime) -> None:
    """Take the lesson as done (or reviewed) if all that it asks now has been answered to the end since the last time."""
    asked = questions.live(session, lesson_id)
    row = store.find(session, person, lesson_id)
    finished = answers.finished_since(session, person, lesson_id, row.reviewed_at)
    if asked and all(question.label in finished for question in asked):
        _review(session, row, at)


def _review(session: Session, row: LessonProgress, at: datetime) -> None:
    if row.due_at is not None and at < row.due_at:
        return
    asked = {question.label for question in questions.live(session, row.lesson_id) or ()}
    finished = answers.finished_since(session, row.person_id, row.lesson_id, row.reviewed_at)
    scores = [score for label, score in finished.items() if label in asked]
    score = sum(scores) / len(scores) if scores else None
    row.stage, row.due_at = next_review(row.stage if row.done_at else None, score, at)
    row.score = row.score if score is None else score
    row.done_at, row.reviewed_at = row.done_at or at, at


def progress(engine: Engine, person: str) -> dict[str, Progress]:
    """By lesson, how far the person is."""
    with reading(engine) as session:
        return {row.lesson_id: _public(row) for row in store.of(session, person)}


def due(engine: Engine, person: str, at: datetime | None = None) -> list[str]:
    """The lessons that should be looked at again, the longest due first."""
    at = at or now()
    waiting = [lesson for lesson in progress(engine, person).values() if lesson.is_due(at)]
    return [lesson.lesson_id for lesson in sorted(waiting, key=lambda lesson: (lesson.due_at or at, lesson.lesson_id))]


def _public(row: LessonProgress) -> Progress:
    return Progress(row.lesson_id, row.opened_at, row.seen_at, row.place, row.done_at, row.due_at, row.stage, row.score)
