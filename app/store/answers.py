"""Queries about attempts, answers and drafts. What comes back are plain values that outlive the session."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Session, col, func, select

from app.store.tables import Attempt, Draft, QuestionVersion, Submission, now


@dataclass(frozen=True, slots=True)
class SubmissionRecord:
    """An answer that was acknowledged: JSON texts as they were written down."""

    attempt_id: int
    key: str
    number: int
    answer: str
    grade: str | None
    reply: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AttemptRecord:
    """An attempt with its answers in order, and its draft (None: none). ``meaning`` is that of its version, or the version where none is known."""

    id: int
    lesson_id: str
    label: str
    version: str
    meaning: str
    number: int
    seed: str
    behaviour: str
    concrete: bytes
    started_at: datetime
    finished_at: datetime | None
    right: bool | None
    score: float | None
    submissions: tuple[SubmissionRecord, ...]
    draft: str | None
    draft_saved_at: datetime | None


@dataclass(frozen=True, slots=True)
class EarlierAnswer:
    """An answer that came with a key before. ``attempt``: lesson, label, version and number."""

    attempt: tuple[str, str, str, int]
    submission: SubmissionRecord


def answered(session: Session, person: str, key: str) -> EarlierAnswer | None:
    """The answer that this person sent with this key."""
    joined = select(Attempt, Submission).join(Attempt, col(Submission.attempt_id) == col(Attempt.id))
    found = session.exec(joined.where(Submission.person_id == person, Submission.key == key)).first()
    if found is None:
        return None
    made, submission = found
    return EarlierAnswer((made.lesson_id, made.label, made.version, made.number), _submission(submission))


def attempt(session: Session, person: str, lesson_id: str, label: str, version: str, number: int) -> Attempt | None:
    """One attempt by what names it."""
    named = (Attempt.lesson_id == lesson_id, Attempt.label == label, Attempt.version == version, Attempt.number == number)
    return session.exec(select(Attempt).where(Attempt.person_id == person, *named)).first()


def attempts(session: Session, person: str, lesson_id: str | None = None) -> list[AttemptRecord]:
    """Every attempt of a person (at the questions of one lesson), the oldest first."""
    same = (col(QuestionVersion.lesson_id) == col(Attempt.lesson_id)) & (col(QuestionVersion.version) == col(Attempt.version))
    chosen = select(Attempt, QuestionVersion.meaning).join(QuestionVersion, same).where(Attempt.person_id == person).order_by(col(Attempt.id))
    if lesson_id is not None:
        chosen = chosen.where(Attempt.lesson_id == lesson_id)
    rows = session.exec(chosen).all()
    ids = [row.id for row, _ in rows if row.id is not None]
    if not ids:
        return []
    submissions = _submissions(session, ids)
    drafts = {draft.attempt_id: draft for draft in session.exec(select(Draft).where(col(Draft.attempt_id).in_(ids))).all()}
    return [_record(row, meaning, submissions.get(row.id or 0, []), drafts.get(row.id or 0)) for row, meaning in rows]


def _submissions(session: Session, ids: Iterable[int]) -> dict[int, list[SubmissionRecord]]:
    chosen = select(Submission).where(col(Submission.attempt_id).in_(list(ids))).order_by(col(Submission.attempt_id), col(Submission.number))
    found: dict[int, list[SubmissionRecord]] = {}
    for row in session.exec(chosen).all():
        found.setdefault(row.attempt_id, []).append(_submission(row))
    return found


def _submission(row: Submission) -> SubmissionRecord:
    return SubmissionRecord(row.attempt_id, row.key, row.number, row.answer, row.grade, row.reply, row.at)


def _record(row: Attempt, meaning: str, submissions: list[SubmissionRecord], draft: Draft | None) -> AttemptRecord:
    assert row.id is not None
    return AttemptRecord(
        id=row.id,
        lesson_id=row.lesson_id,
        label=row.label,
        version=row.version,
        meaning=meaning or row.version,
        number=row.number,
        seed=row.seed,
        behaviour=row.behaviour,
        concrete=row.concrete,
        started_at=row.started_at,
        finished_at=row.finished_at,
        right=row.right,
        score=row.score,
        submissions=tuple(submissions),
        draft=draft.answer if draft else None,
        draft_saved_at=draft.saved_at if draft else None,
    )


def last(session: Session, attempt_id: int) -> SubmissionRecord | None:
    """The answer that an attempt has had last; its number says how many there were."""
    found = session.exec(select(Submission).where(Submission.attempt_id == attempt_id).order_by(col(Submission.number).desc()).limit(1)).first()
    return None if found is None else _submission(found)


def submission(session: Session, attempt_id: int, number: int) -> Submission:
    """One answer of an attempt, to be judged."""
    return session.exec(select(Submission).where(Submission.attempt_id == attempt_id, Submission.number == number)).one()


def save_draft(session: Session, attempt_id: int, answer: str) -> datetime:
    """Keep what was typed, in place of what was there before."""
    draft = session.get(Draft, attempt_id) or Draft(attempt_id=attempt_id, answer=answer)
    draft.answer, draft.saved_at = answer, now()
    session.add(draft)
    return draft.saved_at


def drop_draft(session: Session, attempt_id: int) -> None:
    """Forget what was typed."""
    session.execute(delete(Draft).where(col(Draft.attempt_id) == attempt_id))


Asked = tuple[str, str, str]
"""A question by its lesson, its label and its meaning."""


def best(session: Session, person: str, lesson_id: str | None = None, since: datetime | None = None) -> dict[Asked, float]:
    """The best score of the attempts at each question (of one lesson) that were finished (after this time)."""
    same = (col(QuestionVersion.lesson_id) == col(Attempt.lesson_id)) & (col(QuestionVersion.version) == col(Attempt.version))
    named = (col(Attempt.lesson_id), col(Attempt.label), func.coalesce(func.nullif(col(QuestionVersion.meaning), ""), col(Attempt.version)))
    chosen = select(*named, func.max(col(Attempt.score))).join(QuestionVersion, same)
    chosen = chosen.where(Attempt.person_id == person, col(Attempt.finished_at).is_not(None)).group_by(*named)
    if lesson_id is not None:
        chosen = chosen.where(Attempt.lesson_id == lesson_id)
    if since is not None:
        chosen = chosen.where(col(Attempt.finished_at) > since)
    return {(lesson, label, meaning): score or 0.0 for lesson, label, meaning, score in session.exec(chosen).all()}
