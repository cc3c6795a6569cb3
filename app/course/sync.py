"""Bring the lessons of a folder into the database: read all, check all, then one transaction."""

import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session

from app.course import searchable
from app.course.lesson import Lesson, files_in, read_all
from app.course.mistakes import AuthorError
from app.course.questions import coding
from app.course.questions.model import Question
from app.kernel.concept import Concept
from app.store import lessons as store
from app.store import questions, search, sync_errors
from app.store.database import one_at_a_time, writing
from app.store.questions import NewQuestion

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a sync did. ``live`` counts the lessons that came through; a broken one keeps its last good version besides."""

    live: int
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    errors: tuple[AuthorError, ...]


def sync(engine: Engine, lessons_dir: Path, catalogue: Mapping[str, Concept]) -> SyncReport:
    """Serve what the folder holds now. A file with mistakes changes nothing but the list of mistakes."""
    found = read_all(files_in(lessons_dir), catalogue)
    broken = {error.file for error in found.errors}
    with writing(engine) as session:
        one_at_a_time(session.connection())
        changed = [lesson.front.id for lesson in found.lessons if store.make_live(session, _revision(lesson))]
        removed = store.remove_all_but(session, (lesson.front.id for lesson in found.lessons), broken)
        search.replace(session, searchable.entries(((live, _questions(session, live.id)) for live in store.live_in(session)), catalogue))
        sync_errors.replace(session, ((error.file, error.line, error.message) for error in found.errors))
    for error in found.errors:
        log.warning("%s", error)
    return SyncReport(len(found.lessons), tuple(changed), tuple(removed), found.errors)


def _revision(lesson: Lesson) -> store.NewRevision:
    return store.NewRevision(
        lesson_id=lesson.front.id,
        file=lesson.file,
        content_hash=lesson.content_hash,
        source=lesson.source,
        html=lesson.rendered.html,
        front_matter=lesson.front.as_json(),
        contents=[asdict(heading) for heading in lesson.rendered.contents],
        players=lesson.players,
        questions=tuple(NewQuestion(question.label, coding.version_of(question), coding.encode(question)) for question in lesson.questions),
    )


def _questions(session: Session, lesson_id: str) -> list[Question]:
    return [coding.decode(row.encoded) for row in questions.live(session, lesson_id) or ()]
