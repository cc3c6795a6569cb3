"""Finishing a lesson, which judges what waits for it, and trying its questions again."""

from collections.abc import Collection, Sequence
from datetime import datetime

import msgspec
from sqlmodel import Session

from app.course import progress
from app.course.answering import replies, tokens
from app.course.answering.errors import MissingError
from app.course.answering.service import AttemptRef, Service
from app.course.answering.standing import asked_in, by_label, current, lesson_state, name_of
from app.course.answering.states import Finished, Reply
from app.course.answering.submitting import write
from app.course.answering.tokens import AttemptName
from app.course.answering.variant import Variant, draw
from app.course.model.questions import Question
from app.course.questions import codec, judging
from app.store import answers, people
from app.store.answers import AttemptRecord
from app.store.database import reading, writing
from app.store.tables import Attempt, now


def finish(service: Service, person: str, lesson_id: str) -> Finished:
    """Judge every deferred question of the lesson that has an answer: the one saved last, or the draft where it is newer and complete.

    What is open then counts as not answered, and can still be answered. Finishing again says the same again. MissingError where there is no such
    lesson.
    """
    with reading(service.engine) as session:
        live = [(row.label, row.meaning or row.version, codec.decode(row.encoded).behaviour) for row in asked_in(session, lesson_id)]
        made = answers.attempts(session, person, lesson_id)
    if not made:
        return _finished(service, person, lesson_id, made, live)
    with writing(service.engine) as session:
        people.ensure(session, person)
        for attempt in filter(_is_open, answers.attempts(session, person, lesson_id)):
            _judge(session, service, person, attempt)
        session.flush()
        progress.finished(session, person, lesson_id, now())
        return _finished(service, person, lesson_id, answers.attempts(session, person, lesson_id), live)


def _is_open(attempt: AttemptRecord) -> bool:
    return attempt.behaviour == "deferred" and attempt.finished_at is None and (attempt.draft is not None or bool(attempt.submissions))


def _judge(session: Session, service: Service, person: str, attempt: AttemptRecord) -> None:
    """Judge the answer that counts, if there is one."""
    question, at = codec.decode(attempt.concrete), now()
    row = session.get_one(Attempt, attempt.id)
    number = _settle_on(session, service, person, row, attempt, question, at)
    if number is None:
        return
    kept = answers.submission(session, attempt.id, number)
    grade = judging.judge(question, replies.decode(kept.answer), service.catalogue)
    kept.grade = msgspec.json.encode(grade).decode()
    answers.drop_draft(session, attempt.id)
    row.finished_at, row.right, row.score = at, grade.right, grade.score
    session.flush()
    progress.answered(session, person, attempt.lesson_id, at, complete=True)


def _settle_on(session: Session, service: Service, person: str, row: Attempt, attempt: AttemptRecord, question: Question, at: datetime) -> int | None:
    """The number of the answer that counts. A draft that counts becomes an answer first."""
    last = attempt.submissions[-1] if attempt.submissions else None
    if attempt.draft is not None and judging.is_complete(question, replies.decode(attempt.draft)):
        number = last.number + 1 if last else 1
        token = tokens.sign(service.secret, person, attempt.lesson_id, attempt.label, name_of(attempt))
        said = replies.reply(question, token, number, at, replies.decode(attempt.draft), None)
        # A colon stands in no key that a browser may send.
        write(session, row, f"finish:{attempt.id}", attempt.draft, None, said)
        return number
    return last.number if last else None


def _finished(service: Service, person: str, lesson_id: str, made: Sequence[AttemptRecord], live: Sequence[tuple[str, str, str]]) -> Finished:
    said: list[Reply] = []
    unanswered: list[str] = []
    for label, meaning, behaviour in live:
        if behaviour != "deferred":
            continue
        shown = current(by_label(made).get(label, []), meaning)
        if shown is None or shown.finished_at is None:
            unanswered.append(label)
            continue
        token = tokens.sign(service.secret, person, lesson_id, label, name_of(shown))
        said.append(replies.now_said(codec.decode(shown.concrete), token, shown)[-1].reply)
    return Finished(tuple(said), tuple(unanswered))


def retry_missed(service: Service, person: str, lesson_id: str) -> list[str]:
    """Begin a new attempt at each question that was answered and is not right, and give their labels. What was right stays so."""
    missed = [state.label for state in lesson_state(service, person, lesson_id).questions if state.missed and state.can_retry]
    if missed:
        retry(service, person, lesson_id, missed)
    return missed


def retry(service: Service, person: str, lesson_id: str, labels: Collection[str] | None = None) -> None:
    """Begin a new attempt at these questions (None: at all), each in a new variant of what the lesson asks now.

    Only where the old attempt is complete, or asks what the lesson no longer does. Asked twice (a second tab, a double click), the second time
    changes nothing. MissingError where there is no such lesson, or where it asks none of these questions any more.
    """
    with reading(service.engine) as session:
        asked = {
            row.label: (row.version, row.meaning or row.version, row.encoded)
            for row in asked_in(session, lesson_id)
            if labels is None or row.label in labels
        }
        made = by_label(answers.attempts(session, person, lesson_id))
    if labels and not asked:
        raise MissingError("The lesson does not ask this question any more.", "label")
    new = [
        _new_attempt(service, person, lesson_id, label, version, encoded, made.get(label, []))
        for label, (version, meaning, encoded) in asked.items()
        if _may_retry(made.get(label, []), meaning)
    ]
    if not new:
        return
    with writing(service.engine) as session:
        people.ensure(session, person)
        now_made = by_label(answers.attempts(session, person, lesson_id))
        for ref, variant in new:
            before = now_made.get(ref.label, [])
            taken = any((attempt.version, attempt.number) == (ref.name.version, ref.name.number) for attempt in before)
            if _may_retry(before, asked[ref.label][1]) and not taken:
                session.add(ref.new(variant))


def _may_retry(made: Sequence[AttemptRecord], meaning: str) -> bool:
    shown = current(made, meaning)
    return shown is not None and (shown.finished_at is not None or shown.meaning != meaning)


def _new_attempt(
    service: Service, person: str, lesson_id: str, label: str, version: str, encoded: bytes, made: Sequence[AttemptRecord]
) -> tuple[AttemptRef, Variant]:
    """The next attempt at a question, drawn."""
    number = max((attempt.number for attempt in made), default=-1) + 1
    variant = draw(service.secret, person, label, version, number, encoded, service.catalogue)
    name = AttemptName(number, version, variant.digest)
    token = tokens.sign(service.secret, person, lesson_id, label, name)
    return AttemptRef(person, lesson_id, label, token, name), variant
