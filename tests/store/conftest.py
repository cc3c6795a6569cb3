"""A database of its own for every test: SQLite, and PostgreSQL where there is one. ``sqlite`` is for what only SQLite has."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from app.settings import Settings
from app.store.database import open_database
from app.store.migrate import upgrade
from tests.databases import engine as engine
from tests.databases import kind as kind
from tests.databases import url as url


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(f"sqlite:///{tmp_path / 'course.db'}")
    upgrade(engine, Settings().migrations_dir)
    yield engine
    engine.dispose()
