"""How many answers stand behind each question: what a change of its meaning would leave behind."""

from dataclasses import dataclass

from sqlalchemy import Engine, distinct, inspect
from sqlmodel import Session, col, func, select

from app.store import questions
from app.store.database import reading
from app.store.tables import Attempt, QuestionVersion, Submission


@dataclass(frozen=True, slots=True)
class KeptQuestion:
    """A question that the course asks now, with how many answers of how many students count for it."""

    lesson_id: str
    label: str
    version: str
    encoded: bytes
    answers: int
    students: int


def kept(engine: Engine, lesson_ids: list[str]) -> list[KeptQuestion]:
    """The questions that these lessons ask now. Empty where the database has no such tables yet, or those of an older release."""
    if "meaning" not in _columns(engine):
        return []
    with reading(engine) as session:
        return [_counted(session, row) for lesson_id in lesson_ids for row in questions.live(session, lesson_id) or ()]


def _columns(engine: Engine) -> set[str]:
    seen = inspect(engine)
    return {column["name"] for column in seen.get_columns("question_version")} if seen.has_table("question_version") else set()


def _counted(session: Session, row: QuestionVersion) -> KeptQuestion:
    same = (col(QuestionVersion.lesson_id) == col(Attempt.lesson_id)) & (col(QuestionVersion.version) == col(Attempt.version))
    counted = select(func.count(), func.count(distinct(col(Attempt.person_id)))).select_from(Submission)
    counted = counted.join(Attempt, col(Submission.attempt_id) == col(Attempt.id)).join(QuestionVersion, same)
    alike = QuestionVersion.meaning == row.meaning if row.meaning else QuestionVersion.version == row.version
    answers, students = session.exec(counted.where(Attempt.lesson_id == row.lesson_id, Attempt.label == row.label, alike)).one()
    return KeptQuestion(row.lesson_id, row.label, row.version, row.encoded, answers, students)
