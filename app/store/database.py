"""Engines and sessions. A session is opened and closed inside one function, and never handed to a request.

On SQLite a transaction that writes must say so when it begins: one that reads first and writes later is refused with "database is locked"
as soon as another has written in between, however long it would be willing to wait.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.engine import make_url
from sqlmodel import Session, create_engine

# Any number does, as long as every worker asks PostgreSQL for the same one.
ADVISORY_LOCK = 20_261_120
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000", "foreign_keys=ON")


def open_database(url: str) -> Engine:
    """An engine for the URL. A SQLite file and its folder are made when they are missing."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        if parsed.drivername == "postgresql":
            parsed = parsed.set(drivername="postgresql+psycopg")
        return create_engine(parsed, pool_pre_ping=True)
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def exists(url: str) -> bool:
    """Whether there may be a database at the URL; opening a SQLite file that is missing would make it."""
    parsed = make_url(url)
    return parsed.get_backend_name() != "sqlite" or (bool(parsed.database) and Path(str(parsed.database)).is_file())


def _prepare_sqlite(connection: Any, _record: object) -> None:
    """Take the transactions out of the driver's hands, and set what each connection must know."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """Begin as the engine in use says: readers do not wait for anybody, writers queue."""
    connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get('sqlite_begin', 'DEFERRED')}")


def for_writing(engine: Engine) -> Engine:
    """The same pool, with transactions that announce that they will write."""
    return engine.execution_options(sqlite_begin="IMMEDIATE")


def one_at_a_time(connection: Connection) -> None:
    """Let nobody else who asks for this go on before this transaction ends. SQLite's writers queue anyway; PostgreSQL's must ask.

    For what every worker does at its start: two that find the same thing missing would otherwise both make it.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": ADVISORY_LOCK})


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session that only reads."""
    with Session(engine) as session:
        yield session


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """A session in one writing transaction: committed at the end, or not at all."""
    with Session(for_writing(engine)) as session, session.begin():
        yield session
