"""``ordering``: put things in order."""

import re
from collections.abc import Mapping
from typing import Any

import msgspec
from markupsafe import Markup

from app.course.model.questions import Answer, Body, Remark
from app.course.questions.html import solution_list
from app.course.questions.kinds.kind import Catalogue, Filled, Form, Judgement, Kind, in_words, one
from app.course.questions.kinds.parts import Item, ShownItem, key_of, keys_of, shuffled, texts_of, twice
from app.course.questions.meaning_text import meaning_text
from app.course.questions.source import QuestionParts, QuestionSource
from app.kernel.errors import UsageError
from app.kernel.prng import Sequence

AS_IT_STANDS = "as-it-stands"
"""The field that says: I have looked, and this order is right."""


class Ordering(Body, frozen=True, tag="ordering", omit_defaults=True):
    """Put in order. ``items`` stand in the right order. Answer: the keys in the student's order. Score: the share that stands in its place."""

    items: tuple[Item, ...]
    feedback: str = ""


class ShownOrdering(msgspec.Struct, frozen=True):
    """The items as they are given: by their keys, which say nothing about their places."""

    options: tuple[ShownItem, ...]


class OrderingKind(Kind[Ordering, ShownOrdering, tuple[str, ...]]):
    """Put things in order."""

    name, body = "ordering", Ordering
    nothing = "Give each thing a place first."
    marks = ("1", "≠")

    def recognises(self, parts: QuestionParts) -> bool:
        return bool(parts.all("1"))

    def parse(self, source: QuestionSource) -> Ordering:
        items = tuple(Item(key_of(entry.text), source.html(entry)) for entry in source.parts.all("1"))
        return Ordering(items, " ".join(source.said(entry) for entry in source.parts.all("≠")))

    def validate(self, body: Ordering) -> tuple[str, ...]:
        wrong = [] if len(body.items) > 1 else ["There must be at least two things to be ordered."]
        wrong += [f"“{text}” stands there twice." for text in twice([item.text for item in body.items])]
        return tuple(wrong)

    def meaning(self, body: Ordering) -> Mapping[str, Any]:
        texts = [meaning_text(item.text) for item in body.items]
        return {"items": sorted(texts), "right answer": texts}

    def show(self, body: Ordering) -> ShownOrdering:
        return ShownOrdering(tuple(ShownItem(item.key, item.text) for item in sorted(body.items, key=lambda item: item.key)))

    def shuffle(self, body: Ordering, draws: Sequence) -> Ordering:
        """The items keep their order, which is the answer; their keys get another one, and what is shown goes by the keys."""
        names = shuffled(tuple(f"i{number}" for number in range(1, len(body.items) + 1)), draws)
        renamed = tuple(msgspec.structs.replace(item, key=name) for item, name in zip(body.items, names, strict=True))
        return msgspec.structs.replace(body, items=renamed)

    def from_form(self, shown: ShownOrdering, form: Form) -> Answer:
        """The keys by the places that were given to them; of two with the same place, the one that stood first comes first."""
        places = {item.key: one(form, f"place-{item.key}") for item in shown.options}
        if not any(places.values()):
            return None
        last = len(shown.options) + 1
        by_place = sorted(shown.options, key=lambda item: int(places[item.key]) if re.fullmatch("[0-9]{1,3}", places[item.key]) else last)
        return [item.key for item in by_place]

    def untouched(self, shown: ShownOrdering, form: Form) -> str:
        """An order says an answer from the beginning: somebody has to have moved something, or to say that nothing need be moved."""
        as_shown = self.from_form(shown, form) == [item.key for item in shown.options]
        return "Nothing has been moved yet. Move something, or tick “It is right as it stands”." if as_shown and not one(form, AS_IT_STANDS) else ""

    def filled(self, shown: ShownOrdering, answer: Answer) -> Filled:
        places = {key: place for place, key in enumerate(answer) if isinstance(key, str)} if isinstance(answer, list) else {}
        return Filled(order=tuple(sorted(shown.options, key=lambda item: places.get(item.key, len(places)))))

    def read(self, body: Ordering, answer: Answer) -> tuple[str, ...]:
        known = {item.key: item for item in body.items}
        order = keys_of(answer, dict(sorted(known.items())))
        if len(order) < len(known):
            raise UsageError(f"All {len(known)} things must stand in the answer, but {len(order)} do.", "answer")
        return order

    def judge(self, body: Ordering, order: tuple[str, ...], catalogue: Catalogue) -> Judgement:
        """One rule for the signs and for the score, and it is said: what stands in its place counts."""
        remarks = [Remark(key, key == item.key) for key, item in zip(order, body.items, strict=True)]
        good = sum(bool(remark.right) for remark in remarks)
        if good < len(order):
            counted = f"{good} of {len(order)} are in the right place."
            remarks.append(Remark("answer", False, f"{counted} {body.feedback}".strip()))
        return Judgement(good / len(order), tuple(remarks), solution_list((item.text for item in body.items), ordered=True))

    def words(self, shown: ShownOrdering, answer: Answer) -> Markup:
        return in_words(answer, texts_of(shown.options), between=" → ")
