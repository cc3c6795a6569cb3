"""Questions as bytes and back: what the database keeps, and what a version is the hash of."""

import hashlib

import msgspec

from app.course.model.questions import Question

_ENCODER = msgspec.json.Encoder(order="deterministic")
_DECODER = msgspec.json.Decoder(Question)


def encode(question: Question) -> bytes:
    """The canonical bytes of a question: the same in every process. A drawn variant can be kept in the same way."""
    return _ENCODER.encode(question)


def decode(data: bytes) -> Question:
    """The question that these bytes were made from."""
    return _DECODER.decode(data)


def version_of(question: Question) -> str:
    """The name of exactly this question: the hash of its canonical bytes."""
    return hashlib.sha256(encode(question)).hexdigest()
