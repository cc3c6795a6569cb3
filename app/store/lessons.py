"""Queries about lessons and their revisions. Answers are plain values that outlive the session."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from app.store import questions as question_store
from app.store.database import reading
from app.store.questions import NewQuestion
from app.store.tables import Lesson, LessonRevision, now


@dataclass(frozen=True, slots=True)
class NewRevision:
    """A lesson's text as it was read and rendered."""

    lesson_id: str
    file: str
    content_hash: str
    source: str
    html: str
    front_matter: dict[str, Any]
    contents: list[dict[str, Any]]
    players: int
    questions: tuple[NewQuestion, ...] = ()


@dataclass(frozen=True, slots=True)
class LiveLesson:
    """A lesson of the course with its live revision."""

    id: str
    content_hash: str
    html: str
    front_matter: dict[str, Any]
    contents: list[dict[str, Any]]
    players: int
    file: str


def live_lessons(engine: Engine) -> list[LiveLesson]:
    """Every lesson of the course, in its order."""
    with reading(engine) as session:
        return live_in(session)


def live_in(session: Session) -> list[LiveLesson]:
    """The same within a transaction that is open."""
    joined = select(Lesson, LessonRevision).join(LessonRevision, col(Lesson.live_revision) == col(LessonRevision.id))
    rows = session.exec(joined.where(col(Lesson.removed_at).is_(None))).all()
    lessons = [_live(lesson, revision) for lesson, revision in rows]
    return sorted(lessons, key=lambda lesson: (lesson.front_matter["order"], lesson.id))


def _live(lesson: Lesson, revision: LessonRevision) -> LiveLesson:
    return LiveLesson(
        id=lesson.id,
        content_hash=revision.content_hash,
        html=revision.html,
        front_matter=revision.front_matter,
        contents=revision.contents,
        players=revision.players,
        file=lesson.file,
    )


def is_live(session: Session, lesson_id: str) -> bool:
    """Whether there is a lesson of this id on the course."""
    return session.exec(select(Lesson.id).where(Lesson.id == lesson_id, col(Lesson.removed_at).is_(None))).first() is not None


def make_live(session: Session, new: NewRevision) -> bool:
    """Serve this text from now on, and say whether anything changed. A text that the lesson once had is taken up again."""
    same_text = select(LessonRevision).where(LessonRevision.lesson_id == new.lesson_id, LessonRevision.content_hash == new.content_hash)
    revision = session.exec(same_text).first()
    if revision is None:
        revision = LessonRevision(
            lesson_id=new.lesson_id,
            content_hash=new.content_hash,
            source=new.source,
            html=new.html,
            front_matter=new.front_matter,
            contents=new.contents,
            players=new.players,
        )
    for question in new.questions:
        question_store.keep(session, new.lesson_id, question)
    # The same text can render anew after a change of a concept; assigning an equal value writes nothing.
    revision.html, revision.front_matter, revision.contents, revision.players = new.html, new.front_matter, new.contents, new.players
    revision.questions = [question.version for question in new.questions]
    changed = revision.id is None or session.is_modified(revision)
    session.add(revision)
    session.flush()
    assert revision.id is not None
    return _point(session, new, revision.id) or changed


def _point(session: Session, new: NewRevision, revision_id: int) -> bool:
    """Let the lesson point to the revision; true if it did not yet."""
    lesson = session.get(Lesson, new.lesson_id) or Lesson(id=new.lesson_id, file=new.file, live_revision=revision_id)
    before = (lesson in session, lesson.live_revision, lesson.removed_at, lesson.file)
    lesson.live_revision, lesson.removed_at, lesson.file = revision_id, None, new.file
    session.add(lesson)
    return before != (True, revision_id, None, new.file)


def remove_all_but(session: Session, ids: Iterable[str], files: Iterable[str]) -> list[str]:
    """Take lessons off the course whose id is gone, unless one of these files (which is broken now) held them. Nothing is deleted."""
    kept, broken = set(ids), set(files)
    present = session.exec(select(Lesson).where(col(Lesson.removed_at).is_(None)).order_by(col(Lesson.id))).all()
    gone = [lesson for lesson in present if lesson.id not in kept and lesson.file not in broken]
    for lesson in gone:
        lesson.removed_at = now()
        session.add(lesson)
    return [lesson.id for lesson in gone]
