"""``table``: fill in the empty cells."""

from collections.abc import Mapping
from typing import Any

import msgspec
from markupsafe import Markup

from app.course.model.questions import Answer, Body, Remark, RunLink
from app.course.questions.html import right_cell, solution_list
from app.course.questions.kinds.kind import Catalogue, Filled, Form, Judgement, Kind, in_words, one
from app.course.questions.kinds.parts import mapping_of, reactions
from app.course.questions.meaning_text import meaning_text
from app.course.questions.normalise import TEXT_LIMIT, fold, numbers
from app.course.questions.source import CELL_FIELD, QuestionParts, QuestionSource
from app.kernel.errors import UsageError


class Blank(msgspec.Struct, frozen=True, omit_defaults=True):
    """One cell to be filled in: what is right, the words to choose from (empty: typed), what to say to each wrong word, and the run that shows it."""

    key: str
    right: str
    choices: tuple[str, ...] = ()
    feedback: dict[str, str] = {}
    run: RunLink | None = None


class FillIn(Body, frozen=True, tag="table", omit_defaults=True):
    """A table with empty cells. ``cells`` holds, row by row, fixed text or the key of a blank in ``fields``. Answer: key → word.

    Headings and fixed cells are HTML as all texts are; the words of a blank are plain.
    """

    corner: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    fields: dict[str, Blank]


class ShownCell(msgspec.Struct, frozen=True):
    """A cell of a table: fixed text, or a field with its words to choose from (none: typed)."""

    text: str = ""
    field: str = ""
    choices: tuple[str, ...] = ()


class ShownTable(msgspec.Struct, frozen=True):
    """The table with its headings."""

    corner: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    cells: tuple[tuple[ShownCell, ...], ...]


class TableKind(Kind[FillIn, ShownTable, dict[str, str]]):
    """Fill in the empty cells."""

    name, body = "table", FillIn
    nothing = "Fill in the empty cells first."
    marks = ("≠",)

    def recognises(self, parts: QuestionParts) -> bool:
        return bool(parts.table)

    def parse(self, source: QuestionSource) -> FillIn:
        rows, line = source.parts.table, source.parts.table_line
        head = rows[0] if rows else []
        separator = len(rows) > 1 and all(cell and set(cell) <= set("-: ") for cell in rows[1])
        if not separator:
            source.page.wrong(line, "The table needs a heading and a line “|---|---|” below it.")
        said = {reaction.answer: reaction.feedback for reaction in reactions(source)}
        fields: dict[str, Blank] = {}
        cells: list[tuple[str, ...]] = []
        for number, row in enumerate(rows[2:], 2):
            if len(row) != len(head):
                source.page.wrong(line + number, f"The row has {len(row)} cells, but the heading has {len(head)}.")
            cells.append(tuple(_cell(cell, fields, said, source, line + number) for cell in row[1:]))

        def html(text: str) -> str:
            return source.fragment(text, line)

        return FillIn(html(head[0]) if head else "", tuple(map(html, head[1:])), tuple(html(row[0]) for row in rows[2:]), tuple(cells), fields)

    def validate(self, body: FillIn) -> tuple[str, ...]:
        wrong = [] if body.fields else ["There must be a cell to be filled in."]
        shown = [cell for row in body.cells for cell in row if cell in body.fields]
        wrong += [f"The field {key} stands in the table {shown.count(key)} times." for key in body.fields if shown.count(key) != 1]
        wrong += [f"A row has {len(row)} cells, but there are {len(body.columns)} columns." for row in body.cells if len(row) != len(body.columns)]
        wrong += ["There must be as many rows of cells as there are headings of rows."] if len(body.rows) != len(body.cells) else []
        for blank in body.fields.values():
            if blank.choices and blank.right not in blank.choices:
                wrong.append(f"“{blank.right}” is right, but not among the choices {', '.join(blank.choices)}.")
            if len(blank.choices) == 1 or len(set(blank.choices)) < len(blank.choices):
                wrong.append(f"The choices {', '.join(blank.choices)} must be at least two different words.")
            wrong += ["A field has no right word."] if not blank.right.strip() else []
        return tuple(wrong)

    def meaning(self, body: FillIn) -> Mapping[str, Any]:
        """The table with its blanks by their places."""
        blanks = list(body.fields.values())
        places = {key: number for number, key in enumerate(body.fields)}
        cells = [[places[cell] if cell in places else meaning_text(cell) for cell in row] for row in body.cells]
        table = [meaning_text(body.corner), [meaning_text(text) for text in body.columns], [meaning_text(text) for text in body.rows], cells]
        choices = [sorted(meaning_text(choice) for choice in blank.choices) for blank in blanks]
        return {"table": table, "choices": choices, "right answer": [fold(blank.right) for blank in blanks]}

    def show(self, body: FillIn) -> ShownTable:
        def cell(content: str) -> ShownCell:
            blank = body.fields.get(content)
            return ShownCell(text=content) if blank is None else ShownCell(field=content, choices=blank.choices)

        return ShownTable(body.corner, body.columns, body.rows, tuple(tuple(map(cell, row)) for row in body.cells))

    def from_form(self, shown: ShownTable, form: Form) -> Answer:
        words = {cell.field: one(form, f"part-{cell.field}") for row in shown.cells for cell in row if cell.field}
        return {key: word for key, word in words.items() if word.strip()} or None

    def filled(self, shown: ShownTable, answer: Answer) -> Filled:
        return Filled(parts={str(key): str(word) for key, word in answer.items()}) if isinstance(answer, dict) else Filled()

    def read(self, body: FillIn, answer: Answer) -> dict[str, str]:
        given = mapping_of(answer, body.fields)
        for key, word in given.items():
            choices = body.fields[key].choices
            if choices and word and word not in choices:
                raise UsageError(f"“{word[:40]}” is not among the words of this cell; allowed: {', '.join(choices)}.", key)
            if len(word) > TEXT_LIMIT:
                raise UsageError(f"The word is too long; allowed: at most {TEXT_LIMIT} characters.", key)
        return {key: word.strip() for key, word in given.items() if word.strip()}

    def judge(self, body: FillIn, given: dict[str, str], catalogue: Catalogue) -> Judgement:
        remarks = []
        for key, blank in body.fields.items():
            word = given.get(key, "")
            good = _right(blank, word)
            said = "" if good else next((text for foreseen, text in blank.feedback.items() if word and fold(foreseen) == fold(word)), "")
            remarks.append(Remark(key, good, said, None if good or not word else blank.run))
        names = self.part_names(self.show(body))
        solution = solution_list(right_cell(names[key], body.fields[key].right) for row in body.cells for key in row if key in body.fields)
        return Judgement(sum(bool(remark.right) for remark in remarks) / len(remarks), tuple(remarks), solution)

    def complete(self, body: FillIn, given: dict[str, str]) -> bool:
        return len(given) == len(body.fields)

    def words(self, shown: ShownTable, answer: Answer) -> Markup:
        return in_words(answer, {}, self.part_names(shown))

    def part_names(self, shown: ShownTable) -> dict[str, Markup]:
        """What a cell is called: by row and column, as far as there is more than one of them."""

        def name(row: str, column: str) -> str:
            return row if len(shown.columns) == 1 else column if len(shown.rows) == 1 else f"{row}, {column}"

        return {
            cell.field: Markup(name(row, column))  # noqa: S704 - headings come from our own Markdown
            for row, cells in zip(shown.rows, shown.cells, strict=True)
            for column, cell in zip(shown.columns, cells, strict=True)
            if cell.field
        }


def _cell(text: str, fields: dict[str, Blank], said: Mapping[str, str], source: QuestionSource, line: int) -> str:
    """A cell: ``{= word}`` is typed, ``{one|two: one}`` is chosen, all else is shown."""
    found = CELL_FIELD.fullmatch(text)
    if found is None:
        return source.fragment(text, line)
    key, choices = f"field-{len(fields) + 1}", tuple[str, ...]()
    if found[1].startswith("="):
        right = found[1][1:].strip()
    else:
        words, colon, right = (part.strip() for part in found[1].rpartition(":"))
        choices = tuple(word.strip() for word in words.split("|"))
        if not colon:
            source.page.wrong(line, f"The cell “{text}” must be “{{= right}}”, or “{{one|two: right}}” with the words to choose from.")
    fields[key] = Blank(key, right, choices, {word: feedback for word, feedback in said.items() if fold(word) != fold(right)})
    return key


def _right(blank: Blank, word: str) -> bool:
    if blank.choices:
        return word == blank.right
    values, unit = numbers(blank.right)
    return fold(word) == fold(blank.right) or (not unit and bool(values) and numbers(word) == (values, unit))
