"""Full-text search over lessons, concepts and questions, by each database's own index.

Words are found as they are typed, the last one by its beginning, and besides by their stems ("crashed" finds "crashes"). Titles weigh more than
texts. Whatever is typed is taken as words: an index's operators mean nothing here.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, delete, text
from sqlmodel import Session, col, select

from app.store.database import reading
from app.store.tables import SearchEntry

WORD = re.compile(r"[^\W_]+")
WORDS_MAX, WORD_MAX = 12, 40
SHOWN = 20
# Marks around what was found. They cannot stand in a text: control characters are taken out of it before.
OPEN, CLOSE = "\x02", "\x03"
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")

SQLITE = """
SELECT e.kind, e.target, e.anchor, e.context, e.title, bm25({table}, 100.0, 1.0) AS rank,
       snippet({table}, 1, char(2), char(3), '…', 24) AS excerpt
FROM {table} JOIN search_entry e ON e.id = {table}.rowid
WHERE {table} MATCH :query ORDER BY rank, e.id LIMIT :limit
"""
POSTGRESQL = """
SELECT e.kind, e.target, e.anchor, e.context, e.title, -ts_rank('{{0.1, 0.1, 0.1, 1.0}}', {vector}, q) AS rank,
       ts_headline('{language}', e.body, q, 'StartSel=' || chr(2) || ', StopSel=' || chr(3) || ', MaxFragments=1, MaxWords=24, MinWords=8') AS excerpt
FROM search_entry e, to_tsquery('{language}', :query) q
WHERE {vector} @@ q ORDER BY rank, e.id LIMIT :limit
"""
VECTOR = "(setweight(to_tsvector('{0}', title), 'A') || setweight(to_tsvector('{0}', body), 'D'))"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to be found. ``target`` is a lesson's id or a concept's slug, ``anchor`` a place in the lesson, ``context`` where it belongs."""

    kind: str
    target: str
    anchor: str
    context: str
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of an excerpt, as plain text; ``found``: a word that was looked for."""

    text: str
    found: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found, with the place in its text."""

    kind: str
    target: str
    anchor: str
    context: str
    title: str
    excerpt: tuple[Part, ...]


def replace(session: Session, entries: Iterable[Entry]) -> bool:
    """Let exactly these be found from now on, as part of the transaction that is open; false if it was so already."""
    new = [tuple(CONTROL.sub(" ", part) for part in _values(entry)) for entry in entries]
    rows = session.exec(select(SearchEntry).order_by(col(SearchEntry.id))).all()
    if new == [_values(row) for row in rows]:
        return False
    session.execute(delete(SearchEntry))
    for kind, target, anchor, context, title, body in new:
        session.add(SearchEntry(kind=kind, target=target, anchor=anchor, context=context, title=title, body=body))
    session.flush()
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        for table in ("search_words", "search_stems"):
            connection.exec_driver_sql(f"INSERT INTO {table}({table}) VALUES ('rebuild')")  # noqa: S608  # two fixed names
    return True


def _values(entry: Entry | SearchEntry) -> tuple[str, ...]:
    return (entry.kind, entry.target, entry.anchor, entry.context, entry.title, entry.body)


def search(engine: Engine, typed: str, limit: int = SHOWN) -> list[Hit]:
    """What matches all words that were typed, the best first; what matches some of them if nothing matches all."""
    words = [word[:WORD_MAX] for word in WORD.findall(typed[: WORDS_MAX * WORD_MAX * 4])[:WORDS_MAX]]
    if not words:
        return []
    with reading(engine) as session:
        connection = session.connection()
        found = _matching(connection, words, limit, every=True)
        return found or (_matching(connection, words, limit, every=False) if len(words) > 1 else [])


def _matching(connection: Connection, words: Sequence[str], limit: int, *, every: bool) -> list[Hit]:
    """From the index of words first, then from that of stems, each thing once."""
    if connection.dialect.name == "sqlite":
        joined = (" AND " if every else " OR ").join(f'"{word}"' for word in words)
        queries = [(SQLITE.format(table="search_words"), joined + "*"), (SQLITE.format(table="search_stems"), joined)]
    else:
        joined = (" & " if every else " | ").join(f"'{word}'" for word in words)
        queries = [
            (POSTGRESQL.format(language=language, vector=VECTOR.format(language)), joined + end)
            for language, end in (("simple", ":*"), ("english", ""))
        ]
    found: dict[tuple[str, ...], Hit] = {}
    for statement, query in queries:
        for row in connection.execute(text(statement), {"query": query, "limit": limit}).all():
            named = (row.kind, row.target, row.anchor, row.title)
            found.setdefault(named, Hit(row.kind, row.target, row.anchor, row.context, row.title, _parts(row.excerpt)))
    return list(found.values())[:limit]


def _parts(excerpt: str) -> tuple[Part, ...]:
    """The excerpt between its marks."""
    pieces = re.split(f"([{OPEN}{CLOSE}])", excerpt)
    parts, found = [], False
    for piece in pieces:
        if piece in (OPEN, CLOSE):
            found = piece == OPEN
        elif piece:
            parts.append(Part(piece, found))
    return tuple(parts)
