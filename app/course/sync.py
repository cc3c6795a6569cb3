"""Bring the lessons of a folder into the database: read all, check all, then one transaction."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session

from app.course import glossary, searchable
from app.course.author_errors import AuthorError
from app.course.glossary import Term
from app.course.glossing import gloss
from app.course.lesson import ParsedLesson, Reading, files_in, read_all
from app.course.links import wrong_lessons
from app.course.model.questions import Question
from app.course.questions import codec
from app.course.questions.meaning import meaning_of
from app.course.reading_time import minutes
from app.kernel.show.concept import Concept
from app.store import glossary as kept_terms
from app.store import lessons as store
from app.store import questions, search, sync_errors
from app.store.database import one_at_a_time, writing
from app.store.glossary import KeptTerm
from app.store.lessons import LiveLesson
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
    """Serve what the folder holds now. A file with mistakes changes nothing but the list of mistakes; a term with mistakes is not served."""
    read = read_all(files_in(lessons_dir), catalogue)
    terms, wrong = glossary.load(lessons_dir / glossary.FILE, glossary.FILE)
    with writing(engine) as session:
        one_at_a_time(session.connection())
        for row in questions.without_meaning(session):
            row.meaning = meaning_of(codec.decode(row.encoded))
        found = _linked(read, store.live_in(session))
        broken = {error.file for error in found.errors}
        changed = [lesson.front.id for lesson in found.lessons if store.make_live(session, _revision(lesson, terms))]
        removed = store.remove_all_but(session, [*found.broken, *(lesson.front.id for lesson in found.lessons)], broken)
        kept_terms.replace(session, (KeptTerm(term.slug, term.title, term.also, term.definition) for term in terms))
        taught = ((live, _questions(session, live.id)) for live in store.live_in(session))
        search.replace(session, searchable.entries(taught, catalogue, terms))
        errors = tuple(sorted([*found.errors, *wrong]))
        sync_errors.replace(session, ((error.file, error.line, error.message) for error in errors))
    for error in errors:
        log.warning("%s", error)
    return SyncReport(len(found.lessons), tuple(changed), tuple(removed), errors)


def _linked(found: Reading, live: Iterable[LiveLesson]) -> Reading:
    """Leave out the lessons with links to lessons or places that will not be there.

    The good lessons of this sync will be, and the last good versions of the others. Whoever relied on a lesson that is left out may have to be left
    out too, and so on.
    """
    good = {lesson.front.id: lesson for lesson in found.lessons}
    last, broken, errors = list(live), dict(found.broken), list(found.errors)
    while True:
        files = {error.file for error in errors}
        known: dict[str, str | None] = {old.id: old.html for old in last if old.file in files or old.id in broken}
        known |= {name: lesson.rendered.html for name, lesson in good.items()}
        wrong = [error for lesson in good.values() for error in wrong_lessons(lesson.file, lesson.links, known, broken)]
        if not wrong:
            return Reading(tuple(good.values()), tuple(sorted(errors)), broken)
        errors += wrong
        for name, lesson in list(good.items()):
            if lesson.file in {error.file for error in wrong}:
                broken[name] = good.pop(name).file


def _revision(lesson: ParsedLesson, terms: Sequence[Term]) -> store.NewRevision:
    return store.NewRevision(
        lesson_id=lesson.front.id,
        file=lesson.file,
        content_hash=lesson.content_hash,
        source=lesson.source,
        html=gloss(lesson.rendered.html, terms),
        front_matter={**lesson.front.as_json(), "minutes": minutes(lesson.rendered.html, lesson.players, lesson.questions)},
        contents=[asdict(heading) for heading in lesson.rendered.contents],
        players=lesson.players,
        questions=tuple(
            NewQuestion(question.label, codec.version_of(question), codec.encode(question), meaning_of(question)) for question in lesson.questions
        ),
    )


def _questions(session: Session, lesson_id: str) -> list[Question]:
    return [codec.decode(row.encoded) for row in questions.live(session, lesson_id) or ()]
