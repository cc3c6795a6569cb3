"""``matching``: give each thing on the left one on the right."""

from collections.abc import Mapping
from typing import Any

import msgspec
from markupsafe import Markup

from app.course.model.questions import Answer, Body, Remark
from app.course.questions.html import right_pair, solution_list
from app.course.questions.kinds.kind import Catalogue, Filled, Form, Judgement, Kind, in_words, one
from app.course.questions.kinds.parts import Item, ShownItem, key_of, mapping_of, shuffled, texts_of, twice
from app.course.questions.meaning_text import meaning_text
from app.course.questions.source import QuestionParts, QuestionSource
from app.kernel.errors import UsageError
from app.kernel.prng import Sequence


class Matching(Body, frozen=True, tag="matching", omit_defaults=True):
    """Give each item on the left one on the right. ``pairs`` maps left keys to right keys; a right item may serve twice. Answer: the same shape."""

    left: tuple[Item, ...]
    right: tuple[Item, ...]
    pairs: dict[str, str]
    feedback: dict[str, str] = msgspec.field(default_factory=dict)


class ShownMatching(msgspec.Struct, frozen=True):
    """Both sides; ``options`` are on the left."""

    options: tuple[ShownItem, ...]
    right_side: tuple[ShownItem, ...]


class MatchingKind(Kind[Matching, ShownMatching, dict[str, str]]):
    """Give each thing on the left one on the right."""

    name, body = "matching", Matching
    nothing = "Choose something for each line first."
    marks = ("~",)

    def recognises(self, parts: QuestionParts) -> bool:
        return bool(parts.all("~"))

    def parse(self, source: QuestionSource) -> Matching:
        left: list[Item] = []
        right: dict[str, Item] = {}
        pairs: dict[str, str] = {}
        feedback: dict[str, str] = {}
        for entry in source.parts.all("~"):
            one_side, arrow, other = (part.strip() for part in entry.text.partition("=>"))
            if not arrow or not other:
                source.page.wrong(entry.line, f"“{entry.text}” must be “left => right”; “=> right” adds a thing that nothing matches.")
                continue
            target = key_of("right", other)
            right.setdefault(target, Item(target, source.fragment(other, entry.line)))
            if one_side:
                key = key_of("left", one_side)
                left.append(Item(key, source.fragment(one_side, entry.line)))
                pairs[key] = target
                feedback |= {key: source.said(entry)} if entry.feedback else {}
        return Matching(tuple(left), tuple(right.values()), pairs, feedback)

    def validate(self, body: Matching) -> tuple[str, ...]:
        wrong = [] if len(body.left) > 1 else ["There must be at least two things to be matched."]
        wrong += ["There must be at least two different things on the right."] if len(body.right) < 2 else []
        wrong += [f"“{text}” stands on the left twice." for text in twice([item.text for item in body.left])]
        return tuple(wrong)

    def meaning(self, body: Matching) -> Mapping[str, Any]:
        left, right = ({item.key: meaning_text(item.text) for item in items} for items in (body.left, body.right))
        pairs = sorted([left[one], right[other]] for one, other in body.pairs.items())
        return {"items": [sorted(left.values()), sorted(right.values())], "right answer": pairs}

    def show(self, body: Matching) -> ShownMatching:
        def shown(items: tuple[Item, ...]) -> tuple[ShownItem, ...]:
            return tuple(ShownItem(item.key, item.text) for item in items)

        return ShownMatching(shown(body.left), shown(body.right))

    def shuffle(self, body: Matching, draws: Sequence) -> Matching:
        return msgspec.structs.replace(body, left=shuffled(body.left, draws), right=shuffled(body.right, draws))

    def from_form(self, shown: ShownMatching, form: Form) -> Answer:
        words = {item.key: one(form, f"part-{item.key}") for item in shown.options}
        return {key: word for key, word in words.items() if word.strip()} or None

    def filled(self, shown: ShownMatching, answer: Answer) -> Filled:
        return Filled(parts={str(key): str(word) for key, word in answer.items()}) if isinstance(answer, dict) else Filled()

    def read(self, body: Matching, answer: Answer) -> dict[str, str]:
        given = mapping_of(answer, {item.key: item for item in body.left})
        rights = [item.key for item in body.right]
        for left, right in given.items():
            if right not in rights:
                raise UsageError(f"“{right[:40]}” is nothing on the right; allowed: {', '.join(rights)}.", left)
        return given

    def judge(self, body: Matching, given: dict[str, str], catalogue: Catalogue) -> Judgement:
        remarks = []
        for item in body.left:
            good = given.get(item.key) == body.pairs[item.key]
            remarks.append(Remark(item.key, good, "" if good else body.feedback.get(item.key, "")))
        texts = {item.key: item.text for item in body.right}
        solution = solution_list(right_pair(item.text, texts[body.pairs[item.key]]) for item in body.left)
        return Judgement(sum(bool(remark.right) for remark in remarks) / len(remarks), tuple(remarks), solution)

    def complete(self, body: Matching, given: dict[str, str]) -> bool:
        return len(given) == len(body.left)

    def words(self, shown: ShownMatching, answer: Answer) -> Markup:
        return in_words(answer, texts_of((*shown.options, *shown.right_side)))
