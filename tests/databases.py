"""A database for every test: SQLite always, and PostgreSQL besides where ``FAULTLINE_TEST_POSTGRES`` gives its URL.

The tables are made once for each process of the tests. SQLite's file is copied for every test. On PostgreSQL a copy costs as much as making the
tables anew, so one schema is emptied and lent to one test after the other. A test that changes tables or tests how they are made starts from
``bare_url``, a database without any.
"""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.engine import make_url
from sqlmodel import SQLModel

from app.settings import Settings
from app.store.database import open_database
from app.store.migrate import upgrade

POSTGRES = os.environ.get("FAULTLINE_TEST_POSTGRES", "")
KINDS = ["sqlite", *(["postgresql"] if POSTGRES else [])]


def file_url(file: Path) -> str:
    """The URL of a SQLite database."""
    return f"sqlite:///{file}"


@contextmanager
def new_schema() -> Iterator[str]:
    """The URL of a schema of PostgreSQL that has no tables, and is dropped afterwards."""
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


def make_tables(url: str) -> str:
    """Make all tables there, by the migrations; return the same URL."""
    engine = open_database(url)
    upgrade(engine, Settings().migrations_dir)
    engine.dispose()
    return url


def remove_rows(url: str) -> None:
    """Leave the tables and nothing in them. TRUNCATE would take twenty times as long: it makes files anew."""
    rows = "; ".join(f'DELETE FROM "{table.name}"' for table in reversed(SQLModel.metadata.sorted_tables))
    engine = open_database(url)
    with engine.begin() as connection:
        connection.execute(text(rows))
    engine.dispose()


@dataclass
class Templates:
    """What this process has made once: ``folder`` is its own, ``stack`` cleans up at its end."""

    folder: Path
    stack: ExitStack = field(default_factory=ExitStack)

    @cached_property
    def sqlite(self) -> Path:
        """A database file with all tables and nothing in them. It is only ever copied."""
        file = self.folder / "tables.db"
        make_tables(file_url(file))
        assert list(self.folder.iterdir()) == [file], "what SQLite had still to write into the file would be missing in its copies"
        return file

    @cached_property
    def postgresql(self) -> str:
        """The schema with all tables that is lent."""
        return make_tables(self.stack.enter_context(new_schema()))

    def copy(self, file: Path) -> str:
        """Copy the tables of SQLite to this file; return its URL."""
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(self.sqlite, file)
        return file_url(file)


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Templates]:
    """What is made once for all tests of this process."""
    made = Templates(tmp_path_factory.mktemp("tables"))
    with made.stack:
        yield made


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """Which database."""
    return str(request.param)


@pytest.fixture
def bare_url(kind: str, tmp_path: Path) -> Iterator[str]:
    """The address of a database without tables."""
    if kind == "sqlite":
        yield file_url(tmp_path / "course.db")
        return
    with new_schema() as url:
        yield url


@pytest.fixture
def url(kind: str, tmp_path: Path, templates: Templates) -> Iterator[str]:
    """The address of a database with all tables and nothing in them."""
    if kind == "sqlite":
        yield templates.copy(tmp_path / "course.db")
        return
    remove_rows(templates.postgresql)
    yield templates.postgresql


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    """A database with all tables and nothing in them."""
    engine = open_database(url)
    yield engine
    engine.dispose()


@pytest.fixture
def sqlite(tmp_path: Path, templates: Templates) -> Iterator[Engine]:
    """The same for what only SQLite has, or where one kind of database is enough."""
    engine = open_database(templates.copy(tmp_path / "course.db"))
    yield engine
    engine.dispose()
