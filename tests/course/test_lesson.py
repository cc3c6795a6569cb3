from pathlib import Path

import pytest

from app.course.lesson import check
from app.kernel.errors import UsageError
from app.settings import Settings


def test_the_course_has_no_mistakes():
    assert check([Settings().lessons_dir]) == []


def test_a_mistake_is_printed_as_file_line_and_message(tmp_path: Path, head: str):
    file = tmp_path / "a.md"
    file.write_text(head + "\n# Title\n")
    assert [str(error) for error in check([file])] == [
        f"{file}:10: The lesson's title stands in the front matter; a heading of its text begins with “##”."
    ]


def test_the_mistakes_of_all_files_come_at_once_in_their_order(tmp_path: Path, head: str):
    (tmp_path / "b.md").write_text("no head")
    (tmp_path / "a.md").write_text(head + "\n# One\n\n# Two\n")
    (tmp_path / "c.md").write_bytes(b"\xff\xfe")
    assert [(Path(error.file).name, error.line) for error in check([tmp_path])] == [("a.md", 10), ("a.md", 12), ("b.md", 1), ("c.md", 1)]


def test_an_id_belongs_to_one_file(tmp_path: Path, head: str):
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(head + "\nText.\n")
    [error] = check([tmp_path])
    assert (Path(error.file).name, error.message) == ("b.md", f"The id “crashes” belongs to {tmp_path / 'a.md'} already.")


def test_a_path_that_leads_nowhere_is_no_mistake_of_an_author(tmp_path: Path):
    with pytest.raises(UsageError, match="There is no file or folder"):
        check([tmp_path / "nothing.md"])
