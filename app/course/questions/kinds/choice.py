"""``single`` and ``multiple``: one option of several, or all that are right."""

from collections.abc import Mapping
from typing import Any

import msgspec
from markupsafe import Markup

from app.course.model.questions import Answer, Body, Remark, RunLink
from app.course.questions.html import solution_list
from app.course.questions.kinds.kind import B, Catalogue, Filled, Form, Judgement, Kind, in_words, one
from app.course.questions.kinds.parts import ShownItem, key_of, keys_of, shuffled, texts_of, twice
from app.course.questions.meaning_text import meaning_text
from app.course.questions.normalise import numbers
from app.course.questions.source import QuestionParts, QuestionSource
from app.kernel.errors import UsageError
from app.kernel.prng import Sequence


class Option(msgspec.Struct, frozen=True, omit_defaults=True):
    """One option of a choice. ``key`` names it in answers; texts are HTML made by our own Markdown. ``feedback`` is shown to those who chose it."""

    key: str
    text: str
    right: bool
    feedback: str = ""
    run: RunLink | None = None


class Single(Body, frozen=True, tag="single", omit_defaults=True):
    """One option is right. Answer: its key."""

    options: tuple[Option, ...]


class Multiple(Body, frozen=True, tag="multiple", omit_defaults=True):
    """Several may be right. Answer: the keys chosen. Score: rights chosen minus wrongs chosen, over rights, at least 0."""

    options: tuple[Option, ...]


class ShownChoice(msgspec.Struct, frozen=True):
    """The options in their order."""

    options: tuple[ShownItem, ...]


def options_in(source: QuestionSource) -> tuple[Option, ...]:
    """The options that an author wrote."""
    options = []
    for entry in source.parts.all("x", " "):
        if not entry.text:
            source.page.wrong(entry.line, "The option has no text.")
        elif entry.mark == " " and not entry.feedback:
            source.page.wrong(entry.line, "The wrong option has no feedback: a line “  > …” below it says why it is wrong.")
        options.append(Option(key_of(entry.text), source.html(entry), entry.mark == "x", source.said(entry)))
    return tuple(options)


class _Choice(Kind[B, ShownChoice, tuple[str, ...]]):
    """What the two have in common."""

    marks = ("x", " ")

    def _options(self, body: B) -> tuple[Option, ...]:
        assert isinstance(body, Single | Multiple)
        return body.options

    def validate(self, body: B) -> tuple[str, ...]:
        options = self._options(body)
        wrong = [] if len(options) > 1 else ["There must be at least two options."]
        wrong += [f"The wrong option “{option.text}” has no feedback." for option in options if not (option.right or option.feedback)]
        wrong += [f"The option “{text}” stands there twice." for text in twice([option.text for option in options])]
        return tuple(wrong)

    def meaning(self, body: B) -> Mapping[str, Any]:
        options = self._options(body)
        return {
            "options": sorted(meaning_text(option.text) for option in options),
            "right answer": sorted(meaning_text(option.text) for option in options if option.right),
        }

    def show(self, body: B) -> ShownChoice:
        return ShownChoice(tuple(ShownItem(option.key, option.text) for option in self._options(body)))

    def shuffle(self, body: B, draws: Sequence) -> B:
        """Numbers keep their order: a reader expects it, and it tells nothing."""
        options = self._options(body)
        values = [numbers(option.text) for option in options]
        if all(len(found) == 1 and not unit for found, unit in values):
            return msgspec.structs.replace(body, options=tuple(sorted(options, key=lambda option: numbers(option.text)[0])))
        return msgspec.structs.replace(body, options=shuffled(options, draws))

    def judge(self, body: B, chosen: tuple[str, ...], catalogue: Catalogue) -> Judgement:
        options = self._options(body)
        rights = [option for option in options if option.right]
        hits = sum(option.key in chosen for option in rights)
        score = max(0.0, (hits - (len(chosen) - hits)) / len(rights))
        remarks = [Remark(option.key, option.right, option.feedback, option.run) for option in options if option.key in chosen]
        # The list is where the answer is looked for: it is marked there too.
        remarks += [Remark(option.key, True) for option in rights if option.key not in chosen]
        return Judgement(score, tuple(remarks), solution_list(option.text for option in rights))

    def complete(self, body: B, chosen: tuple[str, ...]) -> bool:
        return bool(chosen)

    def helpful(self, answer: Answer, remarks: tuple[Remark, ...]) -> tuple[Remark, ...]:
        """Of the options that were chosen only."""
        chosen = answer if isinstance(answer, list) else [answer]
        return tuple(remark for remark in remarks if remark.part in chosen)

    def words(self, shown: ShownChoice, answer: Answer) -> Markup:
        return in_words(answer, texts_of(shown.options))


class SingleKind(_Choice[Single]):
    """One option is right."""

    name, body = "single", Single
    nothing = "Choose an option first."

    def recognises(self, parts: QuestionParts) -> bool:
        return bool(parts.all("x", " ")) and len(parts.all("x")) < 2

    def parse(self, source: QuestionSource) -> Single:
        return Single(options_in(source))

    def validate(self, body: Single) -> tuple[str, ...]:
        rights = sum(option.right for option in body.options)
        wrong = () if rights == 1 else (f"Exactly one option must be right, but {rights} are.",)
        return wrong + super().validate(body)

    def from_form(self, shown: ShownChoice, form: Form) -> Answer:
        return one(form, "answer") or None

    def filled(self, shown: ShownChoice, answer: Answer) -> Filled:
        return Filled(chosen=frozenset([answer])) if isinstance(answer, str) else Filled()

    def read(self, body: Single, answer: Answer) -> tuple[str, ...]:
        if not isinstance(answer, str):
            raise UsageError("The answer must be the key of one option.", "answer")
        return keys_of([answer], {option.key: option for option in body.options})


class MultipleKind(_Choice[Multiple]):
    """Several may be right."""

    name, body = "multiple", Multiple
    nothing = "Choose at least one option first."

    def recognises(self, parts: QuestionParts) -> bool:
        return len(parts.all("x")) > 1

    def parse(self, source: QuestionSource) -> Multiple:
        return Multiple(options_in(source))

    def validate(self, body: Multiple) -> tuple[str, ...]:
        none = ("At least one option must be right.",) if not any(option.right for option in body.options) else ()
        return none + super().validate(body)

    def from_form(self, shown: ShownChoice, form: Form) -> Answer:
        return list(form.get("answer", ())) or None

    def filled(self, shown: ShownChoice, answer: Answer) -> Filled:
        return Filled(chosen=frozenset(key for key in answer if isinstance(key, str))) if isinstance(answer, list) else Filled()

    def read(self, body: Multiple, answer: Answer) -> tuple[str, ...]:
        return keys_of(answer, {option.key: option for option in body.options})
