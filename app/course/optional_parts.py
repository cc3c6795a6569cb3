"""What a reader may leave out: ``## Title {optional}`` folds a section away, up to the next heading of its level or above."""

from collections.abc import Sequence

from markdown_it.token import Token

from app.course.directive import RenderContext
from app.course.text import line_of, piece

MARK = "{optional}"


def mark_optional(opening: Token, inline: Token, page: RenderContext) -> None:
    """Take the mark off a heading, and note it. Only a section of the first level can be folded: one in another would hide in it."""
    children = inline.children or []
    last = children[-1] if children else None
    if last is None or last.type != "text" or not last.content.rstrip().endswith(MARK):
        return
    if opening.tag != "h2":
        page.wrong(line_of(opening), f"Only a heading with “##” can be “{MARK}”.")
    last.content = last.content.rstrip().removesuffix(MARK).rstrip()
    opening.meta["optional"] = True


def is_optional(opening: Token) -> bool:
    """Whether the section of a heading is folded away."""
    return bool(opening.meta.get("optional"))


def folded(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with each optional section in an element that opens; footnotes stand after all of them."""
    found: list[Token] = []
    inside = False
    for token in tokens:
        ends = token.type == "footnote_block_open" or (token.type == "heading_open" and token.tag == "h2")
        if inside and ends:
            found.append(piece("fold_close"))
            inside = False
        if token.type == "heading_open" and is_optional(token):
            found.append(piece("fold_open"))
            inside = True
        found.append(token)
        if inside and token.type == "heading_close" and token.tag == "h2":
            found.append(piece("fold_body"))
    return [*found, piece("fold_close")] if inside else found
