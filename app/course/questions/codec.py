"""Questions as bytes and back: what the database keeps, and what a version is the hash of."""

import hashlib
from typing import Any, Union

import msgspec

from app.course.model.questions import Computed, Question
from app.course.questions.kinds import KINDS

_ENCODER = msgspec.json.Encoder(order="deterministic")
_BODY: Any = Union[(Computed, *(kind.body for kind in KINDS.values()))]


def encode(question: Question) -> bytes:
    """The canonical bytes of a question: the same in every process. A drawn variant can be kept in the same way."""
    return _ENCODER.encode(question)


def decode(data: bytes) -> Question:
    """The question that these bytes were made from."""
    parts = msgspec.json.decode(data)
    body = msgspec.convert(parts.pop("body"), _BODY)
    return msgspec.structs.replace(msgspec.convert(parts | {"body": {}}, Question), body=body)


def version_of(question: Question) -> str:
    """The name of exactly this question: the hash of its canonical bytes."""
    return hashlib.sha256(encode(question)).hexdigest()
