"""How far a person is: which lessons were begun, where one was, what is done, and what is due to be looked at again.

Reviews are spaced simply: 1, 3, 7, 16 and 35 days apart. A good review moves on to the next distance, a middling one keeps it, a bad one starts over.
Answering again before a lesson is due counts for nothing: only what is nearly forgotten is worth being recalled.
"""

from datetime import datetime, timedelta

import msgspec
from sqlalchemy import Engine
from sqlmodel import Session

from app.store import answers, lessons, people, questions
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


def opened(engine: Engine, person: str, lesson_id: str) -> Progress | None:
    """Note that the lesson is being read, and give what is known: the place to go on from. None where there is no such lesson."""
    return _note(engine, person, lesson_id, None)


def visited(engine: Engine, person: str, lesson_id: str, place: str) -> Progress | None:
    """Remember where one was: the anchor of a heading, a simulation or a question. None where there is no such lesson."""
    return _note(engine, person, lesson_id, place[:PLACE_MAX].replace("\0", ""))


def _note(engine: Engine, person: str, lesson_id: str, place: str | None) -> Progress | None:
    with writing(engine) as session:
        if not lessons.is_live(session, lesson_id):
            return None
        people.ensure(session, person)
        row = store.find(session, person, lesson_id)
        row.seen_at = now()
        if place is not None:
            row.place = place
        return _public(row)


def answered(session: Session, person: str, lesson_id: str, at: datetime, *, complete: bool) -> None:
    """Note an answer or a draft: the lesson has begun, and is done when this completes all that it asks. The person must be there."""
    row = store.find(session, person, lesson_id)
    row.seen_at = now()
    if not complete:
        return
    finished = answers.finished_since(session, person, lesson_id, row.reviewed_at)
    asked = questions.live_labels(session, lesson_id)
    if asked and all(label in finished for label in asked):
        _review(row, [finished[label] for label in asked], at)


def completed(engine: Engine, person: str, lesson_id: str, at: datetime | None = None) -> Progress | None:
    """The lesson is done; done again when it is due, this is a review. None where there is no such lesson."""
    with writing(engine) as session:
        asked = questions.live_labels(session, lesson_id)
        if asked is None:
            return None
        people.ensure(session, person)
        row = store.find(session, person, lesson_id)
        finished = answers.finished_since(session, person, lesson_id, row.reviewed_at)
        _review(row, [finished[label] for label in asked if label in finished], at or now())
        return _public(row)


def declared_done(engine: Engine, person: str, lesson_id: str) -> bool:
    """Take a lesson that asks nothing as done; one with questions is done when they are answered. False where there is no such lesson."""
    with reading(engine) as session:
        asked = questions.live_labels(session, lesson_id)
    if asked is None:
        return False
    return bool(asked) or completed(engine, person, lesson_id) is not None


def _review(row: LessonProgress, scores: list[float], at: datetime) -> None:
    """Take the lesson as done, or as reviewed where that is due. ``scores``: those of its questions that were finished since the last review."""
    if row.due_at is not None and at < row.due_at:
        return
    score = sum(scores) / len(scores) if scores else None
    row.stage, row.due_at = next_review(row.stage if row.done_at else None, score, at)
    row.score = row.score if score is None else score
    row.done_at, row.reviewed_at = row.done_at or at, at


def of(session: Session, person: str) -> dict[str, Progress]:
    """By lesson, how far the person is, within a transaction that is open."""
    return {row.lesson_id: _public(row) for row in store.of(session, person)}


def progress(engine: Engine, person: str) -> dict[str, Progress]:
    """By lesson, how far the person is."""
    with reading(engine) as session:
        return of(session, person)


def due(engine: Engine, person: str, at: datetime | None = None) -> list[str]:
    """The lessons that should be looked at again, the longest due first."""
    at = at or now()
    waiting = [lesson for lesson in progress(engine, person).values() if lesson.is_due(at)]
    return [lesson.lesson_id for lesson in sorted(waiting, key=lambda lesson: (lesson.due_at or at, lesson.lesson_id))]


def _public(row: LessonProgress) -> Progress:
    return Progress(row.lesson_id, row.opened_at, row.seen_at, row.place, row.done_at, row.due_at, row.stage, row.score)
