"""Queries about the glossary as it stands now."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Engine, delete
from sqlmodel import Session, col, select

from app.store.database import reading
from app.store.tables import GlossaryTerm


@dataclass(frozen=True, slots=True)
class KeptTerm:
    """A term with its other names and its meaning."""

    slug: str
    title: str
    also: tuple[str, ...]
    definition: str


def replace(session: Session, terms: Iterable[KeptTerm]) -> None:
    """Let exactly these be the glossary, in this order; where they are already, nothing is written."""
    new = list(terms)
    if new == terms_in(session):
        return
    session.execute(delete(GlossaryTerm))
    session.add_all(
        GlossaryTerm(slug=term.slug, place=place, title=term.title, also=list(term.also), definition=term.definition)
        for place, term in enumerate(new)
    )


def terms_in(session: Session) -> list[KeptTerm]:
    """All terms in their order, within a transaction that is open."""
    rows = session.exec(select(GlossaryTerm).order_by(col(GlossaryTerm.place))).all()
    return [KeptTerm(row.slug, row.title, tuple(row.also), row.definition) for row in rows]


def all_terms(engine: Engine) -> list[KeptTerm]:
    """All terms in their order."""
    with reading(engine) as session:
        return terms_in(session)
