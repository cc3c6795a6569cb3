"""Links to lessons and places in them are looked at when all lessons are known; a lesson with a wrong one keeps its last good version."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from app import concepts
from app.course.lesson import check
from app.course.sync import SyncReport, sync
from app.store.lessons import live_lessons

QUIZ = """
:::{quiz} What helps?
:label: help
Which?
- [x] a
- [ ] b
  > No. See [the rule](/lessons/target#the-rule).
- [!] So.
:::
"""


@pytest.fixture
def engine(sqlite: Engine) -> Engine:
    """One kind of database is enough here."""
    return sqlite


class Folder:
    """Lessons by their ids; the text of each begins in line 10 of its file."""

    def __init__(self, path: Path, head: str) -> None:
        self.path, self.head = path, head
        path.mkdir()

    def write(self, name: str, text: str) -> Path:
        file = self.path / f"{name}.md"
        file.write_text(f"{self.head.replace('id: crashes', f'id: {name}')}\n{text}\n")
        return file

    def check(self, *names: str) -> list[str]:
        found = check([self.path / f"{name}.md" for name in names] or [self.path])
        return [f"{Path(error.file).name}:{error.line}: {error.message}" for error in found]


@pytest.fixture
def folder(tmp_path: Path, head: str, sim: str) -> Folder:
    folder = Folder(tmp_path / "lessons", head)
    folder.write("target", f"## The rule\n{sim}{QUIZ}")
    return folder


def go(engine: Engine, folder: Folder) -> SyncReport:
    return sync(engine, folder.path, concepts.catalogue())


def texts(engine: Engine) -> dict[str, str]:
    return {lesson.id: lesson.html for lesson in live_lessons(engine)}


GOOD = ["", "#the-rule", "#sim-first", "#question-help", "#fl-end", "?x=1#the-rule", "#the%2Drule"]


@pytest.mark.parametrize("end", GOOD)
def test_a_link_to_a_lesson_or_a_place_in_it_is_right(folder: Folder, end: str):
    folder.write("linking", f"See [there](/lessons/target{end}).")
    assert folder.check() == []


WRONG = [
    ("/lessons/targte", ". Did you mean “target”? Allowed: linking, target."),
    ("/lessons", ". Allowed: linking, target."),
    ("/lessons/target/more", ". Did you mean “target”? Allowed: linking, target."),
    ("/lessons/target#the-rules", " in that lesson. Did you mean “the-rule”? Allowed: the-rule, sim-first, question-help."),
    ("/lessons/target#help", " in that lesson. Did you mean “question-help”? Allowed: the-rule, sim-first, question-help."),
    ("/lessons/target#first", " in that lesson. Did you mean “sim-first”? Allowed: the-rule, sim-first, question-help."),
    ("/lessons/linking#the-rule", " in that lesson. Allowed: none."),
]


@pytest.mark.parametrize(("target", "said"), WRONG)
def test_a_link_that_leads_nowhere_is_found_where_it_stands(folder: Folder, target: str, said: str):
    folder.write("linking", f"Some text.\n\nSee [there]({target}).")
    assert folder.check() == [f"linking.md:12: The link to “{target}” leads nowhere{said}"]


def test_a_link_in_what_is_said_of_an_answer_is_looked_at_too(folder: Folder):
    folder.write("linking", QUIZ.replace("target#the-rule", "target#no-rule"))
    assert [line.partition(": ")[0] for line in folder.check()] == ["linking.md:16"]


def test_other_addresses_are_not_taken_for_lessons(folder: Folder):
    folder.write("linking", "See [a](/lessonsmore/x), [b](https://example.org/lessons/x), [c](https://[x/lessons/y) and [d](/results).")
    assert folder.check() == []


def test_a_file_alone_may_link_to_its_neighbours_and_to_the_course(folder: Folder):
    folder.write("linking", "See [there](/lessons/target#the-rule) and [that](/lessons/failure), not [this](/lessons/target#no).")
    assert [line.partition(" leads")[0] for line in folder.check("linking")] == ["linking.md:10: The link to “/lessons/target#no”"]


def test_a_link_to_a_lesson_with_mistakes_is_mended_with_them(folder: Folder):
    folder.write("target", "# No heading of a lesson")
    folder.write("linking", "See [there](/lessons/target#the-rule).")
    assert [line.partition(":")[0] for line in folder.check()] == ["target.md"]
    assert folder.check("linking") == []


def test_lessons_that_come_together_may_link_to_each_other(engine: Engine, folder: Folder):
    folder.write("target", "## The rule\n\nSee [the other](/lessons/linking#here).")
    folder.write("linking", "## Here\n\nSee [there](/lessons/target#the-rule).")
    assert go(engine, folder) == SyncReport(live=2, changed=("linking", "target"), removed=(), errors=())


def test_a_wrong_link_keeps_the_last_good_version(engine: Engine, folder: Folder):
    folder.write("linking", "Good. See [there](/lessons/target#the-rule).")
    go(engine, folder)
    folder.write("linking", "Bad. See [there](/lessons/target#a-rule).")
    report = go(engine, folder)
    assert [(error.file, error.line) for error in report.errors] == [("linking.md", 10)]
    assert (report.live, report.removed) == (1, ())
    assert "Good." in texts(engine)["linking"]


def test_a_broken_lesson_that_has_a_good_version_can_be_linked_to(engine: Engine, folder: Folder):
    go(engine, folder)
    folder.write("target", "# Broken")
    folder.write("linking", "See [there](/lessons/target#the-rule).")
    report = go(engine, folder)
    assert report.changed == ("linking",)
    assert {error.file for error in report.errors} == {"target.md"}
    folder.write("linking", "See [there](/lessons/target#broken).")
    assert {error.file for error in go(engine, folder).errors} == {"linking.md", "target.md"}


def test_a_broken_lesson_that_never_was_good_cannot_be_linked_to(engine: Engine, folder: Folder):
    folder.write("new", "# Broken")
    folder.write("linking", "See [there](/lessons/new).")
    report = go(engine, folder)
    assert list(texts(engine)) == ["target"]
    assert "leads nowhere: the lesson “new” has mistakes itself, in new.md." in [error.message.partition("” ")[2] for error in report.errors]


def test_who_relied_on_a_new_lesson_that_is_left_out_is_left_out_too(engine: Engine, folder: Folder):
    folder.write("a", "See [b](/lessons/b).")
    folder.write("b", "See [c](/lessons/c) and [a](/lessons/a).")
    folder.write("c", "See [nowhere](/lessons/d).")
    report = go(engine, folder)
    assert list(texts(engine)) == ["target"]
    assert sorted(error.file for error in report.errors) == ["a.md", "b.md", "c.md"]
    folder.write("d", "Here.")
    assert go(engine, folder).errors == ()
    assert sorted(texts(engine)) == ["a", "b", "c", "d", "target"]


def test_a_place_that_is_gone_is_the_mistake_of_those_who_link_to_it(engine: Engine, folder: Folder):
    folder.write("linking", "See [there](/lessons/target#the-rule).")
    go(engine, folder)
    folder.write("target", "## Another rule")
    report = go(engine, folder)
    assert (report.changed, [error.file for error in report.errors]) == (("target",), ["linking.md"])
    (folder.path / "target.md").unlink()
    report = go(engine, folder)
    assert (report.removed, [error.file for error in report.errors]) == (("target",), ["linking.md"])
    assert list(texts(engine)) == ["linking"]


def test_a_file_that_got_another_name_and_a_wrong_link_keeps_its_lesson(engine: Engine, folder: Folder):
    old = folder.write("linking", "See [there](/lessons/target).")
    go(engine, folder)
    old.unlink()
    folder.write("linking", "See [there](/lessons/nowhere).").rename(folder.path / "renamed.md")
    assert go(engine, folder).removed == ()
    assert sorted(texts(engine)) == ["linking", "target"]
