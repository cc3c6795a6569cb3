"""Running text: Markdown with mathematics, code and references, and what it must not contain. Directives know nothing of it but ``Fragment``."""

import re
from collections.abc import Sequence
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markupsafe import Markup
from mdit_py_plugins.dollarmath import dollarmath_plugin

from app.course import code
from app.course.author_errors import instead
from app.course.directive import RenderContext
from app.course.links import lesson_link, wrong_run
from app.course.nowrap import nowrap
from app.course.templates import macro
from app.course.tex import TexError, mathml

STATIC_PICTURE = re.compile(r"/static/(?!.*\.\.)[A-Za-z0-9._/-]+")
OWN_PICTURE = re.compile(r"images/([A-Za-z0-9_-]+\.(?:png|jpg|jpeg|webp|gif|svg))")
LINK = re.compile(r"(https?://|mailto:|/(?!/)|#).*")
REFERENCE = re.compile(r"\{ref\}`([^`\n]{1,100})`")
NO_NOTE = re.compile(r"\[\^[^\]\s]{1,60}\]")

LONGEST = 8_000
MARKS = 400
"""Bounds for one paragraph: its length, and the signs in it that may open something. Reading them takes time that grows with their square."""

_MARK = re.compile(r"[\[\]*_`<!$~^{\\&:]")


def new_parser() -> MarkdownIt:
    """A parser without raw HTML, which refuses to read paragraphs that would keep it busy."""
    parser = MarkdownIt("js-default", {"html": False, "linkify": False, "typographer": False, "maxNesting": 20})
    parser.use(dollarmath_plugin, allow_labels=False, allow_space=False, allow_digits=False)
    parser.inline.ruler.before("backticks", "reference", _reference)
    parser.core.ruler.before("inline", "bounds", _bounds)
    return parser


@lru_cache
def _fragments() -> MarkdownIt:
    return new_parser()


def _reference(state: StateInline, silent: bool) -> bool:
    """``{ref}`label```: a link to what has this label, in its own words."""
    if state.src[state.pos] != "{":
        return False
    found = REFERENCE.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        state.push("reference", "", 0).content = found[1]
    state.pos = found.end()
    return True


def _bounds(state: StateCore) -> None:
    """Take the text out of a paragraph that is too much, and leave word of it."""
    for token in state.tokens:
        if token.type == "inline" and (len(token.content) > LONGEST or len(_MARK.findall(token.content)) > MARKS):
            token.content = ""
            token.meta["too much"] = True


def fragment(text: str, page: RenderContext, line: int, *, tight: bool = True, tables: str = "") -> str:
    """A piece of text as HTML; ``line`` is where it begins. A single paragraph comes without its element where it is to be ``tight``.

    ``tables`` is what its tables are called, where they may be wider than the window and are to be scrolled by keyboard.
    """
    parser = _fragments()
    tokens = parser.parse(text)
    for token in tokens:
        if token.type == "heading_open":
            page.wrong(line + line_of(token) - 1, "A heading cannot stand inside a directive.")
    finish(tokens, page, line - 1)
    if tight and [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]:
        tokens = tokens[1:2]
    if tables:
        tokens = _scrolled(tokens, tables)
    return str(parser.renderer.render(tokens, parser.options, {}))


def has_blocks(text: str) -> bool:
    """Whether a piece of text is more than a single paragraph."""
    return [token.type for token in _fragments().parse(text)] != ["paragraph_open", "inline", "paragraph_close"]


def _scrolled(tokens: list[Token], name: str) -> list[Token]:
    """The tokens with each table in an element that scrolls; codes in its cells are held together."""
    parser, found, start = _fragments(), list[Token](), 0
    for place, token in enumerate(tokens):
        if token.type == "table_open":
            token.attrSet("class", "q-cells")
            found += tokens[start:place]
            start = place
        elif token.type in ("th_open", "td_open"):
            cell = tokens[place + 1].children or []
            if len(cell) == 1 and cell[0].type == "text":
                cell[0].content = nowrap(cell[0].content)
        elif token.type == "table_close":
            table = Markup(parser.renderer.render(tokens[start : place + 1], parser.options, {}))  # noqa: S704 - made by our own Markdown
            raw(token, macro("text.html", "scrolled", name, table))
            start = place
    return found + tokens[start:]


def line_of(token: Token) -> int:
    """The line that a block begins in, counted from 1."""
    return (token.map[0] if token.map else 0) + 1


def finish(tokens: Sequence[Token], page: RenderContext, before: int = 0) -> None:
    """Check all that is no directive, and put in what Markdown itself does not make; ``before`` counts the lines before this text."""
    line = 1
    for token in tokens:
        line = line_of(token) if token.map else line
        match token.type:
            case "inline":
                if token.meta.get("too much"):
                    page.wrong(
                        before + line, f"The paragraph is too much: at most {LONGEST} characters, and {MARKS} of those that Markdown reads as marks."
                    )
                for child in token.children or ():
                    _finish_inline(child, page, before + line)
            case "math_block":
                _math(token, page, before + line, block=True)
            case "fence" | "code_block":
                _code(token, page, before + line)


def _finish_inline(token: Token, page: RenderContext, line: int) -> None:
    match token.type:
        case "image":
            _picture(token, page, line)
        case "link_open":
            _link(token, page, line)
        case "math_inline":
            _math(token, page, line, block=False)
        case "reference":
            anchor = page.anchors.get(token.content)
            if anchor is None:
                page.wrong(line, f"The reference to “{token.content}” leads nowhere. {instead(token.content, page.anchors)}")
            else:
                raw(token, macro("text.html", "reference", anchor), "html_inline")
        case "text" if found := NO_NOTE.search(token.content):
            page.wrong(line, f"The footnote {found[0]} is not defined: a line “{found[0]}: …” is missing.")


def piece(name: str) -> Token:
    """A piece of running text that Markdown itself does not make, as a token: one of the macros of ``text.html``."""
    token = Token("html_block", "", 0)
    raw(token, macro("text.html", name))
    return token


def raw(token: Token, html: str, kind: str = "html_block") -> None:
    """Make the token one that is written out as it is. Parsing makes no such token, for raw HTML is off."""
    token.type, token.content = kind, str(html)


def _math(token: Token, page: RenderContext, line: int, *, block: bool) -> None:
    try:
        html = mathml(token.content.strip(), block=block)
    except TexError as error:
        page.wrong(line, str(error))
        return
    raw(token, html + "\n" * block, "html_block" if block else "html_inline")


def _code(token: Token, page: RenderContext, line: int) -> None:
    language = token.info.strip()
    if language not in code.LANGUAGES:
        page.wrong(line, f"Unknown language of code “{language[:40]}”. {instead(language, filter(None, code.LANGUAGES))}")
        return
    raw(token, code.block(token.content, language))


def _picture(token: Token, page: RenderContext, line: int) -> None:
    """Refuse pictures from elsewhere, missing ones, and pictures without words."""
    source = str(token.attrGet("src"))
    own = OWN_PICTURE.fullmatch(source)
    if own is not None and own[1] not in page.pictures:
        page.wrong(line, f"There is no picture “{source}” beside the lessons. {instead(own[1], page.pictures)}")
    elif own is not None:
        token.attrSet("src", f"/images/{own[1]}")
    elif not STATIC_PICTURE.fullmatch(source):
        page.wrong(line, f"The picture “{source}” must be one of the course's own: images/NAME beside the lessons, or under /static/.")
    if not token.content.strip():
        page.wrong(line, f"The picture “{source}” has no text in its brackets that says what is to be seen.")


def _link(token: Token, page: RenderContext, line: int) -> None:
    """Refuse addresses of a kind that a lesson has no use for, and references to nothing."""
    target = str(token.attrGet("href"))
    if not LINK.fullmatch(target):
        page.wrong(line, f"The link to “{target}” must begin with https://, http://, mailto:, / or #.")
    if target.startswith("http"):
        token.attrSet("rel", "noopener noreferrer")
    if wrong := wrong_run(target, page.catalogue):
        page.wrong(line, wrong)
    if link := lesson_link(target, line):
        page.links.append(link)
    if target.startswith("#"):
        anchor = page.anchors.get(target[1:])
        if anchor is None:
            page.wrong(line, f"The link to “{target}” leads nowhere. {instead(target[1:], page.anchors)}")
        else:
            token.attrSet("href", f"#{anchor.id}")


def name_footnotes(parser: MarkdownIt) -> None:
    """Give footnotes words for those who hear the page."""

    def note(self: RendererHTML, tokens: Sequence[Token], place: int, options: object, env: object) -> str:
        meta = tokens[place].meta
        number, again = meta["id"] + 1, f":{meta['subId']}" if meta.get("subId") else ""
        return str(macro("text.html", "footnote", number, again))

    def back(self: RendererHTML, tokens: Sequence[Token], place: int, options: object, env: object) -> str:
        meta = tokens[place].meta
        number, again = meta["id"] + 1, f":{meta['subId']}" if meta.get("subId") else ""
        return str(macro("text.html", "footnote_back", number, again))

    def opening(self: RendererHTML, tokens: Sequence[Token], place: int, options: object, env: object) -> str:
        return str(macro("text.html", "footnotes_open"))

    for name, rule in (("footnote_ref", note), ("footnote_anchor", back), ("footnote_block_open", opening)):
        parser.add_render_rule(name, rule)
