"""A kind of question is one class, one template, and one line: nothing else in the course knows the kinds by name."""

import re
from pathlib import Path

import pytest

from app.course.questions.kinds import KINDS

# Who makes questions of a certain kind (directives, generators) says so; who shows, judges, keeps and tells them may not.
MAKERS = ("app/course/questions/kinds/", "app/course/questions/generators/", "app/course/directives/")


def test_each_kind_has_its_template_and_no_template_is_without_a_kind(root: Path) -> None:
    folder = root / "templates" / "fragments" / "questions"
    shared = {"_macros.html", "_said.html", "_options.html", "_typed.html"}
    assert {path.name for path in folder.iterdir()} - shared == {f"_{name}.html" for name in KINDS}


@pytest.mark.parametrize("name", KINDS)
def test_no_other_module_knows_a_kind_by_name(root: Path, name: str) -> None:
    body = KINDS[name].body.__name__
    known = re.compile(rf'\bkind (?:==|!=|in) .*"{name}"|\bimport [^\n]*\b{body}\b')
    found = (path for part in ("course", "web") for path in sorted((root / "app" / part).rglob("*.py")))
    others = [path for path in found if not path.relative_to(root).as_posix().startswith(MAKERS)]
    assert len(others) > 50
    assert [path.name for path in others if known.search(path.read_text(encoding="utf-8"))] == []


def test_a_kind_that_is_written_says_what_its_form_lacks() -> None:
    assert all(kind.nothing.endswith(" first.") or "first:" in kind.nothing for kind in KINDS.values())
    assert len({kind.nothing for kind in KINDS.values()}) == len(KINDS)
