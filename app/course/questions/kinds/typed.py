"""``numeric`` and ``text``: an answer that is typed."""

from typing import Any

from markupsafe import escape

from app.course.model.questions import Numeric, Reaction, Remark, ShortText
from app.course.questions.kinds.kind import Catalogue, Judgement, Kind
from app.course.questions.normalise import fold, numbers, same_unit, text_of
from app.kernel.errors import UsageError

PART = "answer"


def written(value: float) -> str:
    """A number as a person writes it."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)


# numeric


def _validate_numeric(body: Numeric) -> tuple[str, ...]:
    wrong = ["The tolerance must not be negative."] if body.tolerance < 0 else []
    for reaction in body.reactions:
        values = numbers(reaction.answer)[0]
        if not values:
            wrong.append(f"The foreseen answer “{reaction.answer}” is no number.")
        elif any(_near(body, value) for value in values):
            wrong.append(f"The foreseen wrong answer “{reaction.answer}” is right.")
        if not reaction.feedback:
            wrong.append(f"The foreseen answer “{reaction.answer}” has no feedback.")
    return tuple(wrong)


def _near(body: Numeric, value: float) -> bool:
    """Within the tolerance; the last bits, which decimal fractions do not have, are forgiven."""
    return any(abs(value - right) <= body.tolerance + 1e-9 * abs(right) for right in (body.value, *body.others))


def _present_numeric(body: Numeric) -> dict[str, Any]:
    return {"unit": body.unit}


def _read_numeric(body: Numeric, answer: Any) -> tuple[tuple[float, ...], str]:
    values, unit = numbers(text_of(answer, PART))
    if not values:
        example = f"12 {body.unit}".strip()
        raise UsageError(f"The answer must be a number, such as {example} or 1.5.", PART)
    if unit and not body.unit:
        raise UsageError(f"Only the number is asked for, without “{unit[:40]}”.", PART)
    return values, unit


def _judge_numeric(body: Numeric, answer: tuple[tuple[float, ...], str], catalogue: Catalogue) -> Judgement:
    values, unit = answer
    near = any(_near(body, value) for value in values)
    solution = str(escape(f"{written(body.value)}\u00a0{body.unit}".strip()))
    if near and not same_unit(unit, body.unit):
        asked = f"The number is right, but not in “{unit}”; the unit asked for is {body.unit}."
        return Judgement(0.0, (Remark(PART, False, str(escape(asked))),), solution)
    said = next((r.feedback for r in body.reactions if not near and set(values) & set(numbers(r.answer)[0])), "")
    return Judgement(float(near), (Remark(PART, near, said),), solution)


# text


def _validate_text(body: ShortText) -> tuple[str, ...]:
    wrong = [] if body.accepted and all(fold(text) for text in body.accepted) else ["There must be an accepted answer."]
    accepted = {fold(text) for text in body.accepted}
    wrong += [f"The foreseen wrong answer “{reaction.answer}” is right." for reaction in body.reactions if fold(reaction.answer) in accepted]
    wrong += [f"The foreseen answer “{reaction.answer}” has no feedback." for reaction in body.reactions if not reaction.feedback]
    return tuple(wrong)


def _present_text(body: ShortText) -> dict[str, Any]:
    return {}


def _read_text(body: ShortText, answer: Any) -> str:
    return text_of(answer, PART)


def _judge_text(body: ShortText, answer: str, catalogue: Catalogue) -> Judgement:
    right = fold(answer) in {fold(text) for text in body.accepted}
    return Judgement(float(right), (Remark(PART, right, "" if right else _reaction(body.reactions, answer)),), str(escape(body.accepted[0])))


def _reaction(reactions: tuple[Reaction, ...], answer: str) -> str:
    return next((reaction.feedback for reaction in reactions if fold(reaction.answer) == fold(answer)), "")


def _complete(body: Any, answer: Any) -> bool:
    """What can be read is complete."""
    return True


NUMERIC = Kind("numeric", _validate_numeric, _present_numeric, _read_numeric, _judge_numeric, _complete)
TEXT = Kind("text", _validate_text, _present_text, _read_text, _judge_text, _complete)
