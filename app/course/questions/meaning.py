"""What a question asks, apart from how it is worded: two texts with the same meaning are one question to those who answered it.

Whatever changes the answer counts: the kind, words and numbers of the question and its options, which of them are right, the run. Blanks, case,
punctuation at the end of words, quotes, em dashes and emphasis do not; nor do title, hints, explanation, feedback and tries. Within code every sign
counts.

A change of what this module computes makes every stored meaning another one: it needs a migration that empties ``question_version.meaning``.
"""

import hashlib
import html
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

import msgspec

from app.course.model.questions import Body, Computed, Question, RunLink
from app.course.questions.kinds.challenge import Challenge
from app.course.questions.kinds.choice import Multiple, Single
from app.course.questions.kinds.fill_in import Blank, FillIn
from app.course.questions.kinds.matching import Matching
from app.course.questions.kinds.ordering import Ordering
from app.course.questions.kinds.parts import Item
from app.course.questions.kinds.typed import Numeric, ShortText
from app.course.questions.normalise import fold

DIGITS = 16
"""Hexadecimal digits of a meaning."""

SAME_AS = re.compile(rf"[0-9a-f]{{{DIGITS}}}=[0-9a-f]{{{DIGITS}}}")
"""An author's word that a text still asks what an earlier one did: the meaning of that one, and of the text that is excused, so of no later one."""

_CODE = re.compile(r"(<(?:code|pre)\b.*?</(?:code|pre)>)", re.DOTALL)
_EMPHASIS = re.compile(r"</?(?:em|strong|p)>|<br ?/?>")
_QUOTES = re.compile(r"[\"'“”„‘’‚«»]")
_HYPHENS = re.compile(r"[‐‑]")
_ENDS = re.compile(r"[.,;:?…]+(?=\s|$|[)\]])")


def meaning_of(question: Question) -> str:
    """The name of what the question asks; that of an earlier text where its author says that it still asks the same."""
    own = own_meaning(question)
    earlier, _, excused = question.same_as.partition("=")
    return earlier if earlier and excused == own else own


def own_meaning(question: Question) -> str:
    """The name of what this very text asks."""
    encoded = msgspec.json.encode(parts_of(question), order="deterministic")
    return hashlib.sha256(encoded).hexdigest()[:DIGITS]


def parts_of(question: Question) -> dict[str, Any]:
    """What makes up the meaning of the question, by the words that authors have for it."""
    stem = plain(question.prompt) or ("" if isinstance(question.body, Computed) else plain(question.title))
    return {"question": stem, "behaviour": question.behaviour, "run": _run(question.predicts), **_body(question.body)}


def changes(before: Question, after: Question) -> list[str]:
    """The parts in which two questions differ in meaning."""
    old, new = parts_of(before), parts_of(after)
    return [name for name in dict.fromkeys([*old, *new]) if old.get(name) != new.get(name)]


def plain(text: str) -> str:
    """HTML without what carries no meaning. What stands in code stays as it is."""
    pieces = _CODE.split(text)
    return " ".join(" ".join(piece.strip() if number % 2 else _plain_words(piece) for number, piece in enumerate(pieces)).split())


def _plain_words(text: str) -> str:
    words = unicodedata.normalize("NFC", html.unescape(_EMPHASIS.sub(" ", text))).casefold()
    # Quotes go before the signs at the ends of words: one may stand on either side of the other.
    return " ".join(_ENDS.sub("", _HYPHENS.sub("-", _QUOTES.sub("", words)).replace("—", " ").strip()).split())


def _run(link: RunLink | None) -> Any:
    return None if link is None else [link.concept, link.parameters, link.scenario, link.choices, link.step, link.revision]


def _texts(items: tuple[Item, ...]) -> dict[str, str]:
    return {item.key: plain(item.text) for item in items}


def _body(body: Body) -> Mapping[str, Any]:
    kind = type(body).__name__
    match body:
        case Computed():
            return {"kind": kind, "generator": [body.generator, body.version, body.settings], "concept": body.revision}
        case Single() | Multiple():
            right = sorted(plain(option.text) for option in body.options if option.right)
            return {"kind": kind, "options": sorted(plain(option.text) for option in body.options), "right answer": right}
        case Numeric():
            right_number = [float(body.value), float(body.tolerance), fold(body.unit), sorted(map(float, body.others))]
            return {"kind": kind, "right answer": right_number}
        case ShortText():
            return {"kind": kind, "right answer": sorted({fold(text) for text in body.accepted})}
        case Ordering():
            return {"kind": kind, "items": sorted(_texts(body.items).values()), "right answer": list(_texts(body.items).values())}
        case Matching():
            left, right_side = _texts(body.left), _texts(body.right)
            pairs = sorted([left[one], right_side[other]] for one, other in body.pairs.items())
            return {"kind": kind, "items": [sorted(left.values()), sorted(right_side.values())], "right answer": pairs}
        case FillIn():
            return {"kind": kind, **_table(body)}
        case Challenge():
            goal = msgspec.to_builtins(body.goal)
            return {"kind": kind, "goal": goal, "concept": [body.concept, body.parameters, body.scenario, body.revision]}
    raise AssertionError(f"nothing says what a question of the kind {kind} means")


def _table(body: FillIn) -> dict[str, Any]:
    blanks: list[Blank] = list(body.fields.values())
    places = {key: number for number, key in enumerate(body.fields)}
    cells = [[places[cell] if cell in places else plain(cell) for cell in row] for row in body.cells]
    table = [plain(body.corner), [plain(text) for text in body.columns], [plain(text) for text in body.rows], cells]
    choices = [sorted(plain(choice) for choice in blank.choices) for blank in blanks]
    return {"table": table, "choices": choices, "right answer": [fold(blank.right) for blank in blanks]}
