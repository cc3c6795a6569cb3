from pathlib import Path


def missing_sources(root: Path, dockerfile: str) -> list[str]:
    """Return the paths that a Dockerfile copies and that are not there."""
    sources = [source for line in dockerfile.splitlines() if line.startswith("COPY ") for source in line.split()[1:-1]]
    assert sources, "nothing is copied"
    return [source for source in sources if not (root / source).exists()]


def test_everything_that_the_container_copies_exists(root: Path) -> None:
    assert missing_sources(root, (root / "Dockerfile").read_text(encoding="utf-8")) == []


def test_a_copied_path_that_does_not_exist_is_noticed(root: Path) -> None:
    assert missing_sources(root, "FROM x\nCOPY app nowhere ./\n") == ["nowhere"]


def test_everything_that_the_container_copies_is_sent_to_the_builder(root: Path) -> None:
    kept = {line[1:] for line in (root / ".dockerignore").read_text(encoding="utf-8").splitlines() if line.startswith("!")}
    lines = (root / "Dockerfile").read_text(encoding="utf-8").splitlines()
    copied = [source for line in lines if line.startswith("COPY ") for source in line.split()[1:-1]]
    assert sorted(kept) == sorted(copied)


def test_the_container_does_not_run_as_root(root: Path) -> None:
    users = [line.split()[1] for line in (root / "Dockerfile").read_text(encoding="utf-8").splitlines() if line.startswith("USER ")]
    assert users == ["faultline"]
