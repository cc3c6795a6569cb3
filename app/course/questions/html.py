"""What is HTML of a question besides its texts: its place in the lesson, and its right answer for when no try is left."""

from collections.abc import Iterable

from markupsafe import Markup

from app.course.templates import macro

TEMPLATE = "solutions.html"


def solution_list(parts: Iterable[str], *, ordered: bool = False) -> str:
    """The parts of a right answer, which are HTML, as a list; a single one as it is."""
    found = [Markup(part) for part in parts]  # noqa: S704 - made by our own Markdown and templates
    return str(found[0]) if len(found) == 1 else str(macro(TEMPLATE, "list", found, ordered))


def right_pair(left: str, right: str) -> str:
    """One pair of a matching, both sides HTML."""
    return str(macro(TEMPLATE, "pair", Markup(left), Markup(right)))  # noqa: S704 - made by our own Markdown


def right_cell(name: Markup, word: str) -> str:
    """What stands in a cell of a table; the word is plain text."""
    return str(macro(TEMPLATE, "cell", name, word))


def question_place(label: str) -> str:
    """The element, on a line of its own, that a lesson's page puts the question into. Nothing of the question is in it but its label."""
    return str(macro("text.html", "question", label))
