"""Answers as forms send them, and back: what stands in the fields is what a draft or an answer says. Whether it is right is not known here."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any
from urllib.parse import parse_qsl

from fastapi import Depends, Request

from app.course.model.questions import Presented, Shown
from app.kernel.errors import UsageError

FIELDS_MAX = 400
NUMBERS = re.compile(r"\s*[0-9]{1,4}(\s*,\s*[0-9]{1,4})*\s*")

Form = Mapping[str, Sequence[str]]


async def read_form(request: Request) -> Form:
    """The fields of a form that was sent as browsers send it; UsageError for what cannot be read."""
    body = await request.body()
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=FIELDS_MAX, errors="strict")
    except ValueError as error:
        raise UsageError(f"The form cannot be read; allowed: up to {FIELDS_MAX} fields of UTF-8 text.", "form") from error
    form: dict[str, list[str]] = {}
    for name, value in pairs:
        form.setdefault(name, []).append(value)
    return form


FormDep = Annotated[Form, Depends(read_form)]


def one(form: Form, name: str) -> str:
    """The last value of a field; empty if there is none."""
    return (form.get(name) or [""])[-1]


def answer_in(question: Presented, form: Form) -> Any:
    """The answer in a form, in the shape that this kind of question takes; None if nothing was given."""
    match question.kind:
        case "single":
            return one(form, "answer") or None
        case "multiple":
            return list(form.get("answer", ())) or None
        case "numeric" | "text":
            return one(form, "answer") if one(form, "answer").strip() else None
        case "ordering":
            return _order(question.options, form)
        case "matching" | "table":
            given = {key: one(form, f"part-{key}") for key in parts_of(question)}
            return {key: word for key, word in given.items() if word.strip()} or None
        case "challenge":
            return _choices(one(form, "choices"))


def parts_of(question: Presented) -> tuple[str, ...]:
    """The names of the parts that a matching or a table asks for."""
    if question.kind == "matching":
        return tuple(item.key for item in question.options)
    return tuple(cell.field for row in question.cells for cell in row if cell.field)


def _order(items: Sequence[Shown], form: Form) -> list[str] | None:
    """The keys by the places that were given to them; of two with the same place, the one that stood first comes first."""
    places = {item.key: one(form, f"place-{item.key}") for item in items}
    if not any(places.values()):
        return None
    by_place = sorted(items, key=lambda item: int(places[item.key]) if re.fullmatch("[0-9]{1,3}", places[item.key]) else len(items) + 1)
    return [item.key for item in by_place]


def _choices(text: str) -> Any:
    """The numbers of a run; text that is none stays text, and is refused when it is judged."""
    if not text.strip():
        return None
    return [int(word) for word in text.split(",")] if NUMBERS.fullmatch(text) else text


NOTHING = {
    "single": "Choose an option first.",
    "multiple": "Choose at least one option first.",
    "numeric": "Type a number first.",
    "text": "Type an answer first.",
    "ordering": "Give each thing a place first.",
    "matching": "Choose something for each line first.",
    "table": "Fill in the empty cells first.",
    "challenge": "Play a run in the simulation first: its choices are the answer.",
}


def given_answer(question: Presented, form: Form) -> Any:
    """The same; UsageError where nothing was given."""
    answer = answer_in(question, form)
    if answer is None:
        raise UsageError(NOTHING[question.kind], "answer")
    return answer


@dataclass(frozen=True, slots=True)
class Given:
    """What stands in the fields of a question: chosen keys, a text, the order of the items, and the words of parts."""

    chosen: frozenset[str] = frozenset()
    text: str = ""
    order: tuple[Shown, ...] = ()
    parts: Mapping[str, str] = field(default_factory=dict)


def given(question: Presented, answer: Any) -> Given:
    """The fields that say this answer. What does not fit the question is left out."""
    match question.kind, answer:
        case "single", str():
            return Given(chosen=frozenset([answer]))
        case "multiple", list():
            return Given(chosen=frozenset(key for key in answer if isinstance(key, str)))
        case (("numeric" | "text" | "challenge"), str()):
            return Given(text=answer)
        case "ordering", _:
            places = {key: place for place, key in enumerate(answer)} if isinstance(answer, list) else {}
            return Given(order=tuple(sorted(question.options, key=lambda item: places.get(item.key, len(places)))))
        case (("matching" | "table"), dict()):
            return Given(parts={str(key): str(word) for key, word in answer.items()})
        case "challenge", list():
            return Given(text=",".join(map(str, answer)))
        case _:
            return Given()
