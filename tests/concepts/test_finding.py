"""A concept is found by its slug without importing the others."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.concepts import catalogue, find, slugs
from app.kernel.errors import UsageError

LOADED = """
import sys
from app.concepts import find
find({slug!r})
print(*sorted(name.split(".")[2] for name in sys.modules if name.startswith("app.concepts.") and name.count(".") == 2))
"""


def test_every_slug_is_found_and_is_the_one_in_the_catalogue() -> None:
    assert slugs() == list(catalogue())
    assert [find(slug) for slug in slugs()] == list(catalogue().values())


@pytest.mark.parametrize("slug", slugs())
def test_finding_one_concept_imports_no_other(root: Path, slug: str) -> None:
    done = subprocess.run([sys.executable, "-c", LOADED.format(slug=slug)], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [slug.replace("-", "_")]


@pytest.mark.parametrize(
    "slug", ["", "-", "server_crash", "Server-Crash", "server-crash ", "server-crash.words", "..", "__init__", "--init--", "sérver-crash", "class"]
)
def test_what_is_no_slug_is_refused_with_the_list_of_all(slug: str) -> None:
    with pytest.raises(UsageError) as caught:
        find(slug)
    assert caught.value.field == "concept"
    assert all(known in caught.value.message for known in slugs())


def test_an_import_that_fails_inside_a_concept_is_not_taken_for_an_unknown_slug(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from app import concepts

    (tmp_path / "planted_concept.py").write_text("import no_such_module\n", encoding="utf-8")
    monkeypatch.setattr(concepts, "__path__", [*concepts.__path__, str(tmp_path)])
    with pytest.raises(ModuleNotFoundError, match="no_such_module"):
        find("planted-concept")


def test_a_module_without_a_concept_is_an_error_that_names_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from app import concepts

    (tmp_path / "planted_empty.py").write_text("", encoding="utf-8")
    monkeypatch.setattr(concepts, "__path__", [*concepts.__path__, str(tmp_path)])
    with pytest.raises(ImportError, match="app/concepts/planted_empty: CONCEPT is missing"):
        find("planted-empty")
