"""One question at a time: of questions that follow each other without a word between them, the first stands open and the others are folded.

A lesson that ends with eight questions would otherwise be three screens longer. Whoever answers opens the next one, and what was opened stays so.
"""

from collections.abc import Mapping

from app.course.directive import Directive
from app.course.templates import macro


def following(found: Mapping[int, Directive | None]) -> set[int]:
    """The places of questions, among the tokens of a text, that come directly after another question.

    Those about a run are not folded: their player is what a reader looks at.
    """
    quizzes = {place for place, directive in found.items() if directive is not None and directive.name == "quiz"}
    return {place for place in quizzes if place - 1 in quizzes}


def behind_its_title(directive: Directive, html: str) -> str:
    """The question folded behind its title."""
    return macro("text.html", "question_fold", directive.argument, html)
