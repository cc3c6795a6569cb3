"""Another one like it: fresh variants of a drawn question, to practise on.

They are attempts under a label of their own, so they are kept, sent again and taken away as all others are, and whatever counts answers never meets
them: a lesson asks for no such label.
"""

import re
from collections.abc import Sequence

import msgspec

from app.course.answering import tokens
from app.course.answering.errors import MissingError
from app.course.answering.service import AttemptRef, Service
from app.course.answering.standing import asked_in, by_label, current
from app.course.answering.tokens import AttemptName
from app.course.answering.variant import Variant, draw, practice_of
from app.course.model.questions import Computed, Question
from app.course.questions import codec
from app.course.questions.button_names import Button
from app.course.questions.meaning import parts_of
from app.kernel.errors import UsageError
from app.store import answers, people
from app.store.answers import AttemptRecord
from app.store.database import reading, writing

DRAWS = 24
"""How many variants are drawn to find one that this person has not seen."""


def another(service: Service, person: str, lesson_id: str, label: str) -> None:
    """Begin to practise on another variant. Asked twice, or while one is open, the second time changes nothing.

    MissingError where the lesson asks no such question, or none that is drawn; UsageError while the one that counts is open: what practice shows
    must not answer it.
    """
    with reading(service.engine) as session:
        found = next((row for row in asked_in(session, lesson_id) if row.label == label), None)
        made = by_label(answers.attempts(session, person, lesson_id))
        asked = None if found is None else (found.version, found.meaning or found.version, found.encoded)
    if asked is None or not isinstance(codec.decode(asked[2]).body, Computed):
        raise MissingError("There is no other question like this one.", "label")
    version, meaning, encoded = asked
    counted, practised = current(made.get(label, []), meaning), made.get(practice_of(label), [])
    if counted is None or counted.meaning != meaning or counted.finished_at is None:
        raise UsageError(f"Answer this question first; then there is “{Button.ANOTHER}”.", "label")
    if _is_open(practised, meaning):
        return
    ref, variant = _fresh(service, person, lesson_id, label, version, encoded, [*made[label], *practised])
    with writing(service.engine) as session:
        people.ensure(session, person)
        now_made = by_label(answers.attempts(session, person, lesson_id)).get(ref.label, [])
        if len(now_made) == len(practised):
            session.add(ref.new(variant))


def _is_open(practised: Sequence[AttemptRecord], meaning: str) -> bool:
    shown = current(practised, meaning)
    return shown is not None and shown.meaning == meaning and shown.finished_at is None


def _fresh(
    service: Service, person: str, lesson_id: str, label: str, version: str, encoded: bytes, seen: Sequence[AttemptRecord]
) -> tuple[AttemptRef, Variant]:
    """An attempt at a variant that asks something else than those that were seen, if there are so many."""
    name, known = practice_of(label), {_asks(codec.decode(attempt.concrete)) for attempt in seen}
    first = max((attempt.number for attempt in seen if attempt.label == name), default=-1) + 1
    found: tuple[int, Variant] | None = None
    for number in range(first, first + DRAWS):
        variant = draw(service.secret, person, name, version, number, encoded, service.catalogue)
        found = found or (number, variant)
        if _asks(variant.question) not in known:
            found = number, variant
            break
    assert found is not None, "at least one was drawn"
    attempt = AttemptName(found[0], version, found[1].digest)
    return AttemptRef(person, lesson_id, name, tokens.sign(service.secret, person, lesson_id, name, attempt), attempt), found[1]


def _asks(concrete: Question) -> tuple[str, ...]:
    """What tells one variant from another to whoever is asked: its words, in whatever order they stand."""
    return tuple(sorted(re.findall(r"\w+", msgspec.json.encode(parts_of(concrete)).decode())))
