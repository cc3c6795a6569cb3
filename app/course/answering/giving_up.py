"""Seeing the answer before the tries are used up: it ends the attempt with the answer that was given last."""

from app.course import progress
from app.course.answering import replies, tokens
from app.course.answering.errors import no_such_attempt
from app.course.answering.service import AttemptRef, Service
from app.course.questions.button_names import Button
from app.kernel.errors import UsageError
from app.store import answers, people
from app.store.database import writing
from app.store.tables import now


def give_up(service: Service, person: str, lesson_id: str, label: str, token: str) -> None:
    """End an attempt that has tries left. Asked twice, the second time changes nothing.

    MissingError for an attempt that does not exist or is not this person's; UsageError where it was not tried once, or where its answers wait for
    the end of the lesson.
    """
    name = tokens.read(service.secret, person, lesson_id, label, token)
    if name is None:
        raise no_such_attempt()
    with writing(service.engine) as session:
        people.ensure(session, person)
        row = AttemptRef(person, lesson_id, label, token, name).find(session)
        if row is not None and row.finished_at is not None:
            return
        last = answers.last(session, row.id) if row is not None and row.id is not None else None
        grade = replies.grade_of(last) if last is not None else None
        if row is None or grade is None:
            raise UsageError(f"Answer once before you press “{Button.SHOW}”.", "attempt")
        at = now()
        row.finished_at, row.right, row.score = at, grade.right, grade.score
        answers.drop_draft(session, last.attempt_id if last else 0)
        session.flush()
        progress.answered(session, person, lesson_id, at, complete=True)
