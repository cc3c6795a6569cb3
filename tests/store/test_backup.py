import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from app.kernel.errors import UsageError
from app.settings import Settings
from app.store.backup import backup, restore
from app.store.database import open_database, reading, writing
from app.store.migrate import drift, upgrade
from app.store.tables import SyncError

MIGRATIONS = Settings().migrations_dir


def url_of(engine: Engine) -> str:
    return engine.url.render_as_string()


def write(engine: Engine, number: int) -> None:
    with writing(engine) as session:
        session.add(SyncError(file="a.md", line=number, message="x" * 500))


def numbers(file: Path) -> list[int]:
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return [row[0] for row in connection.execute("SELECT line FROM sync_error ORDER BY line")]


@contextmanager
def writers(engine: Engine) -> Iterator[list[int]]:
    """Two threads that write without end; the numbers that are committed."""
    numbers_to_write, committed, stop = count(), [], threading.Event()

    def go() -> None:
        while not stop.is_set():
            number = next(numbers_to_write)
            write(engine, number)
            committed.append(number)

    threads = [threading.Thread(target=go) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        yield committed
    finally:
        stop.set()
        for thread in threads:
            thread.join(20)


def wait_for(committed: list[int], length: int) -> None:
    while len(committed) < length:
        threading.Event().wait(0.01)


def test_a_copy_made_under_load_is_whole_and_has_everything_that_was_committed_before(sqlite: Engine, tmp_path: Path):
    with writers(sqlite) as committed:
        for copy in range(5):
            wait_for(committed, (copy + 1) * 20)
            before = set(committed)
            backup(url_of(sqlite), tmp_path / f"{copy}.db")
            assert before <= set(numbers(tmp_path / f"{copy}.db"))
    assert sorted(committed) == numbers(Path(sqlite.url.database or ""))


def test_those_who_write_go_on_while_a_copy_is_made(sqlite: Engine, tmp_path: Path):
    for number in range(300):
        write(sqlite, -number)
    with writers(sqlite) as committed:
        wait_for(committed, 5)
        backup(url_of(sqlite), tmp_path / "copy.db")
        wait_for(committed, len(committed) + 5)
    assert not list(tmp_path.glob("*.unfinished"))


def test_a_copy_is_one_file_that_opens_as_the_course(sqlite: Engine, tmp_path: Path):
    write(sqlite, 7)
    size = backup(url_of(sqlite), tmp_path / "copy.db")
    assert size == (tmp_path / "copy.db").stat().st_size
    assert not list(tmp_path.glob("copy.db-*"))
    copied = open_database(f"sqlite:///{tmp_path / 'copy.db'}")
    upgrade(copied, MIGRATIONS)
    assert drift(copied) == []
    copied.dispose()


def test_a_copy_never_takes_the_place_of_another_file(sqlite: Engine, tmp_path: Path):
    (tmp_path / "copy.db").write_text("precious")
    with pytest.raises(UsageError, match="exists already"):
        backup(url_of(sqlite), tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "precious"


def test_there_must_be_a_database_and_a_folder(sqlite: Engine, tmp_path: Path):
    with pytest.raises(UsageError, match="no database yet"):
        backup(f"sqlite:///{tmp_path / 'nothing.db'}", tmp_path / "copy.db")
    with pytest.raises(UsageError, match="no folder"):
        backup(url_of(sqlite), tmp_path / "nowhere" / "copy.db")


@pytest.mark.parametrize("url", ["postgresql://localhost/course", "postgresql+psycopg://localhost/course"])
def test_on_postgresql_its_own_tools_are_named(url: str, tmp_path: Path):
    for act in (lambda: backup(url, tmp_path / "x"), lambda: restore(url, tmp_path / "x", MIGRATIONS)):
        with pytest.raises(UsageError, match="pg_dump"):
            act()


def test_a_damaged_database_gives_no_copy(sqlite: Engine, tmp_path: Path):
    file = Path(sqlite.url.database or "")
    for number in range(200):
        write(sqlite, number)
    sqlite.dispose()
    spoil(file)
    with pytest.raises(UsageError, match=r"damaged|cannot be copied|no database"):
        backup(url_of(sqlite), tmp_path / "copy.db")
    assert [path.name for path in tmp_path.iterdir() if "copy" in path.name] == []


def spoil(file: Path) -> None:
    """Write nonsense over some pages in the middle."""
    content = bytearray(file.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 8192] = b"\xa5" * 8192
    file.write_bytes(content)


def test_a_restored_copy_is_the_database_as_it_was(sqlite: Engine, tmp_path: Path):
    write(sqlite, 1)
    backup(url_of(sqlite), tmp_path / "copy.db")
    write(sqlite, 2)
    restore(url_of(sqlite), tmp_path / "copy.db", MIGRATIONS, force=True)
    with reading(sqlite) as session:
        assert session.connection().execute(text("SELECT line FROM sync_error")).scalars().all() == [1]
    write(sqlite, 3)
    assert numbers(Path(sqlite.url.database or "")) == [1, 3]


def test_a_copy_can_be_restored_where_there_is_no_database(sqlite: Engine, tmp_path: Path):
    write(sqlite, 1)
    backup(url_of(sqlite), tmp_path / "copy.db")
    restore(f"sqlite:///{tmp_path / 'new' / 'course.db'}", tmp_path / "copy.db", MIGRATIONS)
    assert numbers(tmp_path / "new" / "course.db") == [1]


def test_a_database_that_is_there_is_replaced_only_by_force(sqlite: Engine, tmp_path: Path):
    backup(url_of(sqlite), tmp_path / "copy.db")
    write(sqlite, 2)
    with pytest.raises(UsageError, match="--force"):
        restore(url_of(sqlite), tmp_path / "copy.db", MIGRATIONS)
    assert numbers(Path(sqlite.url.database or "")) == [2]


def no_database(file: Path) -> None:
    file.write_text("nonsense " * 1_000)


def empty(file: Path) -> None:
    file.write_bytes(b"")


def of_another_program(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE songs (title)")
        connection.commit()


def of_a_later_version(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()


@pytest.mark.parametrize("spoiling", [no_database, empty, of_another_program, of_a_later_version, spoil, Path.unlink])
def test_a_file_that_is_no_good_copy_touches_nothing(sqlite: Engine, tmp_path: Path, spoiling):
    for number in range(200):
        write(sqlite, number)
    copy = tmp_path / "copy.db"
    backup(url_of(sqlite), copy)
    if spoiling in (of_another_program, Path.unlink):
        copy.unlink()
        copy.touch()
    spoiling(copy)
    with pytest.raises(UsageError, match=r"no database of the course|damaged|another version|no file"):
        restore(url_of(sqlite), copy, MIGRATIONS, force=True)
    assert len(numbers(Path(sqlite.url.database or ""))) == 200
