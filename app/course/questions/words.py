"""An answer as a person reads it: the texts of what was chosen, what was typed, and what happens in a run."""

from collections.abc import Callable
from typing import Any

from markupsafe import Markup, escape

from app.course.model.questions import Presented, ShownChallenge
from app.course.questions.kinds.kind import Catalogue
from app.course.questions.normalise import numbers
from app.course.questions.runs import found_concept
from app.course.searchable import plain
from app.kernel.errors import UsageError
from app.kernel.runs import play
from app.kernel.show.report import Reporter


def in_words(question: Presented, answer: Any) -> Markup:
    """An answer for a page. Whatever does not fit the question is shown as it is."""
    texts = {item.key: Markup(item.text) for item in (*question.options, *question.right_side)}  # noqa: S704 - made by our own Markdown
    match answer:
        case None:
            return Markup("")
        case str() if question.kind == "single":
            return texts.get(answer, escape(answer))
        case list():
            between = " → " if question.kind == "ordering" else ", " if question.kind == "challenge" else "; "
            return Markup(between).join(texts.get(str(part), escape(part)) for part in answer)  # noqa: S704 - fixed texts
        case dict():
            names = texts | _cells(question)
            pairs = (Markup("{}: {}").format(names.get(str(key), key), texts.get(str(word), word)) for key, word in answer.items())
            return Markup("; ").join(pairs)
        case _:
            return escape(f"{answer} {_unit(question, str(answer))}".strip())


def in_plain_words(question: Presented, answer: Any, catalogue: Catalogue, overdue: Callable[[], bool]) -> str:
    """The same as a line of plain text; of a run it says what happens, as long as it can still be played and there is time for it."""
    if question.challenge is not None and isinstance(answer, list):
        try:
            return _played(question.challenge, answer, catalogue, overdue)
        except UsageError:
            pass  # its numbers are all that can be told
    return plain(in_words(question, answer))


def _played(asked: ShownChallenge, choices: list[Any], catalogue: Catalogue, overdue: Callable[[], bool]) -> str:
    if not all(isinstance(index, int) for index in choices):
        raise UsageError("A choice must be a whole number.", "choices")
    model = found_concept(catalogue, asked.concept).model(asked.parameters, asked.scenario)
    run = play(model, tuple(choices), stop=len(choices), overdue=overdue)
    reporter = Reporter(run)
    return " ".join(reporter.narration(number) for number in range(1, len(run.steps)))


def _unit(question: Presented, typed: str) -> str:
    """The unit that the field shows, unless it was typed too."""
    return "" if question.kind == "numeric" and numbers(typed)[1] else question.unit


def _cells(question: Presented) -> dict[str, Markup]:
    """The names of a table's fields: row and column."""
    return {
        cell.field: Markup(f"{row}, {column}" if len(question.columns) > 1 else row)  # noqa: S704 - headings come from our own Markdown
        for row, cells in zip(question.rows, question.cells, strict=True)
        for column, cell in zip(question.columns, cells, strict=True)
        if cell.field
    }
