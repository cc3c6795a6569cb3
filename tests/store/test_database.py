import threading
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from app.store.database import open_database, reading, writing
from app.store.tables import Lesson, SyncError


def count_mistakes(engine: Engine) -> int:
    with reading(engine) as session:
        return session.connection().execute(text("SELECT count(*) FROM sync_error")).scalar_one()


def test_a_database_file_is_made_with_its_folder(tmp_path: Path):
    engine = open_database(f"sqlite:///{tmp_path / 'not' / 'yet' / 'course.db'}")
    with engine.connect() as connection:
        assert connection.execute(text("SELECT 1")).scalar_one() == 1
    engine.dispose()
    assert (tmp_path / "not" / "yet" / "course.db").is_file()


def test_each_connection_writes_ahead_syncs_fully_waits_and_checks_foreign_keys(sqlite: Engine):
    with sqlite.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "busy_timeout": 5000, "foreign_keys": 1}


def test_a_lesson_cannot_point_to_a_revision_that_does_not_exist(engine: Engine):
    with pytest.raises(IntegrityError), writing(engine) as session:
        session.add(Lesson(id="lost", file="lost.md", live_revision=99))


def test_a_writing_transaction_that_fails_leaves_nothing(engine: Engine):
    def fail_after_writing() -> None:
        with writing(engine) as session:
            session.add(SyncError(file="a.md", line=1, message="wrong"))
            session.flush()
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError):
        fail_after_writing()
    assert count_mistakes(engine) == 0


def add_after_reading(engine: Engine, opening, both_have_read: threading.Barrier, refused: list[Exception]) -> None:
    """What two requests do at once: look, then write."""
    try:
        with opening(engine) as session:
            session.connection().execute(text("SELECT count(*) FROM sync_error")).scalar_one()
            if opening is not writing:
                both_have_read.wait(5)
            session.add(SyncError(file="a.md", line=1, message="wrong"))
            if opening is not writing:
                session.commit()
    except Exception as error:
        refused.append(error)


@pytest.mark.parametrize(("opening", "refusals"), [(writing, 0), (reading, 1)], ids=["announced", "not announced"])
def test_only_writers_that_announce_themselves_queue_instead_of_being_refused(sqlite: Engine, opening, refusals: int):
    both_have_read, refused = threading.Barrier(2), []
    threads = [threading.Thread(target=add_after_reading, args=(sqlite, opening, both_have_read, refused)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert (len(refused), count_mistakes(sqlite)) == (refusals, 2 - refusals)


def test_a_reader_does_not_wait_for_a_writer(engine: Engine):
    with writing(engine) as session:
        session.add(SyncError(file="a.md", line=1, message="wrong"))
        session.flush()
        assert count_mistakes(engine) == 0
    assert count_mistakes(engine) == 1


def test_a_plain_postgresql_address_gets_the_installed_driver():
    engine = open_database("postgresql://someone@localhost/course")
    assert engine.url.drivername == "postgresql+psycopg"
    assert isinstance(Session(engine), Session)
    engine.dispose()
