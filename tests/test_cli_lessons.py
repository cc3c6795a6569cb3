"""``faultline lessons check`` tells the author what the next sync will do to the answers that are there."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app.settings import settings
from app.store.database import open_database
from app.store.migrate import upgrade
from tests.command_line import Done, faultline
from tests.course.test_consequences import LESSON, answered


@pytest.fixture
def database(tmp_path: Path) -> str:
    """A course whose one question has one answer of one student."""
    url = f"sqlite:///{tmp_path / 'course.db'}"
    (tmp_path / "lessons").mkdir()
    engine = open_database(url)
    upgrade(engine, settings().migrations_dir)
    answered(engine, tmp_path / "lessons")
    engine.dispose()
    return url


def checked(folder: Path, database: str, lesson: str) -> Done:
    """Check the lesson as it is to become, in a folder of its own."""
    draft = folder / "draft"
    draft.mkdir()
    (draft / "sending.md").write_text(lesson, encoding="utf-8")
    return faultline("lessons", "check", str(draft), FAULTLINE_DATABASE_URL=database)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("So.", "So.", ""),
        ("So.", "So it is.", "question “sent” has another text and keeps 1 answer of 1 student.\n"),
        ("Twice", "Thrice", "question “sent” changed in meaning (options): 1 answer of 1 student will count as answers to the old version."),
        (":label: sent", ":label: other", "question “sent” is no longer asked: 1 answer of 1 student will count for no question.\n"),
    ],
)
def test_what_a_change_does_to_answers_is_printed_and_no_mistake(tmp_path: Path, database: str, old: str, new: str, said: str) -> None:
    done = checked(tmp_path, database, LESSON.replace(old, new))
    assert (done.returncode, done.stderr) == (0, "")
    assert said in done.stdout
    assert done.stdout.count("\n") == bool(said)


def test_the_mark_that_it_prints_keeps_the_answers_when_it_is_written_into_the_lesson(tmp_path: Path, database: str) -> None:
    reset = checked(tmp_path / "lessons", database, LESSON.replace("Twice", "Thrice")).stdout
    mark = reset.partition("write “")[2].partition("”")[0]
    marked = LESSON.replace("Twice", "Thrice").replace(":label: sent", f":label: sent\n{mark}")
    assert checked(tmp_path, database, marked).stdout.endswith("question “sent” has another text and keeps 1 answer of 1 student.\n")


def test_of_a_lesson_with_mistakes_only_these_are_said(tmp_path: Path, database: str) -> None:
    done = checked(tmp_path, database, LESSON.replace("Twice", "Thrice").replace("minutes: 5", "minutes: soon"))
    assert (done.returncode, done.stdout) == (1, "")
    assert "“minutes”" in done.stderr


def test_without_a_database_nothing_is_said_and_none_is_made(tmp_path: Path) -> None:
    done = checked(tmp_path, f"sqlite:///{tmp_path / 'none.db'}", LESSON)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert not (tmp_path / "none.db").exists()


def test_a_database_of_something_else_holds_no_answers(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE something_else (id INTEGER)")
    done = checked(tmp_path, f"sqlite:///{tmp_path / 'other.db'}", LESSON)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_file_that_is_no_database_is_said_to_be_unreadable(tmp_path: Path) -> None:
    (tmp_path / "other.db").write_text("This is a letter.\n" * 100, encoding="utf-8")
    done = checked(tmp_path, f"sqlite:///{tmp_path / 'other.db'}", LESSON)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "The database cannot be read, so nothing is said about the answers in it.\n"
