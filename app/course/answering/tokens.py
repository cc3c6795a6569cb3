"""Names of attempts, made before anything is written down: a page that is only read leaves nothing in the database.

A name holds the number, the version of the question and a digest of the variant that is shown, and is signed for one person and one question. So an
answer is judged against what its page showed, however the lesson has changed since, or refused where that can no longer be drawn; and the name that
was given to one person is nobody else's.
"""

import hashlib
import hmac

import msgspec

SIGNATURE = 32


class AttemptName(msgspec.Struct, frozen=True):
    """What a name says: which attempt, counted from 0, at which version, showing which variant ("" in names from before that was kept)."""

    number: int
    version: str
    shown: str = ""


def sign(secret: bytes, person: str, lesson_id: str, label: str, name: AttemptName) -> str:
    """The name as it is sent to the browser."""
    said = (str(name.number), name.version, *([name.shown] if name.shown else []))
    return f"{'.'.join(said)}.{_signature(secret, person, lesson_id, label, name)}"


def read(secret: bytes, person: str, lesson_id: str, label: str, token: str) -> AttemptName | None:
    """What the name says, if it is this person's for this question."""
    number, *said, signature = token.split(".") if "." in token else ("", "")
    if not (token.isascii() and number.isdigit() and len(number) < 10 and len(said) in (1, 2)):
        return None
    name = AttemptName(int(number), *said)
    return name if hmac.compare_digest(signature, _signature(secret, person, lesson_id, label, name)) else None


def _signature(secret: bytes, person: str, lesson_id: str, label: str, name: AttemptName) -> str:
    signed = msgspec.json.encode(["attempt", person, lesson_id, label, name.version, name.number, *([name.shown] if name.shown else [])])
    return hmac.new(secret, signed, hashlib.sha256).hexdigest()[:SIGNATURE]
