"""Names of attempts, made before anything is written down: a page that is only read leaves nothing in the database.

A name holds the number and the version of the question, and is signed for one person and one question. So an answer is judged against what its
page showed, however the lesson has changed since, and the name that was given to one person is nobody else's.
"""

import hashlib
import hmac

import msgspec

SIGNATURE = 32


class AttemptName(msgspec.Struct, frozen=True):
    """What a name says: which attempt, counted from 0, at which version."""

    number: int
    version: str


def sign(secret: bytes, person: str, lesson_id: str, label: str, name: AttemptName) -> str:
    """The name as it is sent to the browser."""
    return f"{name.number}.{name.version}.{_signature(secret, person, lesson_id, label, name)}"


def read(secret: bytes, person: str, lesson_id: str, label: str, token: str) -> AttemptName | None:
    """What the name says, if it is this person's for this question."""
    number, version, signature = (*token.split("."), "", "")[:3]
    if not (token.isascii() and number.isdigit() and len(number) < 10):
        return None
    name = AttemptName(int(number), version)
    return name if hmac.compare_digest(signature, _signature(secret, person, lesson_id, label, name)) else None


def _signature(secret: bytes, person: str, lesson_id: str, label: str, name: AttemptName) -> str:
    signed = msgspec.json.encode(["attempt", person, lesson_id, label, name.version, name.number])
    return hmac.new(secret, signed, hashlib.sha256).hexdigest()[:SIGNATURE]
