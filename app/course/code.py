"""Code in a lesson, coloured by classes that ``static/css/code.css`` gives a meaning."""

from collections.abc import Mapping
from functools import cache

from markupsafe import Markup
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name

from app.course.templates import macro

LANGUAGES: Mapping[str, str] = {
    name: name for name in ("python", "go", "rust", "java", "c", "javascript", "json", "sql", "console", "diff", "http", "ini", "yaml")
} | {"": "text", "text": "text", "sh": "console", "js": "javascript", "py": "python"}
"""The languages that code can be in, with the name of the lexer. Few and simple ones: a lexer's patterns must not be a way to hold a worker up."""

LONGEST = 6_000
"""Characters of a block that is coloured. Some patterns take time that grows with the square of what they read."""


@cache
def _lexer(name: str) -> Lexer:
    return get_lexer_by_name(name)


def block(code: str, language: str) -> str:
    """A block of code in one of the ``LANGUAGES``. Text stays as it is, and so does code too long to be read anyway."""
    name = LANGUAGES[language]
    if name == "text" or len(code) > LONGEST:
        return str(macro("text.html", "code", code))
    coloured = highlight(code, _lexer(name), HtmlFormatter(nowrap=True, classprefix="c-"))
    return str(macro("text.html", "code", Markup(coloured)))  # noqa: S704 - Pygments escapes what it colours
