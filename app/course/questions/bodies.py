"""From the parts of a question's text to its body: one function for each kind that an author can write."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from app.course.directive import Directive, RenderContext
from app.course.model.questions import (
    Blank,
    Body,
    FillIn,
    Item,
    KindName,
    Matching,
    Multiple,
    Numeric,
    Option,
    Ordering,
    Reaction,
    ShortText,
    Single,
)
from app.course.questions.normalise import fold, numbers
from app.course.questions.source import CELL_FIELD, Entry, Mark, Source
from app.course.text import fragment


@dataclass(frozen=True, slots=True)
class Draft:
    """A question being read: its directive, the parts of its text, and the page that takes the mistakes."""

    directive: Directive
    source: Source
    page: RenderContext

    def html(self, entry: Entry) -> str:
        """An item's text."""
        return fragment(entry.text, self.page, entry.line)

    def said(self, entry: Entry) -> str:
        """An item's feedback."""
        return fragment(entry.feedback, self.page, entry.said_line) if entry.feedback else ""

    def option(self, name: str) -> str:
        """An option's text; empty if it is not there."""
        return self.directive.options[name].text if name in self.directive.options else ""

    def line(self, name: str) -> int:
        """The line of an option, or else of the directive."""
        return self.directive.options[name].line if name in self.directive.options else self.directive.line

    def number(self, name: str) -> float:
        """An option that must be a number, 0 without it."""
        values, unit = numbers(self.option(name)) if self.option(name) else ((0.0,), "")
        if not values or unit or values[0] < 0:
            self.page.wrong(self.line(name), f"“{name}” is “{self.option(name)}”; it must be a number from 0, such as 0.5.")
            return 0.0
        return values[0]


def key_of(*words: str) -> str:
    """A key that tells nothing of its thing's place: from its words only."""
    return "k" + sha256("\0".join(words).encode()).hexdigest()[:8]


def _options(draft: Draft) -> tuple[Option, ...]:
    options = []
    for entry in draft.source.all("x", " "):
        if not entry.text:
            draft.page.wrong(entry.line, "The option has no text.")
        elif entry.mark == " " and not entry.feedback:
            draft.page.wrong(entry.line, "The wrong option has no feedback: a line “  > …” below it says why it is wrong.")
        options.append(Option(key_of(entry.text), draft.html(entry), entry.mark == "x", draft.said(entry)))
    return tuple(options)


def _single(draft: Draft) -> Body:
    return Single(_options(draft))


def _multiple(draft: Draft) -> Body:
    return Multiple(_options(draft))


def reactions(draft: Draft) -> tuple[Reaction, ...]:
    """What is said to foreseen wrong answers."""
    found = []
    for entry in draft.source.all("≠"):
        if not entry.text:
            draft.page.wrong(entry.line, "“- [≠]” must be followed by the foreseen wrong answer.")
        elif not entry.feedback:
            draft.page.wrong(entry.line, "The foreseen wrong answer has no feedback: a line “  > …” below it says why it is wrong.")
        else:
            found.append(Reaction(entry.text, draft.said(entry)))
    return tuple(found)


def _numeric(draft: Draft) -> Body:
    values: list[float] = []
    unit = draft.option("unit")
    for entry in draft.source.all("="):
        read, own = numbers(entry.text)
        if not read or "\n" in entry.text:
            draft.page.wrong(entry.line, f"“{entry.text}” is no number, such as 12, 1.5 or 30 ms.")
        elif own and unit and fold(own) != fold(unit):
            draft.page.wrong(entry.line, f"“{entry.text}” has the unit {own}, but the question’s unit is {unit}.")
        else:
            unit = unit or own
            values.append(read[0])
    first, *others = values or [0.0]
    return Numeric(first, draft.number("tolerance"), unit, reactions(draft), tuple(others))


def _text(draft: Draft) -> Body:
    return ShortText(tuple(entry.text for entry in draft.source.all("=")), reactions(draft))


def _ordering(draft: Draft) -> Body:
    items = tuple(Item(key_of(entry.text), draft.html(entry)) for entry in draft.source.all("1"))
    return Ordering(items, " ".join(draft.said(entry) for entry in draft.source.all("≠")))


def _matching(draft: Draft) -> Body:
    left: list[Item] = []
    right: dict[str, Item] = {}
    pairs: dict[str, str] = {}
    feedback: dict[str, str] = {}
    for entry in draft.source.all("~"):
        one, arrow, other = (part.strip() for part in entry.text.partition("=>"))
        if not arrow or not other:
            draft.page.wrong(entry.line, f"“{entry.text}” must be “left => right”; “=> right” adds a thing that nothing matches.")
            continue
        target = key_of("right", other)
        right.setdefault(target, Item(target, fragment(other, draft.page, entry.line)))
        if one:
            source = key_of("left", one)
            left.append(Item(source, fragment(one, draft.page, entry.line)))
            pairs[source] = target
            feedback |= {source: draft.said(entry)} if entry.feedback else {}
    return Matching(tuple(left), tuple(right.values()), pairs, feedback)


def _table(draft: Draft) -> Body:
    rows, line = draft.source.table, draft.source.table_line
    head = rows[0] if rows else []
    separator = len(rows) > 1 and all(cell and set(cell) <= set("-: ") for cell in rows[1])
    if not separator:
        draft.page.wrong(line, "The table needs a heading and a line “|---|---|” below it.")
    said = {reaction.answer: reaction.feedback for reaction in reactions(draft)}
    fields: dict[str, Blank] = {}
    cells: list[tuple[str, ...]] = []
    for number, row in enumerate(rows[2:], 2):
        if len(row) != len(head):
            draft.page.wrong(line + number, f"The row has {len(row)} cells, but the heading has {len(head)}.")
        cells.append(tuple(_cell(cell, fields, said, draft, line + number) for cell in row[1:]))

    def html(text: str) -> str:
        return fragment(text, draft.page, line)

    return FillIn(html(head[0]) if head else "", tuple(map(html, head[1:])), tuple(html(row[0]) for row in rows[2:]), tuple(cells), fields)


def _cell(text: str, fields: dict[str, Blank], said: Mapping[str, str], draft: Draft, line: int) -> str:
    """A cell: ``{= word}`` is typed, ``{one|two: one}`` is chosen, all else is shown."""
    found = CELL_FIELD.fullmatch(text)
    if found is None:
        return fragment(text, draft.page, line)
    key, choices = f"field-{len(fields) + 1}", tuple[str, ...]()
    if found[1].startswith("="):
        right = found[1][1:].strip()
    else:
        words, colon, right = (part.strip() for part in found[1].rpartition(":"))
        choices = tuple(word.strip() for word in words.split("|"))
        if not colon:
            draft.page.wrong(line, f"The cell “{text}” must be “{{= right}}”, or “{{one|two: right}}” with the words to choose from.")
    fields[key] = Blank(key, right, choices, {word: feedback for word, feedback in said.items() if fold(word) != fold(right)})
    return key


READERS: Mapping[KindName, tuple[Callable[[Draft], Body], tuple[Mark, ...]]] = {
    "single": (_single, ("x", " ")),
    "multiple": (_multiple, ("x", " ")),
    "numeric": (_numeric, ("=", "≠")),
    "text": (_text, ("=", "≠")),
    "ordering": (_ordering, ("1", "≠")),
    "matching": (_matching, ("~",)),
    "table": (_table, ("≠",)),
}
"""For each kind, what reads its body, and the marks of the items that belong to it."""
