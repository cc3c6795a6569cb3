"""How a person stands: the questions of a lesson with what was answered so far, and all results."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import msgspec
from sqlalchemy import Engine
from sqlmodel import Session

from app.course import progress
from app.course.answering import replies, tokens
from app.course.answering.errors import MissingError
from app.course.answering.service import Service
from app.course.answering.states import LessonState, QuestionState, Result
from app.course.answering.tokens import AttemptName
from app.course.answering.variant import draw, is_practice, practice_of, shown_digest
from app.course.model.questions import Computed, Question
from app.course.questions import codec, judging
from app.store import answers, lessons, questions
from app.store.answers import AttemptRecord
from app.store.database import reading
from app.store.tables import QuestionVersion, now


def asked_in(session: Session, lesson_id: str) -> list[QuestionVersion]:
    """What a lesson asks now, in its order; MissingError where there is no such lesson."""
    live = questions.live(session, lesson_id)
    if live is None:
        raise MissingError("There is no such lesson.", "lesson_id")
    return live


def by_label(attempts: Iterable[AttemptRecord]) -> dict[str, list[AttemptRecord]]:
    """The attempts at each question, the oldest first."""
    found: dict[str, list[AttemptRecord]] = {}
    for attempt in attempts:
        found.setdefault(attempt.label, []).append(attempt)
    return found


def name_of(attempt: AttemptRecord) -> AttemptName:
    """What names an attempt that was begun."""
    return AttemptName(attempt.number, attempt.version, shown_digest(attempt.concrete))


def current(attempts: Sequence[AttemptRecord], meaning: str) -> AttemptRecord | None:
    """The attempt to be shown, of all at one question: the latest at what is asked now, however it was worded, else the latest."""
    preferred = [attempt for attempt in attempts if attempt.meaning == meaning] or attempts
    return preferred[-1] if preferred else None


def lesson_state(service: Service, person: str, lesson_id: str, besides: str = "") -> LessonState:
    """Every question that the lesson asks now, in its order, as it stands for this person, and the person's progress, in one reading transaction.

    Writes nothing, and needs nothing to be written before. ``besides``: a question that is shown as it was answered although the lesson may have
    dropped it. MissingError where there is no such lesson.
    """
    with reading(service.engine) as session:
        asked = [(row.label, row.version, row.meaning or row.version, row.encoded) for row in asked_in(session, lesson_id)]
        made = by_label(answers.attempts(session, person, lesson_id))
        known = progress.of(session, person)
    since = known[lesson_id].counts_since(now()) if lesson_id in known else None
    found = []
    for label, version, meaning, encoded in asked:
        shown = current(made.get(label, []), meaning)
        if shown is None:
            state = _untouched(service, person, lesson_id, label, version, encoded)
        else:
            state = _begun(service, person, shown, meaning, None if shown.version == version else encoded)
        if isinstance(codec.decode(encoded).body, Computed):
            state = msgspec.structs.replace(state, drawn=True, practice=_practice(service, person, made.get(practice_of(label), []), meaning))
        found.append(msgspec.structs.replace(state, result=_best(made.get(label, []), meaning, since)))
    lesson = LessonState(lesson_id, tuple(found), known)
    if besides not in made or lesson.question(besides) is not None:
        return lesson
    latest = made[besides][-1]
    return msgspec.structs.replace(lesson, questions=(*found, _begun(service, person, latest, latest.meaning, left=True)))


def _best(made: Sequence[AttemptRecord], meaning: str, since: datetime | None) -> float | None:
    """The best score of the attempts that count: those at what is asked now."""
    complete = [(attempt.finished_at, attempt.score or 0.0) for attempt in made if attempt.meaning == meaning and attempt.finished_at is not None]
    return max((score for at, score in complete if since is None or at > since), default=None)


def _practice(service: Service, person: str, made: Sequence[AttemptRecord], meaning: str) -> QuestionState | None:
    """The practice that was begun last at what the lesson asks now."""
    shown = current(made, meaning)
    return None if shown is None or shown.meaning != meaning else _begun(service, person, shown, meaning)


def _untouched(service: Service, person: str, lesson_id: str, label: str, version: str, encoded: bytes) -> QuestionState:
    variant = draw(service.secret, person, label, version, 0, encoded, service.catalogue)
    question = variant.question
    return QuestionState(
        lesson_id=lesson_id,
        label=label,
        attempt=tokens.sign(service.secret, person, lesson_id, label, AttemptName(0, version, variant.digest)),
        number=1,
        question=judging.present(question),
        changed=False,
        draft=None,
        submitted=(),
        tries_left=replies.tries(question),
        complete=False,
        score=None,
        can_retry=False,
    )


def _begun(service: Service, person: str, attempt: AttemptRecord, meaning: str, mended: bytes | None = None, *, left: bool = False) -> QuestionState:
    """``mended``: the text that the lesson has now, where it is another one than the attempt was begun with."""
    question, changed = codec.decode(attempt.concrete), attempt.meaning != meaning
    if mended is not None and not changed:
        question = _worded(question, codec.decode(mended))
    token = tokens.sign(service.secret, person, attempt.lesson_id, attempt.label, name_of(attempt))
    submitted = replies.now_said(question, token, attempt)
    allowed, complete = replies.tries(question), attempt.finished_at is not None
    return QuestionState(
        lesson_id=attempt.lesson_id,
        label=attempt.label,
        attempt=token,
        number=attempt.number + 1,
        question=judging.present(question),
        changed=changed,
        draft=None if attempt.draft is None else replies.decode(attempt.draft),
        submitted=submitted,
        tries_left=None if allowed is None else 0 if complete else allowed - len(submitted),
        complete=complete,
        score=attempt.score,
        can_retry=not left and (complete or changed),
        left=left,
    )


def _worded(answered: Question, now: Question) -> Question:
    """A question as it was answered, with title and prompt as they are worded now. Its options stay those that the answers name."""
    prompt = answered.prompt if isinstance(now.body, Computed) else now.prompt
    return msgspec.structs.replace(answered, title=now.title, prompt=prompt)


def results(engine: Engine, person: str) -> list[Result]:
    """Every attempt with an answer, in the order of the course (lessons that left it last), then of time."""
    with reading(engine) as session:
        titles = {lesson.id: str(lesson.front_matter.get("title", lesson.id)) for lesson in lessons.live_in(session)}
        meanings = questions.meanings(session, titles)
        live = {(lesson_id, meanings[lesson_id, version]) for lesson_id, asked in questions.live_versions(session).items() for version in asked}
        made = [attempt for attempt in answers.attempts(session, person) if attempt.submissions]
    order = {lesson_id: place for place, lesson_id in enumerate(titles)}
    made.sort(key=lambda attempt: (order.get(attempt.lesson_id, len(order)), attempt.lesson_id, attempt.id))
    return [_result(attempt, titles, (attempt.lesson_id, attempt.meaning) in live) for attempt in made]


def _result(attempt: AttemptRecord, titles: Mapping[str, str], live: bool) -> Result:
    question = codec.decode(attempt.concrete)
    return Result(
        lesson_id=attempt.lesson_id,
        lesson_title=titles.get(attempt.lesson_id, attempt.lesson_id),
        label=attempt.label,
        number=attempt.number + 1,
        version=attempt.version,
        live=live,
        practice=is_practice(attempt.label),
        question=judging.present(question),
        started_at=attempt.started_at,
        finished_at=attempt.finished_at,
        right=attempt.right,
        score=attempt.score,
        submitted=replies.now_said(question, "", attempt),
    )
