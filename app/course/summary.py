"""The summary of a lesson: three lines under ``## In short``, before the questions at its end, in a frame of their own."""

from collections.abc import Sequence

from markdown_it.token import Token

from app.course.directive import RenderContext
from app.course.templates import macro
from app.course.text import line_of, raw

SUMMARY = "in-short"
"""The anchor of the section."""
LINES = 3


def summarised(tokens: Sequence[Token], page: RenderContext) -> list[Token]:
    """The tokens with the summary in an element of its own; one of another form is a mistake."""
    start = next((place for place, token in enumerate(tokens) if token.tag == "h2" and token.attrGet("id") == SUMMARY), None)
    if start is None:
        return list(tokens)
    end = next((place for place in range(start + 1, len(tokens)) if _ends(tokens[place])), len(tokens))
    body = tokens[start + 3 : end]
    kinds = [token.type for token in body if token.level == 0]
    items = sum(token.type == "list_item_open" and token.level == 1 for token in body)
    if kinds != ["bullet_list_open", "bullet_list_close"] or items != LINES:
        page.wrong(line_of(tokens[start]), "“In short” must be a list of three lines, “- …”, and nothing else.")
    return [*tokens[:start], _html("summary_open"), *tokens[start:end], _html("summary_close"), *tokens[end:]]


def _ends(token: Token) -> bool:
    return token.type == "footnote_block_open" or (token.type == "heading_open" and token.tag == "h2")


def _html(name: str) -> Token:
    token = Token("html_block", "", 0)
    raw(token, macro("text.html", name))
    return token
