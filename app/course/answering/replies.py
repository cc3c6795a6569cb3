"""What may be said of an answer, and when. The right answer stays here while there is still something to try."""

from datetime import datetime
from typing import Any

import msgspec

from app.course.answering.states import Reply, Submitted
from app.course.model.questions import Answer, Grade, Question, Remark
from app.course.questions.kinds import kind_of
from app.kernel.errors import UsageError
from app.store.answers import AttemptRecord, SubmissionRecord

ANSWER_BYTES = 16 * 1024


def text_of(answer: Answer) -> str:
    """An answer as it is written down; UsageError if it is no JSON value or too long."""
    try:
        text = msgspec.json.encode(answer, order="deterministic").decode()
    except (TypeError, ValueError, RecursionError) as error:
        raise UsageError("The answer is not usable; allowed: a JSON value without broken characters.", "answer") from error
    if len(text) > ANSWER_BYTES:
        raise UsageError(f"The answer is too long; allowed: {ANSWER_BYTES} bytes.", "answer")
    return text


def tries(question: Question) -> int | None:
    """How many answers an attempt may have; None where only finishing ends it."""
    match question.behaviour:
        case "deferred":
            return None
        case "interactive":
            return max(question.tries, 1)
        case _:
            return 1


def is_over(question: Question, number: int, grade: Grade | None) -> bool:
    """Whether the attempt is complete with this answer, the ``number``th, judged so (None: not yet judged)."""
    allowed = tries(question)
    return grade is not None and (allowed is None or grade.right or number >= allowed)


def reply(question: Question, attempt: str, number: int, at: datetime, answer: Answer, grade: Grade | None, *, ended: bool = False) -> Reply:
    """What is said to the ``number``th answer of an attempt. ``ended``: no other one will come, whether or not there were tries left."""
    allowed, over = tries(question), ended or is_over(question, number, grade)
    left = None if allowed is None else 0 if over else allowed - number
    if grade is None:
        return Reply(label=question.label, attempt=attempt, number=number, at=at, judged=False, complete=False, tries_left=left)
    return Reply(
        label=question.label,
        attempt=attempt,
        number=number,
        at=at,
        judged=True,
        complete=over,
        tries_left=left,
        right=grade.right,
        score=grade.score,
        remarks=grade.remarks if over else _guarded(question, answer, grade),
        hint="" if over or number > len(question.hints) else question.hints[number - 1],
        solution=grade.solution if over else "",
        explanation=grade.explanation if over else "",
        run=grade.run if over else None,
    )


def _guarded(question: Question, answer: Answer, grade: Grade) -> tuple[Remark, ...]:
    """The remarks that help without telling, and without the run, which plays the answer."""
    remarks = kind_of(question.body).helpful(answer, grade.remarks)
    return tuple(msgspec.structs.replace(remark, run=None) for remark in remarks)


def decode(text: str) -> Any:
    """An answer that was written down."""
    return msgspec.json.decode(text)


def again(record: SubmissionRecord) -> Reply:
    """What was said when the answer was taken."""
    return msgspec.json.decode(record.reply, type=Reply)


def grade_of(record: SubmissionRecord) -> Grade | None:
    """How the answer was judged."""
    return None if record.grade is None else msgspec.json.decode(record.grade, type=Grade)


def now_said(question: Question, token: str, attempt: AttemptRecord) -> tuple[Submitted, ...]:
    """The answers of an attempt with what may be said of them now: what was said then, unless they were judged or the attempt was ended since."""
    last = len(attempt.submissions)
    return tuple(
        _said(question, token, record, ended=attempt.finished_at is not None and place == last) for place, record in enumerate(attempt.submissions, 1)
    )


def _said(question: Question, token: str, record: SubmissionRecord, *, ended: bool) -> Submitted:
    answer, said = decode(record.answer), again(record)
    if record.grade is not None and (not said.judged or (ended and not said.complete)):
        said = reply(question, token, record.number, record.at, answer, grade_of(record), ended=ended)
    return Submitted(answer, msgspec.structs.replace(said, attempt=token))
