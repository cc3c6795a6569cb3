"""What the answering service works with, and which attempt at which question an answer is for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Engine
from sqlmodel import Session

from app.course.answering import tokens
from app.course.answering.errors import no_such_attempt, other_variant
from app.course.answering.tokens import AttemptName
from app.course.answering.variant import Variant, draw, shown_digest
from app.course.model.questions import Presented
from app.course.questions import codec, judging
from app.kernel.errors import UsageError
from app.kernel.show.concept import Concept
from app.store import answers, questions
from app.store.answers import EarlierAnswer
from app.store.database import reading
from app.store.tables import Attempt

KEY = re.compile(r"[A-Za-z0-9_-]{8,64}")


@dataclass(frozen=True, slots=True)
class Service:
    """The database, the server's secret and the concepts. Any worker's will do: nothing is kept here."""

    engine: Engine
    secret: bytes
    catalogue: Mapping[str, Concept]


@dataclass(frozen=True, slots=True)
class AttemptRef:
    """One person's attempt at one question, as its token names it."""

    person: str
    lesson_id: str
    label: str
    token: str
    name: AttemptName

    def find(self, session: Session) -> Attempt | None:
        """The attempt, if it has been begun."""
        return answers.attempt(session, self.person, self.lesson_id, self.label, self.name.version, self.name.number)

    def new(self, variant: Variant) -> Attempt:
        """The attempt as it is begun now; the caller adds it to a session."""
        return Attempt(
            person_id=self.person,
            lesson_id=self.lesson_id,
            label=self.label,
            version=self.name.version,
            number=self.name.number,
            seed=str(variant.seed),
            behaviour=variant.question.behaviour,
            concrete=codec.encode(variant.question),
        )


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """An attempt with what it asks: as it was begun, or drawn now. ``earlier``: the answer that came with ``key`` before, if one did."""

    ref: AttemptRef
    variant: Variant
    key: str = ""
    earlier: EarlierAnswer | None = None

    @property
    def shown(self) -> Presented:
        """The question as its page showed it."""
        return judging.present(self.variant.question)


def open_question(service: Service, person: str, lesson_id: str, label: str, token: str, key: str | None = None) -> OpenQuestion:
    """Find what an attempt asks, in one reading transaction. ``key`` is that of the answer to come; None where none will.

    Drawing a variant may take a while, and so happens outside of any transaction. UsageError for a key of another shape, MissingError for an attempt
    that does not exist or is not this person's, RedrawnError where its page showed another variant than can be judged now.
    """
    if key is not None and not KEY.fullmatch(key):
        raise UsageError("The key of an answer is 8 to 64 letters, digits, hyphens and underscores.", "key")
    name = tokens.read(service.secret, person, lesson_id, label, token)
    if name is None:
        raise no_such_attempt()
    ref = AttemptRef(person, lesson_id, label, token, name)
    with reading(service.engine) as session:
        earlier = answers.answered(session, person, key) if key else None
        begun = ref.find(session)
        if begun is not None:
            if ref.name.shown not in ("", shown_digest(begun.concrete)):
                raise other_variant()
            return OpenQuestion(ref, Variant(int(begun.seed), codec.decode(begun.concrete)), key or "", earlier)
        kept = questions.find(session, lesson_id, name.version)
        if kept is None:
            raise no_such_attempt()
        encoded = kept.encoded
    variant = draw(service.secret, person, label, name.version, name.number, encoded, service.catalogue)
    if name.shown not in ("", variant.digest):
        raise other_variant()
    return OpenQuestion(ref, variant, key or "", earlier)
