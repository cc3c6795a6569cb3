import re
from pathlib import Path

import pytest

from tests.tidy.sources import entries, texts

# A path that begins in somebody's home or in the folder of one machine means nothing to anybody else.
MACHINE_PATH = re.compile(r"(?<![\w./:~-])(?:/(?:root|home|Users|work|mnt|media)/[\w.~-]|[A-Z]:\\Users\\)")
REGISTRY = re.compile(r"https?://[^/\s\"'>]*(?:registry|pypi|pythonhosted|npmjs|mirror|artifact|nexus)", re.IGNORECASE)


def traces(text: str) -> list[str]:
    """Return what in the text belongs to the machine that it was written on, or names the registry that it used."""
    return [found.group() for pattern in (MACHINE_PATH, REGISTRY) for found in pattern.finditer(text)]


def test_no_file_names_a_path_of_a_machine_or_a_registry(root: Path) -> None:
    itself = Path(__file__).relative_to(root).as_posix()
    assert {name: found for name, text in texts(root) if name != itself and (found := traces(text))} == {}


def test_nothing_in_the_project_is_a_link_to_somewhere_else(root: Path) -> None:
    """To check out a link would remove an ignored folder of the same name, with all that is installed in it."""
    assert [path.relative_to(root).as_posix() for path in entries(root) if path.is_symlink()] == []


@pytest.mark.parametrize(
    "text", ["see /home/somebody/x", 'open("/Users/x")', r"C:\Users\me", "https://registry.example.org/x", "http://pypi.example.org/simple"]
)
def test_a_trace_is_noticed(text: str) -> None:
    assert len(traces(text)) == 1


@pytest.mark.parametrize("text", ["GET /lessons/home/1", "./home/x", "app/mnt/x", "https://example.org/home/", "/work", "/homepage"])
def test_an_ordinary_path_is_not_taken_for_a_trace(text: str) -> None:
    assert traces(text) == []
