"""What a question asks, apart from how it is worded: two texts with the same meaning are one question to those who answered it.

Whatever changes the answer counts: the kind, words and numbers of the question and its options, which of them are right, the run. Blanks, case,
punctuation at the end of words, quotes, em dashes and emphasis do not; nor do title, hints, explanation, feedback and tries. Within code every sign
counts.

A change of what this module computes makes every stored meaning another one: it needs a migration that empties ``question_version.meaning``.
"""

import hashlib
import re
from collections.abc import Mapping
from typing import Any

import msgspec

from app.course.model.questions import Body, Computed, Question, RunLink
from app.course.questions.kinds import kind_of
from app.course.questions.meaning_text import meaning_text

DIGITS = 16
"""Hexadecimal digits of a meaning."""

SAME_AS = re.compile(rf"[0-9a-f]{{{DIGITS}}}=[0-9a-f]{{{DIGITS}}}")
"""An author's word that a text still asks what an earlier one did: the meaning of that one, and of the text that is excused, so of no later one."""


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
    stem = meaning_text(question.prompt) or ("" if isinstance(question.body, Computed) else meaning_text(question.title))
    return {
        "question": stem,
        "behaviour": question.behaviour,
        "run": _run(question.predicts),
        "kind": type(question.body).__name__,
        **_body(question.body),
    }


def changes(before: Question, after: Question) -> list[str]:
    """The parts in which two questions differ in meaning."""
    old, new = parts_of(before), parts_of(after)
    return [name for name in dict.fromkeys([*old, *new]) if old.get(name) != new.get(name)]


def _run(link: RunLink | None) -> Any:
    return None if link is None else [link.concept, link.parameters, link.scenario, link.choices, link.step, link.revision]


def _body(body: Body) -> Mapping[str, Any]:
    if isinstance(body, Computed):
        return {"generator": [body.generator, body.version, body.settings], "concept": body.revision}
    return kind_of(body).meaning(body)
