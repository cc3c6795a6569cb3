"""What several kinds of questions are made of: items with keys, foreseen wrong answers, lists of keys and words in answers."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import TypeVar

import msgspec
from markupsafe import Markup

from app.course.model.questions import Answer
from app.course.questions.source import QuestionSource
from app.kernel.errors import UsageError
from app.kernel.prng import Sequence

T = TypeVar("T")


class Item(msgspec.Struct, frozen=True, omit_defaults=True):
    """A thing to be ordered or matched. ``key`` says nothing about its place."""

    key: str
    text: str


class Reaction(msgspec.Struct, frozen=True, omit_defaults=True):
    """What to say to a certain wrong answer that is typed in."""

    answer: str
    feedback: str


class ShownItem(msgspec.Struct, frozen=True):
    """An option, item or choice to be shown."""

    key: str
    text: str


def key_of(*words: str) -> str:
    """A key that tells nothing of its thing's place: from its words only."""
    return "k" + sha256("\0".join(words).encode()).hexdigest()[:8]


def texts_of(items: Iterable[ShownItem]) -> dict[str, Markup]:
    """The texts of items by their keys."""
    return {item.key: Markup(item.text) for item in items}  # noqa: S704 - made by our own Markdown


def shuffled(items: tuple[T, ...], draws: Sequence) -> tuple[T, ...]:
    """The items in an order drawn from the sequence (Fisher and Yates)."""
    order = list(items)
    for last in range(len(order) - 1, 0, -1):
        other = draws.below(last + 1)
        order[last], order[other] = order[other], order[last]
    return tuple(order)


def twice(texts: list[str]) -> list[str]:
    """The texts that stand there more than once."""
    return [text for text in dict.fromkeys(texts) if texts.count(text) > 1]


def reactions(source: QuestionSource) -> tuple[Reaction, ...]:
    """What is said to foreseen wrong answers."""
    found = []
    for entry in source.parts.all("≠"):
        if not entry.text:
            source.page.wrong(entry.line, "“- [≠]” must be followed by the foreseen wrong answer.")
        elif not entry.feedback:
            source.page.wrong(entry.line, "The foreseen wrong answer has no feedback: a line “  > …” below it says why it is wrong.")
        else:
            found.append(Reaction(entry.text, source.said(entry)))
    return tuple(found)


def keys_of(answer: Answer, allowed: Mapping[str, object], part: str = "answer") -> tuple[str, ...]:
    """An answer that must be a list of different keys."""
    if not isinstance(answer, list | tuple) or not all(isinstance(key, str) for key in answer):
        raise UsageError("The answer must be a list of keys.", part)
    for key in answer:
        if key not in allowed:
            raise UsageError(f"“{key[:40]}” is no option; allowed: {', '.join(allowed)}.", part)
    if len(set(answer)) < len(answer):
        raise UsageError("An option stands in the answer twice; allowed: once each.", part)
    return tuple(answer)


def mapping_of(answer: Answer, allowed: Mapping[str, object]) -> dict[str, str]:
    """An answer that must map keys to text."""
    if not isinstance(answer, dict):
        raise UsageError("The answer must map each part to a word.", "answer")
    for key, value in answer.items():
        if key not in allowed:
            raise UsageError(f"“{str(key)[:40]}” is no part of the question; allowed: {', '.join(allowed)}.", "answer")
        if not isinstance(value, str):
            raise UsageError("The answer to this part must be text.", key)
    return dict(answer)
