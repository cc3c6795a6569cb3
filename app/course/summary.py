"""The summary of a lesson: three lines under ``## In short``, before the questions at its end, in a frame of their own."""

from collections.abc import Sequence

from markdown_it.token import Token

from app.course.directive import RenderContext
from app.course.text import line_of, piece

SUMMARY = "in-short"
"""The anchor of the section."""
LINES = 3


def check_summary(tokens: Sequence[Token], page: RenderContext) -> None:
    """Complain about a summary of another form."""
    start = _start(tokens)
    if start is None:
        return
    body = tokens[start + 3 : _end(tokens, start)]
    kinds = [token.type for token in body if token.level == 0]
    items = sum(token.type == "list_item_open" and token.level == 1 for token in body)
    if kinds != ["bullet_list_open", "bullet_list_close"] or items != LINES:
        page.wrong(line_of(tokens[start]), "“In short” must be a list of three lines, “- …”, and nothing else.")


def framed(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with the summary in an element of its own. Sections that may be left out are folded already: what follows a summary may open one."""
    start = _start(tokens)
    if start is None:
        return list(tokens)
    end = _end(tokens, start, html=True)
    return [*tokens[:start], piece("summary_open"), *tokens[start:end], piece("summary_close"), *tokens[end:]]


def _start(tokens: Sequence[Token]) -> int | None:
    return next((place for place, token in enumerate(tokens) if token.tag == "h2" and token.attrGet("id") == SUMMARY), None)


def _end(tokens: Sequence[Token], start: int, *, html: bool = False) -> int:
    """Where the section ends that starts there. ``html``: with the first HTML in it, too."""
    ends = (place for place in range(start + 1, len(tokens)) if _ends(tokens[place]) or (html and tokens[place].type == "html_block"))
    return next(ends, len(tokens))


def _ends(token: Token) -> bool:
    return token.type == "footnote_block_open" or (token.type == "heading_open" and token.tag == "h2")
