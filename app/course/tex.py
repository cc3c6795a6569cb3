"""Mathematics: TeX between dollars, as MathML. What the converter lets through unread is refused here: commands it does not know, braces, markup."""

import re
from xml.etree import ElementTree as ET

from latex2mathml.converter import convert

LENGTH = 600
NAMESPACE = "{http://www.w3.org/1998/Math/MathML}"
ELEMENTS = frozenset(
    (
        *("math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msqrt", "mroot", "msub", "msup", "msubsup", "munder", "mover"),
        *("munderover", "mtable", "mtr", "mtd", "mstyle", "mpadded", "mphantom", "menclose"),
    )
)
ATTRIBUTES = frozenset(
    (
        *("display", "displaystyle", "scriptlevel", "stretchy", "fence", "separator", "form", "accent", "accentunder", "movablelimits"),
        *("largeop", "symmetric", "lspace", "rspace", "minsize", "maxsize", "mathvariant", "width", "height", "depth", "linethickness"),
        *("notation", "columnalign", "rowspacing", "columnspacing", "columnlines", "rowlines"),
    )
)


CHILDREN = {"mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2, "msubsup": 3, "munderover": 3}
"""How many parts an element must have; the converter leaves out what the formula leaves out."""


class TexError(ValueError):
    """What is wrong with a formula, as a sentence."""


def mathml(tex: str, *, block: bool) -> str:
    """The formula as MathML; TexError says what is wrong with it."""
    if len(tex) > LENGTH:
        raise TexError(f"The formula is longer than {LENGTH} characters.")
    _check_braces(tex)
    try:
        root = ET.fromstring(convert(tex, display="block" if block else "inline"))  # noqa: S314 - our own text of bounded length, no entities
    except ET.ParseError:
        raise TexError(f"The formula “{tex}” has markup in it; write \\lt, \\gt or \\& instead.") from None
    except Exception as error:  # the converter raises a class of its own for each mistake, and a few of Python's
        raise TexError(f"The formula “{tex}” cannot be read: {type(error).__name__.removesuffix('Error')}.") from None
    for element in root.iter():
        _check(element, tex)
    return ET.tostring(root, encoding="unicode")


def _check_braces(tex: str) -> None:
    depth = 0
    for sign in re.findall(r"\\.|[{}]", tex):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth < 0:
            raise TexError(f"The formula “{tex}” has a closing brace too many.")
    if depth:
        raise TexError(f"The formula “{tex}” has an opening brace too many.")


def _check(element: ET.Element, tex: str) -> None:
    """Let nothing through that is not plain mathematics, and drop the namespace, which HTML does not need."""
    element.tag = element.tag.removeprefix(NAMESPACE)
    if element.tag not in ELEMENTS or not ATTRIBUTES.issuperset(element.attrib):
        raise TexError(f"The formula “{tex}” uses a command that a lesson has no use for.")
    if len(element) != CHILDREN.get(element.tag, len(element)):
        raise TexError(f"The formula “{tex}” leaves out a part of a fraction, an index or an accent.")
    if found := re.match(r"\\[A-Za-z]+", element.text or ""):
        raise TexError(f"The formula “{tex}” uses the unknown command {found[0]}.")
