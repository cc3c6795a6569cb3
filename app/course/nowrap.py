"""What belongs together stays on one line: a number and its unit, and short codes such as P C (M) in the cells of tables."""

import re

from markupsafe import Markup

SPACE = "\u00a0"
"""The space at which no line ends."""
CODE = re.compile(r"[A-Z0-9(][A-Z0-9() ,.:+=/→−-]{1,15}")


def nowrap(text: str) -> str:
    """A short code with its parts held together; any other text as it is."""
    return text.replace(" ", SPACE) if CODE.fullmatch(text) else text


def nowrap_markup(html: str) -> Markup:
    """The same for a heading or a cell that is made by our own Markdown."""
    return Markup(nowrap(html))  # noqa: S704 - no markup is added to what was markup before
