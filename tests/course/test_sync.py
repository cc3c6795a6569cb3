import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine

from app import concepts
from app.course.sync import SyncReport, sync
from app.store.lessons import live_lessons
from app.store.sync_errors import all_mistakes


@pytest.fixture
def engine(sqlite: Engine) -> Engine:
    """One kind of database is enough here."""
    return sqlite


@pytest.fixture
def folder(tmp_path: Path, head: str, sim: str) -> Path:
    folder = tmp_path / "lessons"
    folder.mkdir()
    (folder / "20-crashes.md").write_text(f"{head}\nGood text.\n{sim}")
    return folder


def go(engine: Engine, folder: Path) -> SyncReport:
    return sync(engine, folder, concepts.catalogue())


def texts(engine: Engine) -> dict[str, str]:
    return {lesson.id: lesson.html for lesson in live_lessons(engine)}


def test_a_lesson_of_the_folder_is_live_after_a_sync(engine: Engine, folder: Path):
    assert go(engine, folder) == SyncReport(live=1, changed=("crashes",), removed=(), errors=())
    assert "Good text." in texts(engine)["crashes"]


def test_a_second_sync_changes_nothing(engine: Engine, folder: Path):
    go(engine, folder)
    assert go(engine, folder) == SyncReport(live=1, changed=(), removed=(), errors=())


def test_a_broken_lesson_keeps_its_last_good_version_and_its_mistakes_are_kept_and_logged(engine: Engine, folder: Path, caplog):
    go(engine, folder)
    file = folder / "20-crashes.md"
    file.write_text(file.read_text().replace("Good text.", "# Bad text"))
    with caplog.at_level(logging.WARNING):
        report = go(engine, folder)
    message = "The lesson's title stands in the front matter; a heading of its text begins with “##”."
    assert "Good text." in texts(engine)["crashes"]
    assert all_mistakes(engine) == [("20-crashes.md", 10, message)]
    assert caplog.messages == [f"20-crashes.md:10: {message}"]
    assert (report.live, report.changed, report.removed) == (0, (), ())


def test_a_lesson_that_is_broken_beyond_its_id_keeps_its_last_good_version_too(engine: Engine, folder: Path):
    go(engine, folder)
    (folder / "20-crashes.md").write_text("all gone")
    go(engine, folder)
    assert list(texts(engine)) == ["crashes"]


def test_a_mended_lesson_is_live_and_its_mistakes_are_forgotten(engine: Engine, folder: Path):
    file = folder / "20-crashes.md"
    good = file.read_text()
    file.write_text("all gone")
    go(engine, folder)
    assert (texts(engine), len(all_mistakes(engine))) == ({}, 1)
    file.write_text(good.replace("Good", "Better"))
    go(engine, folder)
    assert all_mistakes(engine) == []
    assert "Better text." in texts(engine)["crashes"]


def test_a_lesson_whose_file_is_gone_leaves_the_course_and_comes_back_with_it(engine: Engine, folder: Path):
    go(engine, folder)
    away = (folder / "20-crashes.md").rename(folder / "20-crashes.txt")
    assert go(engine, folder).removed == ("crashes",)
    assert texts(engine) == {}
    away.rename(folder / "renamed.md")
    assert go(engine, folder).changed == ("crashes",)
    assert list(texts(engine)) == ["crashes"]


def test_a_lesson_about_a_concept_that_is_not_there_is_refused_and_the_others_go_on(engine: Engine, folder: Path, head: str):
    text = head.replace("id: crashes", "id: other").replace("[server-crash]", "[no-such-concept]")
    (folder / "30-other.md").write_text(text)
    assert go(engine, folder).changed == ("crashes",)
    assert [(file, line) for file, line, _ in all_mistakes(engine)] == [("30-other.md", 7)]


def test_workers_that_start_together_bring_the_lessons_in_once(engine: Engine, folder: Path):
    with ThreadPoolExecutor(4) as pool:
        reports = list(pool.map(lambda _: go(engine, folder), range(4)))
    assert sorted(report.changed for report in reports) == [(), (), (), ("crashes",)]
