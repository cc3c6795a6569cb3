"""What a kind of question can do. One module each; ``KINDS`` finds it by the type of its body."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from app.course.model.questions import KindName, Remark, RunLink
from app.kernel.errors import UsageError
from app.kernel.prng import Sequence
from app.kernel.show.concept import Concept

T = TypeVar("T")
Catalogue = Mapping[str, Concept]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a kind says about an answer. ``run`` shows what is right, where the answer decides which run that is."""

    score: float
    remarks: tuple[Remark, ...]
    solution: str
    run: RunLink | None = None


def as_it_is(body: Any, draws: Sequence) -> Any:
    """Nothing to be shuffled."""
    return body


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of question.

    ``validate`` gives what is wrong with a body. ``present`` gives the fields of ``Presented`` that it fills, none of which tells the answer.
    ``read`` makes of an answer what ``judge`` can rely on, or raises UsageError with the part that is wrong. ``complete`` says whether a readable
    answer leaves nothing out. ``shuffle`` gives the body with its options in another order.
    """

    name: KindName
    validate: Callable[[Any], tuple[str, ...]]
    present: Callable[[Any], dict[str, Any]]
    read: Callable[[Any, Any], Any]
    judge: Callable[[Any, Any, Catalogue], Judgement]
    complete: Callable[[Any, Any], bool]
    shuffle: Callable[[Any, Sequence], Any] = as_it_is


def shuffled(items: tuple[T, ...], draws: Sequence) -> tuple[T, ...]:
    """The items in an order drawn from the sequence (Fisher and Yates)."""
    order = list(items)
    for last in range(len(order) - 1, 0, -1):
        other = draws.below(last + 1)
        order[last], order[other] = order[other], order[last]
    return tuple(order)


def listed(parts: Iterable[str], element: str = "ul") -> str:
    """The parts of a right answer, which are HTML, as a list; a single one as it is."""
    found = tuple(parts)
    if len(found) == 1:
        return found[0]
    return f"<{element}>\n" + "".join(f"<li>{part}</li>\n" for part in found) + f"</{element}>\n"


def keys_of(answer: Any, allowed: Mapping[str, Any], part: str = "answer") -> tuple[str, ...]:
    """An answer that must be a list of different keys."""
    if not isinstance(answer, list | tuple) or not all(isinstance(key, str) for key in answer):
        raise UsageError("The answer must be a list of keys.", part)
    for key in answer:
        if key not in allowed:
            raise UsageError(f"“{key[:40]}” is no option; allowed: {', '.join(allowed)}.", part)
    if len(set(answer)) < len(answer):
        raise UsageError("An option stands in the answer twice; allowed: once each.", part)
    return tuple(answer)


def mapping_of(answer: Any, allowed: Mapping[str, Any]) -> dict[str, str]:
    """An answer that must map keys to text."""
    if not isinstance(answer, dict):
        raise UsageError("The answer must map each part to a word.", "answer")
    for key, value in answer.items():
        if key not in allowed:
            raise UsageError(f"“{str(key)[:40]}” is no part of the question; allowed: {', '.join(allowed)}.", "answer")
        if not isinstance(value, str):
            raise UsageError("The answer to this part must be text.", key)
    return dict(answer)
