"""From every earlier revision, with rows in every table, and through death at every statement."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, MetaData, Table, insert, select

from app.settings import Settings
from app.store.database import for_writing, open_database
from app.store.migrate import drift, upgrade

MIGRATIONS = Settings().migrations_dir
PROGRAM = Path(__file__).with_name("dying_migration.py")
Rows = dict[str, list[dict[str, Any]]]


def config() -> Config:
    found = Config()
    found.set_main_option("script_location", str(MIGRATIONS))
    return found


SCRIPTS = ScriptDirectory.from_config(config())
EARLIER = [script.revision for script in SCRIPTS.walk_revisions()][1:]


def upgrade_to(engine: Engine, revision: str) -> None:
    with for_writing(engine).begin() as connection:
        alembic = config()
        alembic.attributes["connection"] = connection
        command.upgrade(alembic, revision)


def tables(engine: Engine) -> list[Table]:
    """The tables that hold what people wrote, those first that others refer to."""
    found = MetaData()
    found.reflect(engine)
    return [table for table in found.sorted_tables if not table.name.startswith(("search_", "alembic_"))]


def value(column: Any) -> Any:
    """Something of the column's type; rows refer to each other by all being number 1."""
    kind = column.type.python_type if not column.type.__class__.__name__.startswith("JSON") else dict
    known = {int: 1, str: "1", float: 0.5, bool: True, bytes: b"\x00\x01", datetime: datetime(2026, 11, 20, tzinfo=UTC), dict: {"a": [1]}}
    return known[kind]


def fill(engine: Engine) -> None:
    with for_writing(engine).begin() as connection:
        for table in tables(engine):
            connection.execute(insert(table).values({column.name: value(column) for column in table.columns}))


def rows(engine: Engine) -> Rows:
    with engine.connect() as connection:
        return {table.name: [dict(row) for row in connection.execute(select(table)).mappings()] for table in tables(engine)}


def lost(before: Rows, after: Rows) -> list[str]:
    """What was there and is not there any more."""
    return [
        f"{name}.{column}"
        for name, were in before.items()
        for old, new in zip(were, after.get(name) or [{}] * len(were), strict=True)
        for column in old
        if new.get(column) != old[column]
    ]


@pytest.mark.parametrize("revision", EARLIER)
def test_an_upgrade_from_any_earlier_revision_loses_nothing(bare_url: str, revision: str):
    engine = open_database(bare_url)
    upgrade_to(engine, revision)
    fill(engine)
    before = rows(engine)
    assert before
    upgrade(engine, MIGRATIONS)
    assert lost(before, rows(engine)) == []
    assert drift(engine) == []
    engine.dispose()


def test_a_column_that_is_lost_would_be_noticed():
    assert lost({"lesson": [{"id": "a", "file": "b"}]}, {"lesson": [{"id": "a"}]}) == ["lesson.file"]
    assert lost({"lesson": [{"id": "a"}]}, {}) == ["lesson.id"]


def killed(folder: Path, revision: str, *more: str) -> tuple[Path, list[Path]]:
    """A database of that revision, and what killed migrations made of its copies."""
    old = folder / "old.db"
    engine = open_database(f"sqlite:///{old}")
    upgrade_to(engine, revision)
    fill(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    (folder / "killed").mkdir()
    environment = {**os.environ, "PYTHONPATH": str(MIGRATIONS.parent.parent.parent)}
    command_line = [sys.executable, str(PROGRAM), str(old), str(folder / "killed"), *more]
    subprocess.run(command_line, check=True, env=environment, timeout=300)
    return old, sorted((folder / "killed").glob("*.db"), key=lambda file: int(file.stem))


def shape(file: Path) -> tuple[str, ...]:
    """All that makes the tables of a database, and its revision."""
    with closing(sqlite3.connect(file)) as connection:
        made = [str(row[0]) for row in connection.execute("SELECT sql FROM sqlite_master ORDER BY name, type")]
        return (*made, *(str(row[0]) for row in connection.execute("SELECT version_num FROM alembic_version")))


@pytest.mark.parametrize("revision", EARLIER)
def test_a_migration_that_dies_anywhere_leaves_the_old_tables_and_the_next_start_makes_the_new(tmp_path: Path, revision: str):
    old, left = killed(tmp_path, revision)
    engine = open_database(f"sqlite:///{old}")
    before = rows(engine)
    engine.dispose()
    assert len(left) > 5
    *dead, survivor = left
    assert {shape(file) == shape(old) for file in dead} == {True}
    for file in left:
        engine = open_database(f"sqlite:///{file}")
        upgrade(engine, MIGRATIONS)
        assert (drift(engine), lost(before, rows(engine)), shape(file)) == ([], [], shape(survivor))
        engine.dispose()


def test_a_migration_without_a_transaction_would_be_caught(tmp_path: Path):
    old, left = killed(tmp_path, EARLIER[-1], "careless")
    assert any(shape(file) not in (shape(old), shape(left[-1])) for file in left)
