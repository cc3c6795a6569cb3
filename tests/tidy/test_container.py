import tomllib
from pathlib import Path
from typing import Any

import pytest


def copied(dockerfile: str) -> list[str]:
    """Return the paths that a Dockerfile copies from the checkout."""
    sources = [source for line in dockerfile.splitlines() if line.startswith("COPY ") for source in line.split()[1:-1]]
    assert sources, "nothing is copied"
    return sources


def missing_sources(root: Path, dockerfile: str) -> list[str]:
    """Return the paths that a Dockerfile copies and that are not there."""
    return [source for source in copied(dockerfile) if not (root / source).exists()]


def not_shipped(project: dict[str, Any], dockerfile: str) -> list[str]:
    """Return the files that a package's metadata names and that a Dockerfile does not copy."""
    return sorted({project["readme"], *project["license-files"]} - set(copied(dockerfile)))


def test_everything_that_the_container_copies_exists(root: Path) -> None:
    assert missing_sources(root, (root / "Dockerfile").read_text(encoding="utf-8")) == []


def test_a_copied_path_that_does_not_exist_is_noticed(root: Path) -> None:
    assert missing_sources(root, "FROM x\nCOPY app nowhere ./\n") == ["nowhere"]


def test_everything_that_the_container_copies_is_sent_to_the_builder(root: Path) -> None:
    kept = {line[1:] for line in (root / ".dockerignore").read_text(encoding="utf-8").splitlines() if line.startswith("!")}
    assert sorted(kept) == sorted(copied((root / "Dockerfile").read_text(encoding="utf-8")))


def test_the_container_has_the_licence_and_the_readme(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert not_shipped(project, (root / "Dockerfile").read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("line", "missing"), [("COPY README.md LICENSE ./", []), ("COPY README.md ./", ["LICENSE"]), ("COPY LICENSE ./", ["README.md"])]
)
def test_a_licence_that_is_not_copied_is_noticed(line: str, missing: list[str]) -> None:
    assert not_shipped({"readme": "README.md", "license-files": ["LICENSE"]}, line) == missing


def test_the_container_does_not_run_as_root(root: Path) -> None:
    users = [line.split()[1] for line in (root / "Dockerfile").read_text(encoding="utf-8").splitlines() if line.startswith("USER ")]
    assert users == ["faultline"]
