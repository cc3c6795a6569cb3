"""The glossary that readers see: one file beside the lessons, a heading for each term, its other names, and what it means in two sentences."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.course.author_errors import AuthorError, instead

FILE = "glossary.md"
LONGEST = 400
"""Characters of a definition: more do not fit beside a word of a lesson."""

LINES = ("also", "forms")
LINE = re.compile(r"([a-z]+):\s+(.*)")
SENTENCE = re.compile(r"[.?!][”)]?(?=\s|$)")
FORM = re.compile(r"(?:(?P<before>[\w’-]+) )?\[(?P<word>[^\[\]]+)\](?: (?P<after>[\w’-]+))?")


@dataclass(frozen=True, slots=True)
class Form:
    """A spelling by which a lesson uses a term. ``before`` and ``after`` are words that must stand beside it; empty if any may."""

    word: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A word with its meaning. ``also`` are other names of it; ``forms`` are all spellings that a lesson may use."""

    title: str
    also: tuple[str, ...]
    forms: tuple[Form, ...]
    definition: str

    @property
    def slug(self) -> str:
        """What addresses call it."""
        return slug_of(self.title)


@dataclass(frozen=True, slots=True)
class _Section:
    """A heading as it stands in the file, with the lines below it and their numbers."""

    title: str
    line: int
    below: tuple[tuple[int, str], ...]


def slug_of(title: str) -> str:
    """Lower-case words joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


def load(file: Path, called: str) -> tuple[tuple[Term, ...], list[AuthorError]]:
    """The terms without mistakes of a file, named ``called`` in errors, and every mistake in it; no terms and no mistakes where there is no file."""
    if not file.is_file():
        return (), []
    try:
        source = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        return (), [AuthorError(called, 1, f"The file cannot be read as UTF-8 text: {error}.")]
    return read(source, called)


def read(source: str, file: str) -> tuple[tuple[Term, ...], list[AuthorError]]:
    """The terms without mistakes in a text, by their names, and every mistake in it."""
    terms: list[Term] = []
    errors: list[AuthorError] = []
    names: dict[str, str] = {}
    slugs: dict[str, str] = {}
    for section in _sections(source):
        term, wrong = _term(section)
        taken = [(name, names[name.lower()]) for name in (term.title, *term.also) if name.lower() in names]
        wrong += [(section.line, f"“{name}” is explained already, under “{other}”.") for name, other in taken]
        if not term.slug or (term.slug in slugs and not taken):
            wrong.append((section.line, f"The address of “{term.title}” must differ from all others and have a letter or a digit in it."))
        names |= {name.lower(): term.title for name in (term.title, *term.also)}
        slugs[term.slug] = term.title
        errors += [AuthorError(file, line, message) for line, message in wrong]
        if not wrong:
            terms.append(term)
    return tuple(sorted(terms, key=lambda term: term.title.casefold())), errors


def _sections(source: str) -> Iterator[_Section]:
    """The headings of a text; what stands before the first one is for authors."""
    title, at, below = "", 0, list[tuple[int, str]]()
    for number, line in enumerate(source.split("\n"), 1):
        if line.startswith("## "):
            if at:
                yield _Section(title, at, tuple(below))
            title, at, below = line.removeprefix("## ").strip(), number, []
        elif line.strip():
            below.append((number, line.strip()))
    if at:
        yield _Section(title, at, tuple(below))


def _term(section: _Section) -> tuple[Term, list[tuple[int, str]]]:
    """The term of a section, and what is wrong with it."""
    listed: dict[str, Sequence[str]] = {}
    wrong: list[tuple[int, str]] = []
    text: list[str] = []
    for number, line in section.below:
        found = LINE.fullmatch(line)
        if found is None or text:
            text.append(line)
        elif found[1] not in LINES:
            wrong.append((number, f"Unknown line “{found[1]}:”. {instead(found[1], LINES)}"))
        else:
            listed[found[1]] = [part.strip() for part in found[2].split(",")]
    definition, also = " ".join(text), tuple(listed.get("also", ()))
    sentences = len(SENTENCE.findall(definition))
    if sentences != 2 or not SENTENCE.search(definition[-2:]):
        wrong.append((section.line, f"“{section.title}” needs a definition of two sentences; it has {sentences}."))
    if len(definition) > LONGEST:
        wrong.append((section.line, f"The definition of “{section.title}” has {len(definition)} characters; {LONGEST} at most."))
    forms = [_form(part) for part in listed.get("forms", ())]
    wrong += [(section.line, f"“{part}” is no form: a word, or words around one in brackets.") for part, form in forms if form is None]
    return Term(section.title, also, _all_forms(section.title, also, [form for _, form in forms if form]), definition), wrong


def _form(part: str) -> tuple[str, Form | None]:
    """A form as it is written: ``words``, or ``a [word] beside``."""
    if found := FORM.fullmatch(part):
        return part, Form(found["word"], found["before"] or "", found["after"] or "")
    return part, None if not part or "[" in part or "]" in part else Form(part)


def _all_forms(title: str, also: tuple[str, ...], forms: Sequence[Form]) -> tuple[Form, ...]:
    """The names and the forms; a title that is among the forms beside other words is meant only there."""
    alone = [] if any(form.word == title for form in forms) else [Form(title)]
    return (*alone, *(Form(name) for name in also), *forms)
