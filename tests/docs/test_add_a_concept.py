"""The worked example of docs/add-a-concept.md is taken out of the page and run: the module, its test, its lesson."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

BLOCK = re.compile(r"^```\w+ file=(\S+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def pages_files(root: Path) -> dict[str, str]:
    """Give the files that the page tells to write."""
    return dict(BLOCK.findall((root / "docs" / "add-a-concept.md").read_text(encoding="utf-8")))


@pytest.fixture
def followed(root: Path, tmp_path: Path) -> Path:
    """Give a copy of the project in which somebody did what the page says."""
    for folder in ("app", "templates", "tests/concepts", "lessons"):
        source, target = root / folder, tmp_path / folder
        target.mkdir(parents=True)
        for path in sorted(source.rglob("*")):
            if path.suffix in (".py", ".md", ".mako", ".html") and "__pycache__" not in path.parts:
                copy = target / path.relative_to(source)
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes(path.read_bytes())
    (tmp_path / "tests" / "__init__.py").touch()
    (tmp_path / "tests" / "conftest.py").write_text(
        "from pathlib import Path\nimport pytest\n\n@pytest.fixture\ndef root() -> Path:\n    return Path(__file__).resolve().parent.parent\n",
        encoding="utf-8",
    )
    for name, text in pages_files(root).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def call(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Start Python in the copy, with the copy's app before the installed one."""
    environment = os.environ | {"PYTHONPATH": str(folder)}
    return subprocess.run([sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_the_page_names_a_module_a_test_and_a_lesson(root: Path) -> None:
    assert [Path(name).parent.as_posix() for name in pages_files(root)] == ["app/concepts", "tests/concepts", "lessons"]


def test_the_example_passes_its_own_test_and_the_contract_of_all_concepts(followed: Path) -> None:
    done = call(followed, "-m", "pytest", "-q", "-k", "stop", "tests/concepts/test_stop_and_wait.py", "tests/concepts/test_contract.py")
    assert done.returncode == 0, done.stdout
    assert re.search(r"(\d\d) passed", done.stdout)


def test_the_commands_on_the_page_work(followed: Path) -> None:
    assert call(followed, "-m", "app.cli", "run", "stop-and-wait").returncode == 0
    assert call(followed, "-m", "app.cli", "explore", "stop-and-wait", "--scenario", "broken-no-bit").returncode == 1
    checked = call(followed, "-m", "app.cli", "lessons", "check")
    assert (checked.returncode, checked.stderr) == (0, "")
