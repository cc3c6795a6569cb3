"""Queries about questions: their versions, which are kept for ever, and which of them a lesson asks now."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.store.tables import Lesson, LessonRevision, QuestionVersion


@dataclass(frozen=True, slots=True)
class NewQuestion:
    """A question as a lesson has it now."""

    label: str
    version: str
    encoded: bytes
    meaning: str = ""


def keep(session: Session, lesson_id: str, question: NewQuestion) -> None:
    """Keep this version of a question, if it is not kept yet."""
    if session.get(QuestionVersion, (lesson_id, question.version)) is None:
        kept = QuestionVersion(lesson_id=lesson_id, version=question.version, label=question.label, encoded=question.encoded)
        kept.meaning = question.meaning
        session.add(kept)


def find(session: Session, lesson_id: str, version: str) -> QuestionVersion | None:
    """A version that this lesson has or had."""
    return session.get(QuestionVersion, (lesson_id, version))


def live(session: Session, lesson_id: str) -> list[QuestionVersion] | None:
    """The questions that a lesson of the course asks now, in its order; None where there is no such lesson."""
    joined = select(LessonRevision.questions).join(Lesson, col(Lesson.live_revision) == col(LessonRevision.id))
    versions = session.exec(joined.where(Lesson.id == lesson_id, col(Lesson.removed_at).is_(None))).first()
    if versions is None:
        return None
    if not versions:
        return []
    chosen = (QuestionVersion.lesson_id == lesson_id, col(QuestionVersion.version).in_(versions))
    kept = {question.version: question for question in session.exec(select(QuestionVersion).where(*chosen)).all()}
    return [kept[version] for version in versions]


def live_meanings(session: Session, lesson_id: str) -> list[tuple[str, str]] | None:
    """Label and meaning of each question that a lesson of the course asks now; None where there is no such lesson."""
    found = live(session, lesson_id)
    return None if found is None else [(question.label, question.meaning or question.version) for question in found]


def live_names(session: Session) -> dict[str, list[tuple[str, str]]]:
    """For every lesson of the course, label and meaning of each question that it asks now."""
    versions = live_versions(session)
    named = (QuestionVersion.lesson_id, QuestionVersion.version, QuestionVersion.label, QuestionVersion.meaning)
    found = session.exec(select(*named).where(col(QuestionVersion.lesson_id).in_(list(versions)))).all()
    names = {(lesson_id, version): (label, meaning or version) for lesson_id, version, label, meaning in found}
    return {lesson_id: [names[lesson_id, version] for version in asked] for lesson_id, asked in versions.items()}


def without_meaning(session: Session) -> list[QuestionVersion]:
    """The versions of which it is not yet known what they mean, to be told."""
    return list(session.exec(select(QuestionVersion).where(QuestionVersion.meaning == "")).all())


def meanings(session: Session, lesson_ids: Iterable[str]) -> dict[tuple[str, str], str]:
    """By lesson and version, what the questions of these lessons mean or meant."""
    named = (QuestionVersion.lesson_id, QuestionVersion.version, QuestionVersion.meaning)
    found = session.exec(select(*named).where(col(QuestionVersion.lesson_id).in_(list(lesson_ids)))).all()
    return {(lesson_id, version): meaning or version for lesson_id, version, meaning in found}


def live_versions(session: Session) -> dict[str, list[str]]:
    """For every lesson of the course, the versions that it asks now."""
    joined = select(Lesson.id, LessonRevision.questions).join(LessonRevision, col(Lesson.live_revision) == col(LessonRevision.id))
    return {lesson_id: list(versions) for lesson_id, versions in session.exec(joined.where(col(Lesson.removed_at).is_(None))).all()}
