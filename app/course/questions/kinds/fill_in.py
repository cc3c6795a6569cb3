"""``table``: fill in the empty cells."""

from typing import Any

from markupsafe import escape

from app.course.model.questions import Blank, FillIn, Remark, ShownCell
from app.course.questions.kinds.kind import Catalogue, Judgement, Kind, listed, mapping_of
from app.course.questions.normalise import TEXT_LIMIT, fold, numbers
from app.kernel.errors import UsageError


def _validate(body: FillIn) -> tuple[str, ...]:
    wrong = [] if body.fields else ["There must be a cell to be filled in."]
    shown = [cell for row in body.cells for cell in row if cell in body.fields]
    wrong += [f"The field {key} stands in the table {shown.count(key)} times." for key in body.fields if shown.count(key) != 1]
    wrong += [f"A row has {len(row)} cells, but there are {len(body.columns)} columns." for row in body.cells if len(row) != len(body.columns)]
    wrong += ["There must be as many rows of cells as there are headings of rows."] if len(body.rows) != len(body.cells) else []
    for field in body.fields.values():
        if field.choices and field.right not in field.choices:
            wrong.append(f"“{field.right}” is right, but not among the choices {', '.join(field.choices)}.")
        if len(field.choices) == 1 or len(set(field.choices)) < len(field.choices):
            wrong.append(f"The choices {', '.join(field.choices)} must be at least two different words.")
        wrong += ["A field has no right word."] if not field.right.strip() else []
    return tuple(wrong)


def _present(body: FillIn) -> dict[str, Any]:
    def cell(content: str) -> ShownCell:
        field = body.fields.get(content)
        return ShownCell(text=content) if field is None else ShownCell(field=content, choices=field.choices)

    cells = tuple(tuple(cell(content) for content in row) for row in body.cells)
    return {"corner": body.corner, "columns": body.columns, "rows": body.rows, "cells": cells}


def _read(body: FillIn, answer: Any) -> dict[str, str]:
    given = mapping_of(answer, body.fields)
    for key, word in given.items():
        choices = body.fields[key].choices
        if choices and word and word not in choices:
            raise UsageError(f"“{word[:40]}” is not among the words of this cell; allowed: {', '.join(choices)}.", key)
        if len(word) > TEXT_LIMIT:
            raise UsageError(f"The word is too long; allowed: at most {TEXT_LIMIT} characters.", key)
    return {key: word.strip() for key, word in given.items() if word.strip()}


def _right(field: Blank, word: str) -> bool:
    if field.choices:
        return word == field.right
    values, unit = numbers(field.right)
    return fold(word) == fold(field.right) or (not unit and bool(values) and numbers(word) == (values, unit))


def _judge(body: FillIn, given: dict[str, str], catalogue: Catalogue) -> Judgement:
    remarks = []
    for key, field in body.fields.items():
        word = given.get(key, "")
        good = _right(field, word)
        said = "" if good else next((text for foreseen, text in field.feedback.items() if word and fold(foreseen) == fold(word)), "")
        remarks.append(Remark(key, good, said, None if good or not word else field.run))
    return Judgement(sum(bool(remark.right) for remark in remarks) / len(remarks), tuple(remarks), _solution(body))


def _solution(body: FillIn) -> str:
    """Each field with its place. Headings are HTML, the right words are not."""
    found = []
    for row, cells in zip(body.rows, body.cells, strict=True):
        for column, cell in zip(body.columns, cells, strict=True):
            if cell in body.fields:
                found.append(f"{place(body.rows, body.columns, row, column)}: <b>{escape(body.fields[cell].right)}</b>")
    return listed(found)


def place(rows: tuple[str, ...], columns: tuple[str, ...], row: str, column: str) -> str:
    """What a cell is called: by row and column, as far as there is more than one of them."""
    return row if len(columns) == 1 else column if len(rows) == 1 else f"{row}, {column}"


def _complete(body: FillIn, given: dict[str, str]) -> bool:
    return len(given) == len(body.fields)


TABLE = Kind("table", _validate, _present, _read, _judge, _complete)
