import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

LAYERS = "Imports point down"
PURE = "Kernel, families and concepts are pure: no clock, no chance, no I/O, no web"
APART = "Concepts never import each other"
ACYCLIC = "No circles of imports"


@pytest.fixture
def copy(root: Path, tmp_path: Path) -> Path:
    shutil.copytree(root / "app", tmp_path / "app", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(root / "pyproject.toml", tmp_path)
    return tmp_path


def broken_contracts(top: Path) -> list[str]:
    """Run import-linter there; return the contracts that it calls broken."""
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    environment = {**os.environ, "PYTHONPATH": str(top), "COLUMNS": "200", "NO_COLOR": "1"}
    result = subprocess.run(command, cwd=top, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)
    broken = [line.removesuffix(" BROKEN") for line in result.stdout.splitlines() if line.endswith(" BROKEN")]
    assert result.returncode == bool(broken), result.stdout + result.stderr
    return broken


def test_the_layers_hold(copy: Path) -> None:
    assert broken_contracts(copy) == []


@pytest.mark.parametrize(
    ("module", "text", "contracts"),
    [
        ("app/kernel/planted.py", "import app.web.player.protocol\n", [LAYERS]),
        ("app/kernel/planted.py", "import fastapi\n", [PURE]),
        ("app/kernel/planted.py", "def f():\n    from random import choice\n    return choice\n", [PURE]),
        ("app/kernel/planted.py", "import app.families.rollback.pattern\n", [LAYERS]),
        ("app/families/planted.py", "import app.concepts.server_crash\n", [LAYERS]),
        ("app/families/planted.py", "import time\n", [PURE]),
        ("app/concepts/planted.py", "import time\n", [PURE]),
        ("app/concepts/planted.py", "import app.concepts.server_crash\n", [APART]),
        ("app/web/planted.py", "import app.cli\n", [LAYERS]),
        ("app/planted.py", "", [LAYERS]),
        ("app/web/http/planted.py", "import app.web.pages.course\n", [ACYCLIC]),
        ("app/course/model/planted.py", "import app.course.lesson\n", [ACYCLIC]),
    ],
)
def test_an_import_against_the_layers_is_caught_by_name(copy: Path, module: str, text: str, contracts: list[str]) -> None:
    (copy / module).write_text(text, encoding="utf-8")
    assert broken_contracts(copy) == contracts
