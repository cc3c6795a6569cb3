"""Queries about how far a person is with each lesson."""

from collections.abc import Iterator

from sqlmodel import Session, col, select

from app.store.tables import LessonProgress


def find(session: Session, person: str, lesson_id: str) -> LessonProgress:
    """The person's row for a lesson, made when there is none. The person must be there."""
    row = session.get(LessonProgress, (person, lesson_id))
    if row is None:
        row = LessonProgress(person_id=person, lesson_id=lesson_id)
        session.add(row)
    return row


def of(session: Session, person: str) -> Iterator[LessonProgress]:
    """All rows of a person, by lesson."""
    return iter(session.exec(select(LessonProgress).where(LessonProgress.person_id == person).order_by(col(LessonProgress.lesson_id))).all())
