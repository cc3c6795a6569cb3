"""The concrete question that one person gets at one attempt: drawn where it is computed, shuffled where it has options."""

import hmac
from collections.abc import Mapping
from hashlib import sha256

import msgspec

from app.course.model.questions import Computed, Question, RunLink
from app.course.questions.generators import drawn
from app.course.questions.kinds import kind_of
from app.kernel.prng import Sequence, draw
from app.kernel.show.concept import Concept

SHUFFLING = 1 << 32
"""The number of the draw that seeds the shuffling: far from those that a generator takes, so that neither tells of the other."""


def seed_of(secret: bytes, label: str, version: str, person: str, number: int) -> int:
    """The seed of a person's attempt of this number. Without the secret nobody can work it out."""
    name = msgspec.json.encode((label, version, person, number))
    return int.from_bytes(hmac.digest(secret, name, sha256)[:8], "big")


def concrete(question: Question, seed: int, catalogue: Mapping[str, Concept]) -> Question:
    """The question to be shown and judged: the same for the same seed."""
    if isinstance(question.body, Computed):
        found = drawn(question.body, seed, catalogue)
        question = msgspec.structs.replace(
            question,
            prompt=question.prompt + found.prompt,
            body=found.body,
            explanation=found.explanation + question.explanation,
            run=found.run,
            predicts=None if found.pause_at is None else _paused(found.run, found.pause_at),
        )
    shuffle = kind_of(question.body).shuffle
    return msgspec.structs.replace(question, body=shuffle(question.body, Sequence(draw(seed, SHUFFLING))))


def _paused(run: RunLink, step: int) -> RunLink:
    """The run up to a step, and nothing that tells what comes after it."""
    return msgspec.structs.replace(run, choices=run.choices[:step], step=step, sentence="The run up to the question")
