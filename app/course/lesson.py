"""A lesson's file, read and checked."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path

from app import concepts
from app.course import front_matter, glossary, markdown
from app.course.author_errors import AuthorError
from app.course.directive import LessonReference, RenderContext
from app.course.front_matter import FrontMatter
from app.course.links import wrong_lessons
from app.course.markdown import Rendered
from app.course.model.questions import Question
from app.kernel.errors import UsageError
from app.kernel.show.concept import Concept
from app.settings import settings

LENGTH = 64 * 1024
"""Characters of a lesson. Twenty pages; and the time that hostile text can take is bounded for this much."""


@dataclass(frozen=True, slots=True)
class ParsedLesson:
    """A lesson without mistakes, ready to be served."""

    file: str
    front: FrontMatter
    source: str
    rendered: Rendered
    players: int
    questions: tuple[Question, ...] = ()
    links: tuple[LessonReference, ...] = ()

    @property
    def content_hash(self) -> str:
        """What identifies this text."""
        return hashlib.sha256(self.source.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in some files: the good lessons, and the mistakes in all the others; in ``broken``, the files of those whose id can be read."""

    lessons: tuple[ParsedLesson, ...]
    errors: tuple[AuthorError, ...]
    broken: Mapping[str, str] = field(default_factory=dict)


def read(
    source: str, file: str, catalogue: Mapping[str, Concept], pictures: AbstractSet[str] = frozenset()
) -> tuple[ParsedLesson | None, list[AuthorError]]:
    """The lesson in this text, or every mistake in it. ``pictures`` are the names of those that it may show."""
    if len(source) > LENGTH:
        return None, [AuthorError(file, 1, f"The file has {len(source)} characters; a lesson has at most {LENGTH}.")]
    entries, text, wrong = front_matter.split(source)
    errors = [AuthorError(file, line, message) for line, message in wrong]
    front, more = front_matter.read(entries, catalogue, file) if entries else (None, [])
    page = RenderContext(file, catalogue, pictures=pictures)
    rendered = markdown.render(text, page)
    errors += [*more, *page.errors]
    if errors or front is None:
        return None, errors or [AuthorError(file, 1, "The front matter is empty.")]
    return ParsedLesson(file, front, source, rendered, page.players, tuple(page.questions), tuple(page.links)), []


def read_all(files: Mapping[str, Path], catalogue: Mapping[str, Concept]) -> Reading:
    """Read these files (by the name that errors give them); a second file with the same id is a mistake, and the first one counts.

    Links to lessons are not looked at: which lessons there are is for the caller to say.
    """
    lessons: dict[str, ParsedLesson] = {}
    broken: dict[str, str] = {}
    errors: list[AuthorError] = []
    for file, path in files.items():
        try:
            source = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            errors.append(AuthorError(file, 1, f"The file cannot be read as UTF-8 text: {error}."))
            continue
        lesson, wrong = read(source, file, catalogue, pictures_beside(path))
        errors += wrong
        if lesson is None:
            if name := id_in(source):
                broken.setdefault(name, file)
            continue
        if lesson.front.id in lessons:
            errors.append(AuthorError(file, 1, f"The id “{lesson.front.id}” belongs to {lessons[lesson.front.id].file} already."))
        else:
            lessons[lesson.front.id] = lesson
    return Reading(tuple(lessons.values()), tuple(sorted(errors)), broken)


def id_in(source: str) -> str:
    """The id in the head of a text, whatever is wrong with the rest; empty if there is none."""
    entry = front_matter.split(source)[0].get("id")
    return entry.text if entry is not None and front_matter.SLUG.fullmatch(entry.text) else ""


def pictures_beside(path: Path) -> AbstractSet[str]:
    """The names of the pictures in the folder ``images`` beside a lesson's file."""
    return frozenset(found.name for found in (path.parent / "images").glob("*") if found.is_file())


def files_in(folder: Path) -> dict[str, Path]:
    """The lessons of a folder, in the order of their names; its glossary is none."""
    return {path.name: path for path in sorted(folder.glob("*.md")) if path.name != glossary.FILE}


def check(paths: Iterable[Path]) -> list[AuthorError]:
    """Every mistake in these files, and in the lessons and glossaries of these folders."""
    return list(examine(paths).errors)


def examine(paths: Iterable[Path]) -> Reading:
    """The good lessons in these files and folders, and every mistake in their lessons and glossaries.

    A link to a lesson that has mistakes is none itself: with them it is mended.
    """
    files: dict[str, Path] = {}
    beside: dict[Path, None] = {}
    errors: list[AuthorError] = []
    for path in paths:
        if path.is_dir():
            files |= {str(path / name): file for name, file in files_in(path).items()}
            errors += glossary.load(path / glossary.FILE, str(path / glossary.FILE))[1]
        elif path.is_file() and path.name == glossary.FILE:
            errors += glossary.load(path, str(path))[1]
        elif path.is_file():
            files[str(path)] = path
            beside |= dict.fromkeys((path.parent, settings().lessons_dir))
        else:
            raise UsageError(f"There is no file or folder {path}.")
    catalogue = concepts.catalogue()
    found = read_all(files, catalogue)
    known: dict[str, str | None] = {lesson.front.id: lesson.rendered.html for lesson in found.lessons}
    known = dict.fromkeys(found.broken) | known
    wanted = {link.lesson for lesson in found.lessons for link in lesson.links} - set(known)
    if wanted:
        for name, html in _beside(beside, catalogue):
            known.setdefault(name, html)
    wrong = [error for lesson in found.lessons for error in wrong_lessons(lesson.file, lesson.links, known, {})]
    return Reading(found.lessons, tuple(sorted([*errors, *found.errors, *wrong])), found.broken)


def _beside(folders: Iterable[Path], catalogue: Mapping[str, Concept]) -> Iterator[tuple[str, str | None]]:
    """The lessons that a file may link to, for it is no course alone: by id, their HTML (None: it has mistakes)."""
    for folder in folders:
        found = read_all(files_in(folder), catalogue)
        yield from ((name, None) for name in found.broken)
        yield from ((lesson.front.id, lesson.rendered.html) for lesson in found.lessons)
