"""The variant of a question that one person gets in one attempt."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from app.course.model.questions import Question
from app.course.questions import codec, variants
from app.kernel.show.concept import Concept

DIGITS = 16

PRACTICE = "--practice"
"""What the label of an attempt at practice ends with. A lesson's own labels have no two hyphens in a row."""


def practice_of(label: str) -> str:
    """The label of the practice that belongs to a question."""
    return label + PRACTICE


def counted_of(label: str) -> str:
    """The label of the question that an attempt belongs to, at practice or not."""
    return label.removesuffix(PRACTICE)


def is_practice(label: str) -> bool:
    """Whether an attempt under this label is practice, which counts for nothing."""
    return label.endswith(PRACTICE)


@dataclass(frozen=True, slots=True)
class Variant:
    """A concrete question, as it is shown and judged, with the seed that it was drawn with."""

    seed: int
    question: Question

    @property
    def digest(self) -> str:
        """What tells this variant from every other one; of the question as it is shown and judged, not of the seed."""
        return shown_digest(codec.encode(self.question))


def shown_digest(concrete: bytes) -> str:
    """The digest of a concrete question in its canonical bytes."""
    return hashlib.sha256(concrete).hexdigest()[:DIGITS]


def draw(secret: bytes, person: str, label: str, version: str, number: int, encoded: bytes, catalogue: Mapping[str, Concept]) -> Variant:
    """The variant of the ``number``th attempt (from 0); the same whenever it is drawn. Practice waits for no end of a lesson."""
    seed = variants.seed_of(secret, label, version, person, number)
    question = variants.concrete(codec.decode(encoded), seed, catalogue)
    if is_practice(label) and question.behaviour == "deferred":
        question = msgspec.structs.replace(question, behaviour="immediate")
    return Variant(seed, question)
