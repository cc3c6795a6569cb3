"""Bring the database to the tables that this version knows. Runs at every start, so that nobody has to think of it."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Engine
from sqlmodel import SQLModel

from app.store import tables as tables
from app.store.database import for_writing, one_at_a_time

SEARCH_INDEXES = ("search_words", "search_stems")


def upgrade(engine: Engine, migrations_dir: Path) -> None:
    """Apply what is missing, in one transaction. Workers that start together queue here, and the later ones find nothing to do."""
    config = Config()
    config.set_main_option("script_location", str(migrations_dir).replace("%", "%%"))
    with for_writing(engine).begin() as connection:
        one_at_a_time(connection)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def drift(engine: Engine) -> list[object]:
    """What the tables in code have that the database has not, and the other way round. Empty when all is well."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": _is_ours})
        return list(compare_metadata(context, SQLModel.metadata))


def _is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """Leave out the search indexes: SQLite keeps each as a virtual table with tables of its own, which no class describes."""
    return not (kind in {"table", "index"} and str(name).startswith(SEARCH_INDEXES))
