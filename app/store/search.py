"""Full-text search over lessons, concepts and questions, by each database's own index.

Words are found as they are typed, the last one by its beginning, and besides by their stems ("crashed" finds "crashes"). Where nothing has them
all, the nearest words that occur in the course are looked for. Titles weigh more than texts, and what explains comes before what asks. Whatever is
typed is taken as words: an index's operators mean nothing here.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice, product

from sqlalchemy import Connection, Engine, delete, text
from sqlmodel import Session, col, select

from app.store.database import reading
from app.store.tables import SearchEntry

WORD = re.compile(r"[^\W_]+")
WORDS_MAX, WORD_MAX = 12, 40
SHOWN = 20
SPELT_LIKE = 0.75
"""How alike two words must be, from 0 to 1, for one to be a misspelling of the other."""
SPELT_FROM = 4
"""Letters of the shortest word that may be a misspelling: short ones are like too many others."""
ALIKE, SPELLINGS = 6, 24
"""How many similar words are taken for each, and how many guesses at the whole are tried."""
# Marks around what was found. They cannot stand in a text: control characters are taken out of it before.
OPEN, CLOSE = "\x02", "\x03"
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")

SQLITE = """
SELECT e.kind, e.target, e.anchor, e.context, e.title, bm25({table}, 100.0, 1.0) AS rank,
       snippet({table}, 1, char(2), char(3), '…', 24) AS excerpt
FROM {table} JOIN search_entry e ON e.id = {table}.rowid
WHERE {table} MATCH :query ORDER BY e.kind = 'question', rank, e.id LIMIT :limit
"""
POSTGRESQL = """
SELECT e.kind, e.target, e.anchor, e.context, e.title, -ts_rank('{{0.1, 0.1, 0.1, 1.0}}', {vector}, q) AS rank,
       ts_headline('{language}', e.body, q, 'StartSel=' || chr(2) || ', StopSel=' || chr(3) || ', MaxFragments=1, MaxWords=24, MinWords=8') AS excerpt
FROM search_entry e, to_tsquery('{language}', :query) q
WHERE {vector} @@ q ORDER BY e.kind = 'question', rank, e.id LIMIT :limit
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


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, the best first. ``instead``: the words that were looked for where those typed are nowhere together; empty otherwise."""

    hits: tuple[Hit, ...]
    instead: str = ""


def search(engine: Engine, typed: str, limit: int = SHOWN) -> Found:
    """What matches all words that were typed; else all words that are spelt like them; else some of the words."""
    words = [word[:WORD_MAX] for word in WORD.findall(typed[: WORDS_MAX * WORD_MAX * 4])[:WORDS_MAX]]
    if not words:
        return Found(())
    with reading(engine) as session:
        connection = session.connection()
        if found := _matching(connection, words, limit, every=True):
            return Found(found)
        spellings = islice(product(*_spelt(words, _vocabulary(session))), SPELLINGS)
        guesses = [(meant, _matching(connection, meant, limit, every=True)) for meant in spellings if list(meant) != words]
        # Of the guesses that lead anywhere, the one that names something: “recovery line” rather than “recovery lie”.
        if likely := min((guess for guess in guesses if guess[1]), key=lambda guess: _order(guess[1][0], guess[0]), default=None):
            return Found(likely[1], " ".join(likely[0]))
        return Found(_matching(connection, words, limit, every=False) if len(words) > 1 else ())


def _vocabulary(session: Session) -> set[str]:
    """Every word that occurs in what can be found."""
    rows = session.exec(select(SearchEntry.title, SearchEntry.body)).all()
    return {word.lower() for row in rows for part in row for word in WORD.findall(part)}


def _spelt(words: Sequence[str], known: set[str]) -> list[list[str]]:
    """For each word, what may be meant: itself where it is known, else known ones like it. Of the last word, a beginning is enough."""
    meant: list[list[str]] = []
    for place, word in enumerate(words, 1):
        lower = word.lower()
        last = place == len(words)
        if len(word) < SPELT_FROM or lower in known or (last and any(other.startswith(lower) for other in known)):
            meant.append([word])
            continue
        near = get_close_matches(lower, sorted(known), n=ALIKE, cutoff=SPELT_LIKE)
        if not near and last:
            near = get_close_matches(lower, sorted({other[: len(lower)] for other in known}), n=ALIKE, cutoff=SPELT_LIKE)
        meant.append(near or [word])
    return meant


def _matching(connection: Connection, words: Sequence[str], limit: int, *, every: bool) -> tuple[Hit, ...]:
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
    return tuple(sorted(found.values(), key=lambda hit: _order(hit, words))[:limit])


def _order(hit: Hit, words: Sequence[str]) -> int:
    """What comes first: the very thing that was named; then what explains; then words whose meaning only mentions it; questions last."""
    title = hit.title.lower()
    if " ".join(words).lower() in (" ".join(WORD.findall(name)) for name in title.split(", ")):
        return 0 if hit.kind != "question" else 3
    return {"question": 3, "term": 1 if any(word.lower() in title for word in words) else 2}.get(hit.kind, 1)


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
