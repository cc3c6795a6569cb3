"""A person's own data: all of it to take away, and all of it to be deleted. What the person may not see (seeds, right answers) stays out."""

import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import Engine

from app.course import progress
from app.course.answering import replies
from app.course.questions import codec, judging
from app.course.questions.presented import in_plain_words
from app.kernel.show.concept import Concept
from app.store import answers, people
from app.store.answers import AttemptRecord
from app.store.database import reading

FORMAT = 1
OF_ATTEMPT = ("lesson", "question", "title", "version", "attempt", "behaviour", "started", "finished")
COLUMNS = (*OF_ATTEMPT, "answer", "words", "sent", "try", "right", "score")
AT_ONCE = timedelta(seconds=1)
"""Nobody reads a question and answers it in less: what was written down so shortly before the answer is the time of the answer itself."""
SECONDS = 3.0
"""Processor time for playing the runs that were answers."""


def export(engine: Engine, person: str, catalogue: Mapping[str, Concept]) -> dict[str, Any]:
    """Everything that is kept of a person, as JSON values, always in the same order."""
    with reading(engine) as session:
        made = answers.attempts(session, person)
        since = people.known_since(session, person)
        begun = progress.of(session, person)
    end = time.thread_time() + SECONDS
    attempts = [_entry(attempt, catalogue, lambda: time.thread_time() > end) for attempt in made]
    own = {"format": FORMAT, "person": person, "since": since, "lessons": list(begun.values()), "attempts": attempts}
    return dict(msgspec.json.decode(msgspec.json.encode(own)))


def _entry(attempt: AttemptRecord, catalogue: Mapping[str, Concept], overdue: Callable[[], bool]) -> dict[str, Any]:
    question = codec.decode(attempt.concrete)
    shown = judging.present(question)
    draft = None if attempt.draft is None else replies.decode(attempt.draft)

    def words(answer: Any) -> str:
        return in_plain_words(shown, answer, catalogue, overdue)

    return {
        "lesson": attempt.lesson_id,
        "question": attempt.label,
        "title": question.title,
        "prompt": question.prompt,
        "shown": {"kind": shown.kind, **msgspec.structs.asdict(shown.shown)},  # what the keys in answers stand for
        "version": attempt.version,
        "attempt": attempt.number + 1,
        "behaviour": attempt.behaviour,
        "started": _started(attempt),
        "finished": attempt.finished_at,
        "right": attempt.right,
        "score": attempt.score,
        "draft": draft,
        "draft_words": None if draft is None else words(draft),
        "draft_saved": attempt.draft_saved_at,
        "answers": [
            {"key": record.key, "sent": record.at, "answer": one.answer, "words": words(one.answer), "reply": one.reply}
            for record, one in zip(attempt.submissions, replies.now_said(question, "", attempt), strict=True)
        ],
    }


def _started(attempt: AttemptRecord) -> datetime | None:
    """When the attempt was begun, by a draft or by trying again; None where nothing is known of it before its first answer."""
    first = attempt.submissions[0].at if attempt.submissions else None
    return None if first is not None and first - attempt.started_at < AT_ONCE else attempt.started_at


def csv_rows(engine: Engine, person: str, catalogue: Mapping[str, Concept]) -> list[tuple[str, ...]]:
    """The answers as a table: a row of names, then one row an answer; attempts without an answer have none."""
    rows: list[tuple[str, ...]] = [COLUMNS]
    for attempt in export(engine, person, catalogue)["attempts"]:
        left = [attempt[name] for name in OF_ATTEMPT]
        for sent in attempt["answers"]:
            answer = sent["answer"] if isinstance(sent["answer"], str) else msgspec.json.encode(sent["answer"]).decode()
            said = sent["reply"]
            cells = [*left, answer, sent["words"], sent["sent"], said["number"], said["right"], said["score"]]
            rows.append(tuple(_cell(value) for value in cells))
    return rows


def _cell(value: Any) -> str:
    """A cell that a spreadsheet does not take for a formula."""
    text = "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def forget(engine: Engine, person: str) -> bool:
    """Delete everything that is kept of a person; false if there was nothing."""
    return people.forget(engine, person)
