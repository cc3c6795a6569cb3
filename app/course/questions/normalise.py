"""What people type, made comparable: words without case and accents, numbers with a comma or a point, with thousands, with a unit."""

import re
import unicodedata
from typing import Any

from app.kernel.errors import UsageError

TEXT_LIMIT = 400
_BLANKS = "\u00a0\u2007\u2009\u202f' ’_"
_NUMBER = re.compile(r"([+-]?)([0-9][0-9.,]*|[.,][0-9]+)(e[+-]?[0-9]{1,3})?")
_GROUPED = re.compile(rf"(?<=[0-9])[{_BLANKS}](?=[0-9]{{3}}(?![0-9]))")


def fold(text: str) -> str:
    """The text without case, accents and surplus blanks."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(part for part in parts if not unicodedata.combining(part)).split())


def text_of(answer: Any, part: str) -> str:
    """An answer that must be text, of a bearable length and not empty."""
    if not isinstance(answer, str) or len(answer) > TEXT_LIMIT:
        raise UsageError(f"The answer must be text of at most {TEXT_LIMIT} characters.", part)
    if not answer.strip():
        raise UsageError("The answer is empty.", part)
    return answer.strip()


def numbers(text: str) -> tuple[tuple[float, ...], str]:
    """The numbers that the text can mean, and the unit behind it; no number where there is none.

    There are two only for a comma before three digits, which is a decimal point to some and groups thousands for others.
    """
    plain = unicodedata.normalize("NFKC", text).strip().replace("−", "-")
    plain = _GROUPED.sub("", plain)
    found = _NUMBER.match(plain)
    if found is None:
        return (), plain
    unit = plain[found.end() :].strip()
    sign, digits, exponent = found.groups()
    readings = tuple(float(f"{sign}{reading}{exponent or ''}") for reading in _readings(digits))
    return tuple(value for value in readings if abs(value) != float("inf")), unit


def _readings(digits: str) -> tuple[str, ...]:
    """What a row of digits, points and commas can mean, with a decimal point."""
    points, commas = digits.count("."), digits.count(",")
    if not commas:
        return (digits,) if points < 2 else _thousands(digits, ".")
    if points:
        last = "." if digits.rfind(".") > digits.rfind(",") else ","
        whole, _, rest = digits.rpartition(last)
        other = "," if last == "." else "."
        return tuple(f"{reading}.{rest}" for reading in _thousands(whole, other)) if last not in whole else ()
    if commas > 1:
        return _thousands(digits, ",")
    return (digits.replace(",", "."), *(_thousands(digits, ",") if not digits.startswith("0") else ()))


def _thousands(digits: str, mark: str) -> tuple[str, ...]:
    """The digits without the marks that group them by three, if they do."""
    groups = digits.split(mark)
    good = 1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
    return ("".join(groups),) if good else ()


def same_unit(unit: str, wanted: str) -> bool:
    """Whether a unit is the wanted one; none at all will do, for the field shows it. Its case does not count."""
    return unit == "" or fold(unit) == fold(wanted)
