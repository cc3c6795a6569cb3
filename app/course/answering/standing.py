"""How a person stands: the questions of a lesson with what was answered so far, and all results."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Engine

from app.course.answering import replies, tokens
from app.course.answering.errors import MissingError
from app.course.answering.states import QuestionState, Result
from app.course.answering.tokens import AttemptName
from app.course.answering.variant import draw
from app.course.model.questions import Question
from app.course.questions import codec as coding
from app.course.questions import judging
from app.kernel.show.concept import Concept
from app.store import answers, lessons, questions
from app.store.answers import AttemptRecord
from app.store.database import reading


def questions_of(engine: Engine, lesson_id: str) -> list[tuple[str, Question]]:
    """What a lesson asks now, in its order, each with its version. Right answers and all: for the server only."""
    return [(version, coding.decode(encoded)) for _, version, encoded in _asked(engine, lesson_id)]


def _asked(engine: Engine, lesson_id: str) -> list[tuple[str, str, bytes]]:
    with reading(engine) as session:
        live = questions.live(session, lesson_id)
        if live is None:
            raise MissingError("There is no such lesson.", "lesson_id")
        return [(row.label, row.version, row.encoded) for row in live]


def current(attempts: Sequence[AttemptRecord], version: str) -> AttemptRecord | None:
    """The attempt to be shown, of all at one question: the latest at the version that is asked now, else the latest."""
    preferred = [attempt for attempt in attempts if attempt.version == version] or attempts
    return preferred[-1] if preferred else None


def state(engine: Engine, secret: bytes, person: str, lesson_id: str, catalogue: Mapping[str, Concept]) -> list[QuestionState]:
    """Every question that the lesson asks now, in its order, as it stands for this person. Writes nothing, and needs nothing to be written before."""
    asked = _asked(engine, lesson_id)
    with reading(engine) as session:
        made = answers.attempts(session, person, lesson_id)
    by_label: dict[str, list[AttemptRecord]] = {}
    for attempt in made:
        by_label.setdefault(attempt.label, []).append(attempt)
    found = []
    for label, version, encoded in asked:
        shown = current(by_label.get(label, []), version)
        if shown is None:
            found.append(_untouched(secret, person, lesson_id, label, version, encoded, catalogue))
        else:
            found.append(_begun(secret, person, shown, version))
    return found


def _untouched(
    secret: bytes, person: str, lesson_id: str, label: str, version: str, encoded: bytes, catalogue: Mapping[str, Concept]
) -> QuestionState:
    question = draw(secret, person, label, version, 0, encoded, catalogue).question
    return QuestionState(
        lesson_id=lesson_id,
        label=label,
        attempt=tokens.sign(secret, person, lesson_id, label, AttemptName(0, version)),
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


def _begun(secret: bytes, person: str, attempt: AttemptRecord, live: str) -> QuestionState:
    question = coding.decode(attempt.concrete)
    token = tokens.sign(secret, person, attempt.lesson_id, attempt.label, AttemptName(attempt.number, attempt.version))
    submitted = tuple(replies.now_said(question, token, record) for record in attempt.submissions)
    allowed, complete, changed = replies.tries(question), attempt.finished_at is not None, attempt.version != live
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
        can_retry=complete or changed,
    )


def results(engine: Engine, person: str) -> list[Result]:
    """Every attempt with an answer, in the order of the course (lessons that left it last), then of time."""
    titles = {lesson.id: str(lesson.front_matter.get("title", lesson.id)) for lesson in lessons.live_lessons(engine)}
    with reading(engine) as session:
        live = questions.live_versions(session)
        made = [attempt for attempt in answers.attempts(session, person) if attempt.submissions]
    order = {lesson_id: place for place, lesson_id in enumerate(titles)}
    made.sort(key=lambda attempt: (order.get(attempt.lesson_id, len(order)), attempt.lesson_id, attempt.id))
    return [_result(attempt, titles, attempt.version in live.get(attempt.lesson_id, ())) for attempt in made]


def _result(attempt: AttemptRecord, titles: Mapping[str, str], live: bool) -> Result:
    question = coding.decode(attempt.concrete)
    return Result(
        lesson_id=attempt.lesson_id,
        lesson_title=titles.get(attempt.lesson_id, attempt.lesson_id),
        label=attempt.label,
        number=attempt.number + 1,
        version=attempt.version,
        live=live,
        question=judging.present(question),
        started_at=attempt.started_at,
        finished_at=attempt.finished_at,
        right=attempt.right,
        score=attempt.score,
        submitted=tuple(replies.now_said(question, "", record) for record in attempt.submissions),
    )
