"""Queries about the mistakes that the last sync found."""

from collections.abc import Iterable

from sqlalchemy import Engine, delete
from sqlmodel import Session, col, select

from app.store.database import reading
from app.store.tables import SyncError


def replace(session: Session, mistakes: Iterable[tuple[str, int, str]]) -> None:
    """Forget the old mistakes and write down these: file, line, message."""
    session.execute(delete(SyncError))
    session.add_all(SyncError(file=file, line=line, message=message) for file, line, message in mistakes)


def all_mistakes(engine: Engine) -> list[tuple[str, int, str]]:
    """File, line and message of each, in the order of the files."""
    with reading(engine) as session:
        rows = session.exec(select(SyncError).order_by(col(SyncError.file), col(SyncError.line), col(SyncError.id))).all()
        return [(row.file, row.line, row.message) for row in rows]
