"""Markdown to HTML. Authors are trusted with words, not with markup: raw HTML is text, and links and pictures lead only where they may."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.footnote import footnote_plugin

from app.course import directive as directives
from app.course.author_errors import instead
from app.course.directive import Anchor, Directive, RenderContext
from app.course.directives import KINDS
from app.course.optional_parts import folded, is_optional, mark_optional
from app.course.question_sets import behind_its_title, following
from app.course.summary import check_summary, framed
from app.course.text import finish, line_of, name_footnotes, new_parser, raw

CONTENTS_LEVELS = {"h2": 2, "h3": 3}


@dataclass(frozen=True, slots=True)
class Heading:
    """One entry of a lesson's contents."""

    id: str
    text: str
    level: int
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text as HTML with its contents."""

    html: str
    contents: tuple[Heading, ...]


@lru_cache
def _parser() -> MarkdownIt:
    parser = new_parser().use(colon_fence_plugin).use(footnote_plugin)
    name_footnotes(parser)
    return parser


def render(text: str, page: RenderContext) -> Rendered:
    """The text as HTML; its mistakes are left on the page.

    Labels and headings are collected first, so that a reference can lead to what comes after it.
    """
    parser = _parser()
    env: dict[str, Any] = {}
    tokens = parser.parse(text, env)
    lines = text.split("\n")
    contents: list[Heading] = []
    found: dict[int, Directive | None] = {}
    taken: dict[str, int] = {}
    for place, token in enumerate(tokens):
        if token.type == "colon_fence":
            found[place] = _read_directive(token, lines, page)
        elif token.type == "heading_open":
            mark_optional(token, tokens[place + 1], page)
            _name_heading(token, tokens[place + 1], contents, taken, page)
    behind = following(found)
    for place, directive in found.items():
        html = _render_directive(directive, page)
        raw(tokens[place], behind_its_title(directive, html) if directive and html and place in behind else html)
    _check_footnotes(env, lines, page)
    check_summary(tokens, page)
    finish(tokens, page)
    return Rendered(parser.renderer.render(framed(folded(tokens)), parser.options, env), tuple(contents))


def _read_directive(token: Token, lines: Sequence[str], page: RenderContext) -> Directive | None:
    """Read a colon fence and take its label."""
    line = line_of(token)
    last = lines[token.map[1] - 1].strip() if token.map else ""
    if not (token.map and token.map[1] - token.map[0] > 1 and last.startswith(token.markup) and set(last) == {":"}):
        page.wrong(line, f"The directive is not closed: a line “{token.markup}” is missing.")
    found = directives.parse(token.info, token.content, line, page)
    if found is None:
        return None
    if label := page.register(found):
        concept = page.catalogue.get(found.argument)
        page.anchors[label] = Anchor(f"{ANCHORS.get(found.name, 'question')}-{label}", concept.title if concept else found.argument)
    return found


ANCHORS: Mapping[str, str] = {"sim": "sim", "claim": "claim", "compare": "sim"}
"""What the id of a directive's element begins with; the others are questions."""


def _render_directive(found: Directive | None, page: RenderContext) -> str:
    """What the directive renders to: the only text that is written out as it is."""
    if found is None:
        return ""
    kind = KINDS.get(found.name)
    if kind is None:
        page.wrong(found.line, f"Unknown directive “{{{found.name}}}”. {instead(found.name, KINDS)}")
        return ""
    return kind(found, page)


def _check_footnotes(env: Mapping[str, Any], lines: Sequence[str], page: RenderContext) -> None:
    """Complain about footnotes that nothing refers to: they would vanish without a word."""
    unused = {f"[^{name.removeprefix(':')}]" for name, number in env.get("footnotes", {}).get("refs", {}).items() if number < 0}
    for line, text in enumerate(lines, 1):
        mark = text.lstrip().partition(":")[0]
        if mark in unused:
            page.wrong(line, f"Nothing refers to the footnote {mark}.")


def _name_heading(opening: Token, inline: Token, contents: list[Heading], taken: dict[str, int], page: RenderContext) -> None:
    """Give a heading an id that it keeps as long as its words, and list it. ``taken`` counts the headings of the same words."""
    if opening.tag == "h1":
        page.wrong(line_of(opening), "The lesson's title stands in the front matter; a heading of its text begins with “##”.")
        return
    text = "".join(child.content for child in inline.children or () if child.type in {"text", "code_inline"}).strip()
    stem = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "section"
    name = stem
    while name in taken:
        taken[stem] += 1
        name = f"{stem}-{taken[stem]}"
    taken[name] = 1
    opening.attrSet("id", name)
    page.anchors.setdefault(name, Anchor(name, text))
    if opening.tag in CONTENTS_LEVELS:
        contents.append(Heading(name, text, CONTENTS_LEVELS[opening.tag], is_optional(opening)))
