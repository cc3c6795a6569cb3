"""``numeric`` and ``text``: an answer that is typed."""

from collections.abc import Mapping
from typing import Any

import msgspec
from markupsafe import Markup, escape

from app.course.model.questions import Answer, Body, Remark
from app.course.questions.kinds.kind import A, B, Catalogue, Filled, Form, Judgement, Kind, in_words, one
from app.course.questions.kinds.parts import Reaction, reactions
from app.course.questions.normalise import fold, numbers, same_unit, text_of
from app.course.questions.source import QuestionParts, QuestionSource
from app.kernel.errors import UsageError

PART = "answer"


class Numeric(Body, frozen=True, tag="numeric", omit_defaults=True):
    """A number. Answer: text, with or without the unit. Right within ``tolerance`` (absolute) of ``value``, or of one of the ``others``."""

    value: float
    tolerance: float = 0.0
    unit: str = ""
    reactions: tuple[Reaction, ...] = ()
    others: tuple[float, ...] = ()


class ShortText(Body, frozen=True, tag="text", omit_defaults=True):
    """A few words. Answer: text; case, accents and surplus blanks do not count. ``accepted`` are the alternatives."""

    accepted: tuple[str, ...]
    reactions: tuple[Reaction, ...] = ()


class ShownField(msgspec.Struct, frozen=True):
    """A field to be filled in; its unit stands behind it."""

    unit: str = ""


def written(value: float) -> str:
    """A number as a person writes it."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)


class _Typed(Kind[B, ShownField, A]):
    """What the two have in common."""

    marks = ("=", "≠")

    def from_form(self, shown: ShownField, form: Form) -> Answer:
        return one(form, "answer") if one(form, "answer").strip() else None

    def filled(self, shown: ShownField, answer: Answer) -> Filled:
        return Filled(text=answer) if isinstance(answer, str) else Filled()


class NumericKind(_Typed[Numeric, tuple[tuple[float, ...], str]]):
    """A number, perhaps with a unit."""

    name, body = "numeric", Numeric
    nothing = "Type a number first."
    options = ("tolerance", "unit")

    def recognises(self, parts: QuestionParts) -> bool:
        typed = parts.all("=")
        return bool(typed) and all(numbers(entry.text)[0] and len(numbers(entry.text)[1].split()) < 2 for entry in typed)

    def parse(self, source: QuestionSource) -> Numeric:
        values: list[float] = []
        unit = source.option("unit")
        for entry in source.parts.all("="):
            read, own = numbers(entry.text)
            if not read or "\n" in entry.text:
                source.page.wrong(entry.line, f"“{entry.text}” is no number, such as 12, 1.5 or 30 ms.")
            elif own and unit and fold(own) != fold(unit):
                source.page.wrong(entry.line, f"“{entry.text}” has the unit {own}, but the question’s unit is {unit}.")
            else:
                unit = unit or own
                values.append(read[0])
        first, *others = values or [0.0]
        return Numeric(first, source.number("tolerance"), unit, reactions(source), tuple(others))

    def validate(self, body: Numeric) -> tuple[str, ...]:
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

    def meaning(self, body: Numeric) -> Mapping[str, Any]:
        return {"right answer": [float(body.value), float(body.tolerance), fold(body.unit), sorted(map(float, body.others))]}

    def show(self, body: Numeric) -> ShownField:
        return ShownField(body.unit)

    def read(self, body: Numeric, answer: Answer) -> tuple[tuple[float, ...], str]:
        values, unit = numbers(text_of(answer, PART))
        if not values:
            example = f"12 {body.unit}".strip()
            raise UsageError(f"The answer must be a number, such as {example} or 1.5.", PART)
        if unit and not body.unit:
            raise UsageError(f"Only the number is asked for, without “{unit[:40]}”.", PART)
        return values, unit

    def judge(self, body: Numeric, answer: tuple[tuple[float, ...], str], catalogue: Catalogue) -> Judgement:
        values, unit = answer
        near = any(_near(body, value) for value in values)
        solution = str(escape(f"{written(body.value)}\u00a0{body.unit}".strip()))
        if near and not same_unit(unit, body.unit):
            asked = f"The number is right, but not in “{unit}”; the unit asked for is {body.unit}."
            return Judgement(0.0, (Remark(PART, False, str(escape(asked))),), solution)
        said = next((r.feedback for r in body.reactions if not near and set(values) & set(numbers(r.answer)[0])), "")
        return Judgement(float(near), (Remark(PART, near, said),), solution)

    def words(self, shown: ShownField, answer: Answer) -> Markup:
        """What was typed, with the unit that the field shows unless it was typed too."""
        if answer is None or isinstance(answer, list | dict):
            return in_words(answer, {})
        return escape(f"{answer} {'' if numbers(str(answer))[1] else shown.unit}".strip())


def _near(body: Numeric, value: float) -> bool:
    """Within the tolerance; the last bits, which decimal fractions do not have, are forgiven."""
    return any(abs(value - right) <= body.tolerance + 1e-9 * abs(right) for right in (body.value, *body.others))


class TextKind(_Typed[ShortText, str]):
    """A few words."""

    name, body = "text", ShortText
    nothing = "Type an answer first."

    def recognises(self, parts: QuestionParts) -> bool:
        return bool(parts.all("="))

    def parse(self, source: QuestionSource) -> ShortText:
        return ShortText(tuple(entry.text for entry in source.parts.all("=")), reactions(source))

    def validate(self, body: ShortText) -> tuple[str, ...]:
        wrong = [] if body.accepted and all(fold(text) for text in body.accepted) else ["There must be an accepted answer."]
        accepted = {fold(text) for text in body.accepted}
        wrong += [f"The foreseen wrong answer “{reaction.answer}” is right." for reaction in body.reactions if fold(reaction.answer) in accepted]
        wrong += [f"The foreseen answer “{reaction.answer}” has no feedback." for reaction in body.reactions if not reaction.feedback]
        return tuple(wrong)

    def meaning(self, body: ShortText) -> Mapping[str, Any]:
        return {"right answer": sorted({fold(text) for text in body.accepted})}

    def show(self, body: ShortText) -> ShownField:
        return ShownField()

    def read(self, body: ShortText, answer: Answer) -> str:
        return text_of(answer, PART)

    def judge(self, body: ShortText, answer: str, catalogue: Catalogue) -> Judgement:
        right = fold(answer) in {fold(text) for text in body.accepted}
        said = "" if right else next((reaction.feedback for reaction in body.reactions if fold(reaction.answer) == fold(answer)), "")
        return Judgement(float(right), (Remark(PART, right, said),), str(escape(body.accepted[0])))
