"""A person's own data: all of it to take away, and all of it to be deleted. What the person may not see (seeds, right answers) stays out."""

from typing import Any

import msgspec
from sqlalchemy import Engine

from app.course.answering import replies
from app.course.progress import progress
from app.course.questions import coding
from app.store import answers, people
from app.store.database import reading

FORMAT = 1
COLUMNS = ("lesson", "question", "title", "version", "attempt", "behaviour", "started", "finished", "answer", "sent", "try", "right", "score")


def export(engine: Engine, person: str) -> dict[str, Any]:
    """Everything that is kept of a person, as JSON values, always in the same order."""
    with reading(engine) as session:
        made = answers.attempts(session, person)
        since = people.known_since(session, person)
    attempts = []
    for attempt in made:
        question = coding.decode(attempt.concrete)
        submitted = [replies.now_said(question, "", record) for record in attempt.submissions]
        entry = {
            "lesson": attempt.lesson_id,
            "question": attempt.label,
            "title": question.title,
            "prompt": question.prompt,
            "version": attempt.version,
            "attempt": attempt.number + 1,
            "behaviour": attempt.behaviour,
            "started": attempt.started_at,
            "finished": attempt.finished_at,
            "right": attempt.right,
            "score": attempt.score,
            "draft": None if attempt.draft is None else replies.decode(attempt.draft),
            "draft_saved": attempt.draft_saved_at,
            "answers": [
                {"key": record.key, "sent": record.at, "answer": one.answer, "reply": one.reply}
                for record, one in zip(attempt.submissions, submitted, strict=True)
            ],
        }
        attempts.append(entry)
    own = {"format": FORMAT, "person": person, "since": since, "lessons": list(progress(engine, person).values()), "attempts": attempts}
    return dict(msgspec.json.decode(msgspec.json.encode(own)))


def csv_rows(engine: Engine, person: str) -> list[tuple[str, ...]]:
    """The answers as a table: a row of names, then one row an answer; attempts without an answer have none."""
    rows: list[tuple[str, ...]] = [COLUMNS]
    for attempt in export(engine, person)["attempts"]:
        left = [attempt[name] for name in ("lesson", "question", "title", "version", "attempt", "behaviour", "started", "finished")]
        for sent in attempt["answers"]:
            answer = sent["answer"] if isinstance(sent["answer"], str) else msgspec.json.encode(sent["answer"]).decode()
            said = sent["reply"]
            cells = [*left, answer, sent["sent"], said["number"], said["right"], said["score"]]
            rows.append(tuple(_cell(value) for value in cells))
    return rows


def _cell(value: Any) -> str:
    """A cell that a spreadsheet does not take for a formula."""
    text = "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def forget(engine: Engine, person: str) -> bool:
    """Delete everything that is kept of a person; false if there was nothing."""
    return people.forget(engine, person)
