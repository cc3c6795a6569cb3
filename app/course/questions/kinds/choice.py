"""``single`` and ``multiple``: one option of several, or all that are right."""

from typing import Any

import msgspec

from app.course.model.questions import Multiple, Option, Remark, Shown, Single
from app.course.questions.kinds.kind import Catalogue, Judgement, Kind, keys_of, listed, shuffled
from app.course.questions.normalise import numbers
from app.kernel.errors import UsageError
from app.kernel.prng import Sequence

Choice = Single | Multiple


def _wrong_with_any(body: Choice) -> tuple[str, ...]:
    wrong = [] if len(body.options) > 1 else ["There must be at least two options."]
    wrong += [f"The wrong option “{option.text}” has no feedback." for option in body.options if not (option.right or option.feedback)]
    texts = [option.text for option in body.options]
    wrong += [f"The option “{text}” stands there twice." for text in dict.fromkeys(texts) if texts.count(text) > 1]
    return tuple(wrong)


def _validate_single(body: Single) -> tuple[str, ...]:
    rights = sum(option.right for option in body.options)
    return ((f"Exactly one option must be right, but {rights} are.",) if rights != 1 else ()) + _wrong_with_any(body)


def _validate_multiple(body: Multiple) -> tuple[str, ...]:
    none = ("At least one option must be right.",) if not any(option.right for option in body.options) else ()
    return none + _wrong_with_any(body)


def _present(body: Choice) -> dict[str, Any]:
    return {"options": tuple(Shown(option.key, option.text) for option in body.options)}


def _read_single(body: Single, answer: Any) -> tuple[str, ...]:
    if not isinstance(answer, str):
        raise UsageError("The answer must be the key of one option.", "answer")
    return keys_of([answer], _by_key(body))


def _read_multiple(body: Multiple, answer: Any) -> tuple[str, ...]:
    return keys_of(answer, _by_key(body))


def _by_key(body: Choice) -> dict[str, Option]:
    return {option.key: option for option in body.options}


def _judge(body: Choice, chosen: tuple[str, ...], catalogue: Catalogue) -> Judgement:
    rights = [option for option in body.options if option.right]
    hits = sum(option.key in chosen for option in rights)
    score = max(0.0, (hits - (len(chosen) - hits)) / len(rights))
    remarks = tuple(Remark(option.key, option.right, option.feedback, option.run) for option in body.options if option.key in chosen)
    return Judgement(score, remarks, listed(option.text for option in rights))


def _complete(body: Choice, chosen: tuple[str, ...]) -> bool:
    return bool(chosen)


def _shuffle(body: Choice, draws: Sequence) -> Choice:
    """Numbers keep their order: a reader expects it, and it tells nothing."""
    values = [numbers(option.text) for option in body.options]
    if all(len(found) == 1 and not unit for found, unit in values):
        in_order = sorted(body.options, key=lambda option: numbers(option.text)[0])
        return msgspec.structs.replace(body, options=tuple(in_order))
    return msgspec.structs.replace(body, options=shuffled(body.options, draws))


SINGLE = Kind("single", _validate_single, _present, _read_single, _judge, _complete, _shuffle)
MULTIPLE = Kind("multiple", _validate_multiple, _present, _read_multiple, _judge, _complete, _shuffle)
