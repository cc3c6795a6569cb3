"""An empty database for every test: SQLite always, and PostgreSQL besides where ``FAULTLINE_TEST_POSTGRES`` gives its URL."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.engine import make_url

from app.settings import Settings
from app.store.database import open_database
from app.store.migrate import upgrade

POSTGRES = os.environ.get("FAULTLINE_TEST_POSTGRES", "")
KINDS = ["sqlite", *(["postgresql"] if POSTGRES else [])]


@contextmanager
def empty_database(kind: str, folder: Path) -> Iterator[str]:
    """The URL of a database without tables; on PostgreSQL a schema of its own, which is dropped afterwards."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'course.db'}"
        return
    schema = f"test_{secrets.token_hex(8)}"
    server = open_database(POSTGRES)
    with server.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    try:
        yield make_url(POSTGRES).update_query_dict({"options": f"-csearch_path={schema}"}).render_as_string(hide_password=False)
    finally:
        with server.begin() as connection:
            connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
        server.dispose()


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """Which database."""
    return str(request.param)


@pytest.fixture
def url(kind: str, tmp_path: Path) -> Iterator[str]:
    """The address of a database without tables."""
    with empty_database(kind, tmp_path) as url:
        yield url


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    """A database with all tables and nothing in them."""
    engine = open_database(url)
    upgrade(engine, Settings().migrations_dir)
    yield engine
    engine.dispose()
