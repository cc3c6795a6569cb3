"""The text of a question as its author writes it: a prompt, then list items that begin with a mark, perhaps an ordered list or a table to fill in.

::

    Which read quorums meet the last write?
    - [ ] 2
      > What is said to those who choose it.
    - [x] 3
    - [!] The explanation.

Nothing in it is interpreted here but its form.
"""

import re
from dataclasses import dataclass, field
from typing import Literal, get_args

from app.course.directive import Directive, RenderContext
from app.course.questions.normalise import numbers
from app.course.text import fragment

Mark = Literal["x", " ", "=", "≠", "?", "!", "~", "1"]

ITEM = re.compile(r"- \[(x|X| |=|≠|!=|\?|!|~)\](?:\s+(.*)|\s*)")
NUMBERED = re.compile(r"[0-9]{1,3}[.)]\s+(.*)")
CELL_FIELD = re.compile(r"\{\s*(.*?)\s*\}")
MARKS: dict[str, Mark] = {mark: mark for mark in get_args(Mark)} | {"X": "x", "!=": "≠"}


@dataclass(slots=True)
class Entry:
    """One item: its mark, its text, and what is said to those who answer so."""

    mark: Mark
    line: int
    lines: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    said_line: int = 0

    @property
    def text(self) -> str:
        """The item's text."""
        return "\n".join(self.lines).strip()

    @property
    def feedback(self) -> str:
        """The text of its quotation."""
        return "\n".join(self.said).strip()


@dataclass(slots=True)
class QuestionParts:
    """A question's parts, each with its line. ``table`` has the rows of the table to be filled in, the heading first."""

    prompt: str
    line: int
    entries: list[Entry]
    table: list[list[str]]
    table_line: int

    def all(self, *marks: Mark) -> list[Entry]:
        """The items with one of these marks."""
        return [entry for entry in self.entries if entry.mark in marks]


@dataclass(frozen=True, slots=True)
class QuestionSource:
    """A question being read: its directive, the parts of its text, and the page that takes the mistakes."""

    directive: Directive
    parts: QuestionParts
    page: RenderContext

    def fragment(self, text: str, line: int) -> str:
        """A piece of the question's text as HTML."""
        return fragment(text, self.page, line)

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


def read_parts(body: str, line: int, page: RenderContext, *, ordering: bool | None) -> QuestionParts:
    """Take a directive's text apart. ``ordering``: a numbered list is the answer (None: if nothing else looks like one)."""
    lines = body.split("\n")
    if ordering is None:
        ordering = not any((found := ITEM.match(text)) and found[1] in "xX =~" for text in lines) and not any(map(_is_field_row, lines))
    parts = QuestionParts("", line, [], [], 0)
    prompt: list[str] = []
    number = 0
    while number < len(lines):
        text, here = lines[number], line + number
        if text.startswith("|") and (rows := _table_at(lines, number)):
            parts.table, parts.table_line = [split_row(row) for row in rows], here
            number += len(rows)
            continue
        number += 1
        if entry := _entry(text, here, ordering):
            parts.entries.append(entry)
        elif parts.entries:
            _continue(parts.entries[-1], text, here, page)
        elif parts.table and text.strip():
            page.wrong(here, "This text stands after the table to be filled in; put it before, or into an explanation “- [!]”.")
        elif not parts.table:
            prompt.append(text)
    parts.prompt = "\n".join(prompt).strip()
    return parts


def _entry(text: str, line: int, ordering: bool) -> Entry | None:
    if found := ITEM.fullmatch(text.rstrip()):
        return Entry(MARKS[found[1]], line, [found[2] or ""])
    if ordering and (found := NUMBERED.fullmatch(text.rstrip())):
        return Entry("1", line, [found[1]])
    return None


def _continue(entry: Entry, text: str, line: int, page: RenderContext) -> None:
    """A line under an item: its feedback, more of its text, or a mistake."""
    if text.lstrip().startswith(">"):
        entry.said_line = entry.said_line or line
        entry.said.append(text.lstrip()[1:].removeprefix(" "))
    elif not text.strip() or text[0] in " \t":
        target = entry.said if entry.said and text.strip() else entry.lines
        target.append(re.sub(r"^( {1,2}|\t)", "", text))
    elif re.match(r"- \[", text):
        page.wrong(line, f"“{text[:40]}” is no item of a question; its mark must be one of [x] [ ] [=] [≠] [?] [!] [~].")
    else:
        page.wrong(line, "This text stands after the answers. Indent it by two blanks if it belongs to the item above, or put it before all items.")


def _is_field_row(text: str) -> bool:
    return text.startswith("|") and any(CELL_FIELD.fullmatch(cell) for cell in split_row(text))


def _table_at(lines: list[str], number: int) -> list[str]:
    """The rows of the table that begins here, if it has fields; any other table belongs to the prompt."""
    end = next((place for place in range(number, len(lines)) if not lines[place].startswith("|")), len(lines))
    rows = lines[number:end]
    return rows if any(map(_is_field_row, rows)) else []


def split_row(text: str) -> list[str]:
    """The cells of a table's row; a stroke within braces separates words, not cells."""
    cells, depth, cell = [], 0, ""
    for sign in text.strip().removeprefix("|").removesuffix("|"):
        depth = max(0, depth + {"{": 1, "}": -1}.get(sign, 0))
        if sign == "|" and not depth:
            cells.append(cell.strip())
            cell = ""
        else:
            cell += sign
    return [*cells, cell.strip()]
