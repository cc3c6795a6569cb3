"""The files of the project, as git knows them: what is ignored or made by a tool is not looked at."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

NOT_OURS = ("static/vendor/", "package-lock.json")


def entries(root: Path) -> list[Path]:
    """Return everything that is tracked, or would be if it were added; in a copy without git, every file that is no link."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=root, capture_output=True, check=False)
    if listed.returncode:
        return sorted(path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    return sorted(root / name for name in listed.stdout.decode().split("\0") if name)


def files(root: Path) -> list[Path]:
    """Return those of them that are files."""
    return [path for path in entries(root) if path.is_file()]


def texts(root: Path) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of every file that is text."""
    for path in files(root):
        try:
            yield path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def ours(name: str) -> bool:
    """Tell whether a file is written here, rather than vendored or written by a package manager."""
    return not name.startswith(NOT_OURS)
