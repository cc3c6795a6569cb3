"""Taking answers and drafts: each in one writing transaction."""

from datetime import datetime

import msgspec
from sqlmodel import Session

from app.course import progress
from app.course.answering import replies
from app.course.answering.errors import ClosedError, StaleError, UnchangedError
from app.course.answering.service import AttemptRef, OpenQuestion, Service
from app.course.answering.states import Reply
from app.course.model.questions import Answer, Grade
from app.course.questions import judging
from app.course.questions.button_names import Button
from app.course.questions.kinds import kind_of
from app.kernel.errors import UsageError
from app.store import answers, people
from app.store.answers import EarlierAnswer
from app.store.database import writing
from app.store.tables import Attempt, Submission, now

SAVED_MAX = 500
"""How often an answer that waits for its judgement may be saved."""


def submit(service: Service, question: OpenQuestion, answer: Answer, seen: int | None = None) -> Reply:
    """Take an answer. The same key again gives the same reply and changes nothing. ``seen``: how many answers of the attempt the sender knows of.

    UsageError for an answer of a wrong shape or one that leaves something out, ClosedError when the attempt takes no more answers. Where tries are
    counted, StaleError when one was used that the sender has not seen, and UnchangedError for the answer that was given last and that he has seen.
    None of them costs a try. It is judged before the transaction: that may take a while.
    """
    assert question.key, "a question is opened with the key of the answer to come"
    text = replies.text_of(answer)
    if question.earlier is not None:
        return _said_before(question.ref, question.earlier, text)
    grade = judging.judge(question.variant.question, answer, service.catalogue)
    if not judging.is_complete(question.variant.question, answer):
        raise UsageError(kind_of(question.variant.question.body).nothing, "answer")
    with writing(service.engine) as session:
        people.ensure(session, question.ref.person)
        earlier = answers.answered(session, question.ref.person, question.key)
        if earlier is not None:
            return _said_before(question.ref, earlier, text)
        return _take(session, question, text, answer, grade, seen)


def _said_before(ref: AttemptRef, earlier: EarlierAnswer, text: str) -> Reply:
    """The reply to the answer that came with this key before; UsageError if that was another answer."""
    if earlier.attempt != (ref.lesson_id, ref.label, ref.name.version, ref.name.number) or earlier.submission.answer != text:
        raise UsageError("This key belongs to another answer already; every answer needs a key of its own.", "key")
    return replies.again(earlier.submission)


def _take(session: Session, question: OpenQuestion, text: str, answer: Answer, grade: Grade, seen: int | None) -> Reply:
    """Write the answer down, in the transaction that is open."""
    ref, asked, at = question.ref, question.variant.question, now()
    begun = ref.find(session)
    row, last = begun or ref.new(question.variant), None
    if begun is not None and begun.id is not None:
        if begun.finished_at is not None:
            raise ClosedError("This attempt is complete and takes no more answers. You may try the question again.", "attempt")
        last = answers.last(session, begun.id)
    number = last.number + 1 if last else 1
    if number > SAVED_MAX:
        raise ClosedError(f"The answer was saved {SAVED_MAX} times. Press “{Button.FINISH}” to have it judged.", "attempt")
    if replies.tries(asked) is not None and last is not None:
        if seen not in (None, last.number):
            raise StaleError("This attempt has had another answer meanwhile; look how many tries are left.", "attempt")
        if seen is not None and last.answer == text:
            raise UnchangedError("This is the answer that you gave before. Change something first; no try was used.", "answer")
    judged = None if asked.behaviour == "deferred" else grade
    reply = replies.reply(asked, ref.token, number, at, answer, judged)
    if reply.complete:
        row.finished_at, row.right, row.score = at, grade.right, grade.score
    write(session, row, question.key, text, judged, reply)
    if begun is not None and begun.id is not None:
        answers.drop_draft(session, begun.id)
    progress.answered(session, ref.person, ref.lesson_id, at, complete=reply.complete)
    return reply


def write(session: Session, row: Attempt, key: str, text: str, grade: Grade | None, reply: Reply) -> None:
    """Write an answer and its attempt down."""
    session.add(row)
    session.flush()
    assert row.id is not None
    session.add(
        Submission(
            person_id=row.person_id,
            attempt_id=row.id,
            key=key,
            number=reply.number,
            answer=text,
            grade=None if grade is None else msgspec.json.encode(grade).decode(),
            reply=msgspec.json.encode(reply).decode(),
            at=reply.at,
        )
    )
    session.flush()


def save_draft(service: Service, question: OpenQuestion, answer: Answer) -> datetime | None:
    """Keep what was typed and not sent, whatever its shape; None forgets it. Gives the time when it was kept."""
    ref, text = question.ref, replies.text_of(answer)
    with writing(service.engine) as session:
        people.ensure(session, ref.person)
        row = ref.find(session)
        if row is None:
            row = ref.new(question.variant)
            session.add(row)
            session.flush()
        assert row.id is not None
        if row.finished_at is not None:
            raise ClosedError("This attempt is complete; what is typed now is not kept.", "attempt")
        if answer is None:
            answers.drop_draft(session, row.id)
            return None
        progress.answered(session, ref.person, ref.lesson_id, now(), complete=False)
        return answers.save_draft(session, row.id, text)
