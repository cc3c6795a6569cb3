"""The head of a lesson's file: one ``name: value`` a line between two lines of ``---``.

It looks like YAML and is simpler: a title may contain a colon, and no word turns into a date or a truth value.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from app.course.author_errors import AuthorError, instead

FENCE = "---"
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the course knows of a lesson besides its text.

    ``minutes`` is what its author expects (0: nothing is said); pages show what is computed (see ``app.course.reading_time``).
    """

    id: str
    title: str
    part: str
    order: int
    concepts: tuple[str, ...]
    summary: str = ""
    minutes: int = 0

    def as_json(self) -> dict[str, Any]:
        """Plain data for the database."""
        return {**asdict(self), "concepts": list(self.concepts)}


@dataclass(frozen=True, slots=True)
class Entry:
    """A value as it stands in the file."""

    text: str
    line: int


def split(source: str) -> tuple[dict[str, Entry], str, list[tuple[int, str]]]:
    """The entries of the head, the text with the head blanked (so that its line numbers stay), and what was wrong with the head's form."""
    lines = source.split("\n")
    if lines[0].strip() != FENCE:
        return {}, source, [(1, "The file must begin with front matter: a line “---”, lines “name: value”, a line “---”.")]
    end = next((number for number, line in enumerate(lines[1:], 1) if line.strip() == FENCE), None)
    if end is None:
        return {}, "", [(1, "The front matter is not closed: a second line “---” is missing.")]
    entries: dict[str, Entry] = {}
    wrong: list[tuple[int, str]] = []
    for number, line in enumerate(lines[1:end], 2):
        name, colon, value = (part.strip() for part in line.partition(":"))
        if not line.strip():
            continue
        if not colon:
            wrong.append((number, f"“{line.strip()}” is not of the form “name: value”."))
        elif name in entries:
            wrong.append((number, f"“{name}” stands here a second time; the first is in line {entries[name].line}."))
        else:
            entries[name] = Entry(value, number)
    return entries, "\n" * (end + 1) + "\n".join(lines[end + 1 :]), wrong


def _slug(text: str) -> str:
    if not SLUG.fullmatch(text) or len(text) > 80:
        raise ValueError("lower-case words joined by hyphens, such as “my-first-lesson”, of at most 80 characters")
    return text


def _line(text: str) -> str:
    if not text:
        raise ValueError("some text")
    return text


def _number(low: int, high: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", text) or not low <= int(text) <= high:
            raise ValueError(f"a whole number from {low} to {high}")
        return int(text)

    return read


def _slugs(text: str) -> tuple[str, ...]:
    if not re.fullmatch(r"\[.*\]", text):
        raise ValueError("a list in brackets, such as [one-concept, another-concept]")
    return tuple(_slug(word.strip()) for word in text[1:-1].split(",") if word.strip())


FIELDS: Mapping[str, Callable[[str], Any]] = {
    "id": _slug,
    "title": _line,
    "part": _line,
    "order": _number(0, 1_000_000),
    "minutes": _number(1, 600),
    "concepts": _slugs,
    "summary": _line,
}
OPTIONAL = frozenset({"summary", "minutes"})


def read(entries: Mapping[str, Entry], known_concepts: Iterable[str], file: str) -> tuple[FrontMatter | None, list[AuthorError]]:
    """The front matter, or every mistake in it."""
    concepts = list(known_concepts)
    errors: list[AuthorError] = []
    values: dict[str, Any] = {}
    for name, entry in entries.items():
        if name not in FIELDS:
            errors.append(AuthorError(file, entry.line, f"Unknown front matter field “{name}”. {instead(name, FIELDS)}"))
            continue
        try:
            values[name] = FIELDS[name](entry.text)
        except ValueError as wanted:
            errors.append(AuthorError(file, entry.line, f"“{name}” is “{entry.text}”; it must be {wanted}."))
    errors += [
        AuthorError(file, 1, f"The front matter field “{name}” is missing.") for name in FIELDS if name not in entries and name not in OPTIONAL
    ]
    errors += [
        AuthorError(file, entries["concepts"].line, f"Unknown concept “{concept}”. {instead(concept, concepts)}")
        for concept in values.get("concepts", ())
        if concept not in concepts
    ]
    return (None if errors else FrontMatter(**values)), errors
