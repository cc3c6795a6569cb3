"""A copy of the database while it is in use, and the way back. SQLite's own backup makes both, and never copies half a change."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy.engine import make_url

from app.kernel.errors import UsageError

WAIT = 30.0
"""Seconds that one waits for a writer."""


def backup(url: str, target: Path) -> int:
    """Copy the database into a new file and check the copy: everything that was committed before is in it. Gives its size in bytes.

    Those who write meanwhile need not wait; what they write is in the next copy. A copy that is not whole never gets the file's name.
    """
    source = _file_of(url)
    if not source.is_file():
        raise UsageError(f"there is no database yet at “{source}”")
    if target.exists():
        raise UsageError(f"“{target}” exists already; give the copy another name")
    if not target.parent.is_dir():
        raise UsageError(f"there is no folder “{target.parent}”")
    unfinished = target.with_name(f"{target.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(source, timeout=WAIT)) as live, closing(sqlite3.connect(unfinished)) as copy:
            live.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, that needs no other beside it
        _check(unfinished)
        unfinished.rename(target)
    except sqlite3.DatabaseError as error:
        raise UsageError(f"“{source}” cannot be copied: {error}") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return target.stat().st_size


def restore(url: str, copy: Path, migrations_dir: Path, *, force: bool = False) -> None:
    """Bring a copy back, checked before anything is touched. A database that is there is replaced only by ``force``, in one transaction."""
    target = _file_of(url)
    if not copy.is_file():
        raise UsageError(f"there is no file “{copy}”")
    revision = _check(copy)
    known = {script.revision for script in _scripts(migrations_dir).walk_revisions()}
    if revision not in known:
        raise UsageError(
            f"“{copy}” was made by another version of the course (its tables are at {revision}); this one knows {', '.join(sorted(known))}"
        )
    if target.exists() and not force:
        raise UsageError(f"there is a database at “{target}”; --force replaces it, and what is in it now is lost")
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with closing(sqlite3.connect(copy)) as source, closing(sqlite3.connect(target, timeout=WAIT)) as live:
            source.backup(live)
    except sqlite3.DatabaseError as error:
        raise UsageError(f"“{target}” cannot be replaced: {error}") from error


def _file_of(url: str) -> Path:
    """The file of a SQLite database; UsageError for any other."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "postgresql":
        raise UsageError("the database is on PostgreSQL; use its own tools, pg_dump and pg_restore")
    if not parsed.database or parsed.database == ":memory:":
        raise UsageError("the database is in memory only; there is no file to copy")
    return Path(parsed.database)


def _scripts(migrations_dir: Path) -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(migrations_dir).replace("%", "%%"))
    return ScriptDirectory.from_config(config)


def _check(file: Path) -> str:
    """See that a file is a whole database of the course, and give the revision of its tables. It is opened for reading only."""
    with _readable(file) as connection:
        found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(3)")]
        if found != ["ok"]:
            raise UsageError(f"“{file}” is damaged: {'; '.join(found)}")
        if connection.execute("PRAGMA foreign_key_check").fetchone():
            raise UsageError(f"“{file}” is damaged: some rows refer to others that are not there")
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        if row is None:
            raise UsageError(f"“{file}” is no database of the course: it has no tables")
        return str(row[0])


@contextmanager
def _readable(file: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            yield connection
    except sqlite3.DatabaseError as error:
        raise UsageError(f"“{file}” is no database of the course: {error}") from error
