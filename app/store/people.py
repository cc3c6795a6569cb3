"""Queries about people: guests, known by a random id. A row is made with the first thing that they write."""

import secrets
from datetime import datetime

from sqlalchemy import Engine, delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from app.store.database import reading, writing
from app.store.tables import Attempt, Draft, LessonProgress, Person, Submission, now


def new_id() -> str:
    """An id that nobody else has and nobody can guess."""
    return secrets.token_hex(16)


def create(engine: Engine, person: str | None = None) -> str:
    """Write a person down, under this id or a new one; one who is there already stays as he is."""
    person = person or new_id()
    with writing(engine) as session:
        ensure(session, person)
    return person


def exists(engine: Engine, person: str) -> bool:
    """Whether this person has ever written anything."""
    with reading(engine) as session:
        return session.get(Person, person) is not None


def known_since(session: Session, person: str) -> datetime | None:
    """When the person first wrote something; None if never."""
    return session.exec(select(Person.created_at).where(Person.id == person)).first()


def ensure(session: Session, person: str) -> None:
    """See to it that the person is there, and that nothing else is written for the same person before this transaction ends.

    SQLite has one writer at a time anyway; on PostgreSQL the row is locked.
    """
    insert = postgresql.insert if session.connection().dialect.name == "postgresql" else sqlite.insert
    session.execute(insert(Person).values(id=person, created_at=now()).on_conflict_do_nothing())
    session.exec(select(Person.id).where(Person.id == person).with_for_update()).one()


def forget(engine: Engine, person: str) -> bool:
    """Delete the person and everything that is kept of him; false if there was nothing."""
    with writing(engine) as session:
        if session.exec(select(Person.id).where(Person.id == person).with_for_update()).first() is None:
            return False
        own = select(Attempt.id).where(Attempt.person_id == person)
        session.execute(delete(Draft).where(col(Draft.attempt_id).in_(own)))
        session.execute(delete(Submission).where(col(Submission.person_id) == person))
        session.execute(delete(Attempt).where(col(Attempt.person_id) == person))
        session.execute(delete(LessonProgress).where(col(LessonProgress.person_id) == person))
        session.execute(delete(Person).where(col(Person.id) == person))
        return True
