"""The variant of a question that one person gets in one attempt."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from app.course.model.questions import Question
from app.course.questions import codec, variants
from app.kernel.show.concept import Concept

DIGITS = 16


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
    """The variant of the ``number``th attempt (from 0); the same whenever it is drawn."""
    seed = variants.seed_of(secret, label, version, person, number)
    return Variant(seed, variants.concrete(codec.decode(encoded), seed, catalogue))
