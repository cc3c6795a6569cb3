"""Texts without what carries no meaning, so that two wordings that ask the same are equal."""

import html
import re
import unicodedata

_CODE = re.compile(r"(<(?:code|pre)\b.*?</(?:code|pre)>)", re.DOTALL)
_EMPHASIS = re.compile(r"</?(?:em|strong|p)>|<br ?/?>")
_QUOTES = re.compile(r"[\"'“”„‘’‚«»]")
_HYPHENS = re.compile(r"[‐‑]")
_ENDS = re.compile(r"[.,;:?…]+(?=\s|$|[)\]])")


def meaning_text(text: str) -> str:
    """HTML without what carries no meaning. What stands in code stays as it is."""
    pieces = _CODE.split(text)
    return " ".join(" ".join(piece.strip() if number % 2 else _plain_words(piece) for number, piece in enumerate(pieces)).split())


def _plain_words(text: str) -> str:
    words = unicodedata.normalize("NFC", html.unescape(_EMPHASIS.sub(" ", text))).casefold()
    # Quotes go before the signs at the ends of words: one may stand on either side of the other.
    return " ".join(_ENDS.sub("", _HYPHENS.sub("-", _QUOTES.sub("", words)).replace("—", " ").strip()).split())
