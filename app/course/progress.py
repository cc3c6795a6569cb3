"""How far a person is: which lessons were begun, where one was, what is done, and what is due to be looked at again.

A lesson is done when every question is answered, challenges included, and at least 80 % of the points are there. Each question has one point, or
the share of it that its best answer has got, so trying again takes nothing away.

Reviews are spaced simply: 1, 3, 7, 16 and 35 days apart. A good review moves on to the next distance, a middling one keeps it, a bad one starts over.
Answering again before a lesson is due counts for nothing: only what is nearly forgotten is worth being recalled.
"""

from collections.abc import Sequence
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
DONE = 0.8
"""The share of a lesson's points that makes it done."""
ALMOST = 1e-9
"""Shares that differ by less differ by rounding only."""
PLACE_MAX = 200


class Progress(msgspec.Struct, frozen=True):
    """A person and a lesson. ``place`` is the last anchor that was seen; ``score`` the mean over the questions at the last review.

    ``finished_at``: when the lesson was finished last, whatever was open then.
    """

    lesson_id: str
    opened_at: datetime
    seen_at: datetime
    place: str
    finished_at: datetime | None
    done_at: datetime | None
    reviewed_at: datetime | None
    due_at: datetime | None
    stage: int
    score: float | None

    def is_due(self, at: datetime) -> bool:
        """Whether the lesson should be looked at again."""
        return self.due_at is not None and self.due_at <= at

    def counts_since(self, at: datetime) -> datetime | None:
        """After which time answers count: in a review those of the review, else all (None)."""
        return self.reviewed_at if self.is_due(at) else None


def mean(scores: Sequence[float]) -> float:
    """The share of the points that these scores are of their questions."""
    return sum(scores) / len(scores) if scores else 0.0


def is_right(score: float | None) -> bool:
    """Whether a question with this score was got right (None: it has none)."""
    return score is not None and score >= 1 - ALMOST


def is_enough(share: float) -> bool:
    """Whether this share of the points makes a lesson done, once everything is answered."""
    return share >= DONE - ALMOST


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
    """Note an answer or a draft: the lesson has begun, and may be done with this. The person must be there."""
    row = store.find(session, person, lesson_id)
    row.seen_at = now()
    if complete:
        _settle(session, row, at, closing=False)


def finished(session: Session, person: str, lesson_id: str, at: datetime) -> None:
    """Note that the lesson was finished: what is open counts as not answered. It can still be answered. The person must be there."""
    row = store.find(session, person, lesson_id)
    row.seen_at = row.finished_at = at
    _settle(session, row, at, closing=True)


def _settle(session: Session, row: LessonProgress, at: datetime, *, closing: bool) -> None:
    """Take the lesson as done if enough is right, or as reviewed if everything was answered again or will not be."""
    asked = [(row.lesson_id, *name) for name in questions.live_meanings(session, row.lesson_id) or ()]
    if not asked:
        return
    best = answers.best(session, row.person_id, row.lesson_id, row.reviewed_at)
    scores, whole = [best.get(name, 0.0) for name in asked], all(name in best for name in asked)
    if (whole and is_enough(mean(scores))) if row.done_at is None else (whole or closing):
        _review(row, scores, at)


def completed(engine: Engine, person: str, lesson_id: str, at: datetime | None = None) -> Progress | None:
    """The lesson is done; done again when it is due, this is a review. None where there is no such lesson."""
    with writing(engine) as session:
        asked = questions.live_meanings(session, lesson_id)
        if asked is None:
            return None
        people.ensure(session, person)
        row = store.find(session, person, lesson_id)
        best = answers.best(session, person, lesson_id, row.reviewed_at)
        _review(row, [best[lesson_id, *name] for name in asked if (lesson_id, *name) in best], at or now())
        return _public(row)


def declared_done(engine: Engine, person: str, lesson_id: str) -> bool:
    """Take a lesson that asks nothing as done; one with questions is done when they are answered. False where there is no such lesson."""
    with reading(engine) as session:
        asked = questions.live_meanings(session, lesson_id)
    if asked is None:
        return False
    return bool(asked) or completed(engine, person, lesson_id) is not None


def _review(row: LessonProgress, scores: Sequence[float], at: datetime) -> None:
    """Take the lesson as done, or as reviewed where that is due. ``scores``: those of its questions that were finished since the last review."""
    if row.due_at is not None and at < row.due_at:
        return
    score = mean(scores) if scores else None
    row.stage, row.due_at = next_review(row.stage if row.done_at else None, score, at)
    row.score = row.score if score is None else score
    row.done_at, row.reviewed_at = row.done_at or at, at


class Tally(msgspec.Struct, frozen=True):
    """How many questions of a lesson were got right, of all that it asks."""

    right: int
    total: int


def tallies(engine: Engine, person: str) -> dict[str, Tally]:
    """By lesson, how many of its questions the person has got right; lessons without an answer are left out."""
    with reading(engine) as session:
        best = answers.best(session, person)
        asked = questions.live_names(session) if best else {}
    begun = {lesson_id for lesson_id, _, _ in best}
    return {
        lesson_id: Tally(sum(is_right(best.get((lesson_id, *name))) for name in names), len(names))
        for lesson_id, names in asked.items()
        if lesson_id in begun and names
    }


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
    return Progress(
        lesson_id=row.lesson_id,
        opened_at=row.opened_at,
        seen_at=row.seen_at,
        place=row.place,
        finished_at=row.finished_at,
        done_at=row.done_at,
        reviewed_at=row.reviewed_at,
        due_at=row.due_at,
        stage=row.stage,
        score=row.score,
    )
