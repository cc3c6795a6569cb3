"""The command line and the course without what only Unix has, as on Windows: simulated by taking the modules away."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ABSENT = ("resource", "fcntl", "uvloop", "pwd", "grp", "termios", "tty", "pty")
TAKE_AWAY = f"import sys\nsys.modules.update(dict.fromkeys({ABSENT!r}))\n"


def without_unix(root: Path, code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run code in a process that cannot import the modules."""
    return subprocess.run(
        [sys.executable, "-c", TAKE_AWAY + code], cwd=root, capture_output=True, text=True, check=False, env={**os.environ, **environment}
    )


@pytest.mark.parametrize("module", ABSENT)
def test_the_modules_are_really_away(root: Path, module: str) -> None:
    done = without_unix(root, f"import {module}")
    assert (done.returncode, "ModuleNotFoundError" in done.stderr) == (1, True)


@pytest.mark.parametrize(
    "arguments",
    [["concepts"], ["run", "server-crash"], ["explore", "server-crash", "--set", "client=never", "--set", "crashes=0"], ["lessons", "check"]],
)
def test_a_command_needs_nothing_that_only_unix_has(root: Path, arguments: list[str]) -> None:
    done = without_unix(root, f"from app.cli import main\nsys.exit(main({arguments!r}))")
    assert (done.returncode, done.stderr) == (0, "")


def test_the_course_is_put_together_and_says_what_it_cannot_bound(root: Path, tmp_path: Path) -> None:
    code = "import logging\nlogging.basicConfig()\nfrom app.main import create_app\ncreate_app()"
    done = without_unix(root, code, FAULTLINE_DATABASE_URL=f"sqlite:///{tmp_path / 'course.db'}")
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("no bound on the memory of a process") == 1


def test_an_exploration_runs_without_bounds_of_the_system(root: Path) -> None:
    code = "from app.runner.process_bounds import KEPT_BY_THE_SYSTEM, bound_this_process\n"
    code += "bound_this_process(1, 0.0)\nprint(KEPT_BY_THE_SYSTEM, len([0] * 10_000))"
    done = without_unix(root, code)
    assert (done.returncode, done.stdout, done.stderr) == (0, "False 10000\n", "")
