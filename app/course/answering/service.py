"""What changes something: answering, drafting, finishing, trying again."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy import Engine
from sqlmodel import Session

from app.course import progress
from app.course.answering import replies, tokens
from app.course.answering.errors import ClosedError, MissingError, StaleError, no_such_attempt
from app.course.answering.standing import current, state
from app.course.answering.states import Finished, QuestionState, Reply
from app.course.answering.tokens import AttemptName
from app.course.answering.variant import Variant, draw
from app.course.model.questions import Answer, Grade, Question
from app.course.questions import codec as coding
from app.course.questions import judging
from app.kernel.errors import UsageError
from app.kernel.show.concept import Concept
from app.store import answers, people, questions
from app.store.answers import AttemptRecord, SubmissionRecord
from app.store.database import reading, writing
from app.store.tables import Attempt, Submission, now

KEY = re.compile(r"[A-Za-z0-9_-]{8,64}")
SAVED_MAX = 500
"""How often an answer that waits for its judgement may be saved."""


@dataclass(frozen=True, slots=True)
class Place:
    """One person's attempt at one question, as its name says."""

    person: str
    lesson_id: str
    label: str
    token: str
    name: AttemptName

    def find(self, session: Session) -> Attempt | None:
        """The attempt, if it has been begun."""
        return answers.attempt(session, self.person, self.lesson_id, self.label, self.name.version, self.name.number)

    def begin(self, session: Session, variant: Variant) -> Attempt:
        """The attempt, begun now if it has not been. The person must be there."""
        found = self.find(session)
        if found is not None:
            return found
        row = Attempt(
            person_id=self.person,
            lesson_id=self.lesson_id,
            label=self.label,
            version=self.name.version,
            number=self.name.number,
            seed=str(variant.seed),
            behaviour=variant.question.behaviour,
            concrete=coding.encode(variant.question),
        )
        session.add(row)
        session.flush()
        return row


def _place(secret: bytes, person: str, lesson_id: str, label: str, token: str) -> Place:
    name = tokens.read(secret, person, lesson_id, label, token)
    if name is None:
        raise no_such_attempt()
    return Place(person, lesson_id, label, token, name)


def _variant(engine: Engine, secret: bytes, place: Place, catalogue: Mapping[str, Concept]) -> Variant:
    """What this attempt asks: as it was begun, or drawn now. Drawing may take a while, and so happens outside of any transaction."""
    with reading(engine) as session:
        begun = place.find(session)
        if begun is not None:
            return Variant(int(begun.seed), coding.decode(begun.concrete))
        kept = questions.find(session, place.lesson_id, place.name.version)
        if kept is None:
            raise no_such_attempt()
        encoded = kept.encoded
    return draw(secret, place.person, place.label, place.name.version, place.name.number, encoded, catalogue)


def submit(
    engine: Engine,
    secret: bytes,
    person: str,
    lesson_id: str,
    label: str,
    key: str,
    attempt: str,
    answer: Answer,
    catalogue: Mapping[str, Concept],
    seen: int | None = None,
) -> Reply:
    """Take an answer. The same key again gives the same reply and changes nothing. ``seen``: how many answers of the attempt the sender knows of.

    UsageError for an answer of a wrong shape, MissingError for an attempt that is not this person's, ClosedError when it takes no more answers,
    StaleError when tries are counted and one was used that the sender has not seen.
    """
    if not KEY.fullmatch(key):
        raise UsageError("The key of an answer is 8 to 64 letters, digits, hyphens and underscores.", "key")
    place = _place(secret, person, lesson_id, label, attempt)
    text = replies.text_of(answer)
    with reading(engine) as session:
        said = _said_before(session, place, key, text)
    if said is not None:
        return said
    variant = _variant(engine, secret, place, catalogue)
    grade = judging.judge(variant.question, answer, catalogue)
    with writing(engine) as session:
        people.ensure(session, person)
        return _said_before(session, place, key, text) or _take(session, place, variant, key, text, answer, grade, seen)


def _said_before(session: Session, place: Place, key: str, text: str) -> Reply | None:
    """The reply to the answer that came with this key before; UsageError if that was another answer."""
    found = answers.answered(session, place.person, key)
    if found is None:
        return None
    attempt, submission = found
    named = (attempt.lesson_id, attempt.label, attempt.version, attempt.number)
    if named != (place.lesson_id, place.label, place.name.version, place.name.number) or submission.answer != text:
        raise UsageError("This key belongs to another answer already; every answer needs a key of its own.", "key")
    return replies.again(submission)


def _take(session: Session, place: Place, variant: Variant, key: str, text: str, answer: Answer, grade: Grade, seen: int | None) -> Reply:
    """Write the answer down, in the transaction that is open."""
    row = place.begin(session, variant)
    assert row.id is not None
    if row.finished_at is not None:
        raise ClosedError("This attempt is complete and takes no more answers. You may try the question again.", "attempt")
    question, number, at = variant.question, answers.count(session, row.id) + 1, now()
    if number > SAVED_MAX:
        raise ClosedError(f"The answer was saved {SAVED_MAX} times. Finish the lesson to have it judged.", "attempt")
    if seen not in (None, number - 1) and replies.tries(question) is not None:
        raise StaleError("This attempt has had another answer meanwhile; look how many tries are left.", "attempt")
    judged = None if question.behaviour == "deferred" else grade
    reply = replies.reply(question, place.token, number, at, answer, judged)
    _write(session, row, place.person, key, number, text, judged, reply)
    answers.drop_draft(session, row.id)
    progress.acted(session, place.person, place.lesson_id)
    if reply.complete:
        _close(session, row, grade, at)
    return reply


def _write(session: Session, row: Attempt, person: str, key: str, number: int, text: str, grade: Grade | None, reply: Reply) -> None:
    assert row.id is not None
    session.add(
        Submission(
            person_id=person,
            attempt_id=row.id,
            key=key,
            number=number,
            answer=text,
            grade=None if grade is None else msgspec.json.encode(grade).decode(),
            reply=msgspec.json.encode(reply).decode(),
            at=reply.at,
        )
    )
    session.flush()


def _close(session: Session, row: Attempt, grade: Grade, at: datetime) -> None:
    row.finished_at, row.right, row.score = at, grade.right, grade.score
    session.flush()
    progress.settle(session, row.person_id, row.lesson_id, at)


def save_draft(
    engine: Engine,
    secret: bytes,
    person: str,
    lesson_id: str,
    label: str,
    attempt: str,
    answer: Answer,
    catalogue: Mapping[str, Concept],
) -> datetime | None:
    """Keep what was typed and not sent, whatever its shape; None forgets it. Gives the time when it was kept."""
    place = _place(secret, person, lesson_id, label, attempt)
    text = replies.text_of(answer)
    variant = _variant(engine, secret, place, catalogue)
    with writing(engine) as session:
        people.ensure(session, person)
        row = place.begin(session, variant)
        assert row.id is not None
        if row.finished_at is not None:
            raise ClosedError("This attempt is complete; what is typed now is not kept.", "attempt")
        if answer is None:
            answers.drop_draft(session, row.id)
            return None
        progress.acted(session, person, lesson_id)
        return answers.save_draft(session, row.id, text)


def finish(engine: Engine, secret: bytes, person: str, lesson_id: str, catalogue: Mapping[str, Concept]) -> Finished:
    """Judge every deferred question of the lesson that has an answer: the one saved last, or the draft where it is newer and complete.

    Finishing again says the same again. Questions without an answer stay open.
    """
    with reading(engine) as session:
        asked = questions.live(session, lesson_id)
        if asked is None:
            raise MissingError("There is no such lesson.", "lesson_id")
        live = [(row.label, row.version, coding.decode(row.encoded).behaviour) for row in asked]
        if not any(_is_open(attempt) for attempt in answers.attempts(session, person, lesson_id)):
            return _finished(session, secret, person, lesson_id, live)
    with writing(engine) as session:
        people.ensure(session, person)
        for attempt in answers.attempts(session, person, lesson_id):
            if _is_open(attempt):
                _judge(session, secret, person, attempt, catalogue)
        return _finished(session, secret, person, lesson_id, live)


def _is_open(attempt: AttemptRecord) -> bool:
    return attempt.behaviour == "deferred" and attempt.finished_at is None and (attempt.draft is not None or bool(attempt.submissions))


def _judge(session: Session, secret: bytes, person: str, attempt: AttemptRecord, catalogue: Mapping[str, Concept]) -> None:
    """Judge the answer that counts, if there is one."""
    question, at = coding.decode(attempt.concrete), now()
    row = session.get_one(Attempt, attempt.id)
    number = _settle_on(session, secret, person, row, attempt, question, at)
    if number is None:
        return
    kept = answers.submission(session, attempt.id, number)
    grade = judging.judge(question, replies.decode(kept.answer), catalogue)
    kept.grade = msgspec.json.encode(grade).decode()
    answers.drop_draft(session, attempt.id)
    _close(session, row, grade, at)


def _settle_on(session: Session, secret: bytes, person: str, row: Attempt, attempt: AttemptRecord, question: Question, at: datetime) -> int | None:
    """The number of the answer that counts. A draft that counts becomes an answer first."""
    last = attempt.submissions[-1] if attempt.submissions else None
    if attempt.draft is not None and judging.is_complete(question, replies.decode(attempt.draft)):
        number = last.number + 1 if last else 1
        token = tokens.sign(secret, person, attempt.lesson_id, attempt.label, AttemptName(attempt.number, attempt.version))
        said = replies.reply(question, token, number, at, replies.decode(attempt.draft), None)
        # A colon stands in no key that a browser may send.
        _write(session, row, person, f"finish:{attempt.id}", number, attempt.draft, None, said)
        return number
    return last.number if last else None


def _finished(session: Session, secret: bytes, person: str, lesson_id: str, live: Sequence[tuple[str, str, str]]) -> Finished:
    attempts = answers.attempts(session, person, lesson_id)
    said: list[Reply] = []
    unanswered: list[str] = []
    for label, version, behaviour in live:
        if behaviour != "deferred":
            continue
        shown = current([attempt for attempt in attempts if attempt.label == label], version)
        if shown is None or shown.finished_at is None:
            unanswered.append(label)
            continue
        token = tokens.sign(secret, person, lesson_id, label, AttemptName(shown.number, shown.version))
        judged: SubmissionRecord = shown.submissions[-1]
        said.append(replies.now_said(coding.decode(shown.concrete), token, judged).reply)
    return Finished(tuple(said), tuple(unanswered))


def retry(engine: Engine, secret: bytes, person: str, lesson_id: str, label: str, catalogue: Mapping[str, Concept]) -> QuestionState:
    """Begin a new attempt in a new variant of what the lesson asks now, when the old one is complete or asks what the lesson no longer does.

    Asked twice (a second tab, a double click), the second gets what the first began.
    """
    with reading(engine) as session:
        asked = {row.label: (row.version, row.encoded) for row in questions.live(session, lesson_id) or ()}
        if label not in asked:
            raise MissingError("The lesson does not ask this question any more.", "label")
        number = _next_number(session, person, lesson_id, label)
    version, encoded = asked[label]
    variant = draw(secret, person, label, version, number, encoded, catalogue)
    name = AttemptName(number, version)
    place = Place(person, lesson_id, label, tokens.sign(secret, person, lesson_id, label, name), name)
    with writing(engine) as session:
        people.ensure(session, person)
        before = [attempt for attempt in answers.attempts(session, person, lesson_id) if attempt.label == label]
        shown = current(before, version)
        if shown is not None and (shown.finished_at is not None or shown.version != version) and place.find(session) is None:
            place.begin(session, variant)
    return next(question for question in state(engine, secret, person, lesson_id, catalogue) if question.label == label)


def _next_number(session: Session, person: str, lesson_id: str, label: str) -> int:
    numbers = [attempt.number for attempt in answers.attempts(session, person, lesson_id) if attempt.label == label]
    return max(numbers, default=-1) + 1
