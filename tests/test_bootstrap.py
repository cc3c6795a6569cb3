import subprocess
import sys
from pathlib import Path

import pytest

import bootstrap
from scripts import machine


def program(path: Path, text: str) -> Path:
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_it_needs_nothing_but_the_standard_library() -> None:
    result = subprocess.run([sys.executable, "-I", "-S", str(Path(bootstrap.__file__)), "--help"], capture_output=True, text=True, check=False)
    assert (result.returncode, "bootstrap.py serve" in result.stdout) == (0, True)


def test_an_older_python_is_told_what_is_needed() -> None:
    pretend = f"import sys; sys.version_info = (3, 10); exec(compile(open({bootstrap.__file__!r}, encoding='utf-8').read(), 'bootstrap', 'exec'))"
    result = subprocess.run([sys.executable, "-c", pretend], capture_output=True, text=True, check=False)
    assert (result.returncode, "needs Python 3.11 or newer" in result.stderr, "Traceback" in result.stderr) == (1, True, False)


def test_an_environment_is_renewed_when_its_lock_changes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("", encoding="utf-8")
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    (tmp_path / "x.lock").write_text("a==1", encoding="utf-8")
    first, again = bootstrap.digest("x.lock"), bootstrap.digest("x.lock")
    (tmp_path / "x.lock").write_text("a==2", encoding="utf-8")
    assert (first == again, first == bootstrap.digest("x.lock")) == (True, False)


@pytest.mark.parametrize(("answer", "major"), [("echo v20.11.0", 20), ("echo v4.2.0", 4), ("echo nonsense", 0), ("exit 1", 0)])
def test_the_version_of_a_node_is_what_it_says(tmp_path: Path, answer: str, major: int) -> None:
    assert bootstrap.node_major(str(program(tmp_path / "node", answer))) == major


def test_a_chosen_browser_that_does_not_start_is_an_error_that_names_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = str(program(tmp_path / "chromium", "exit 3"))
    monkeypatch.setenv("FAULTLINE_CHROMIUM", broken)
    with pytest.raises(bootstrap.SetupError, match="does not start") as caught:
        machine.provide_chromium(bootstrap.PYTHON)
    assert broken in str(caught.value)


def test_a_browser_that_does_not_start_is_passed_over_for_one_that_does(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program(tmp_path / "chromium", "exit 1")
    good = program(tmp_path / "google-chrome", "exit 0")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert machine.find_chromium() == str(good)


def test_a_failed_check_does_not_stop_the_ones_after_it_and_is_named(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(bootstrap, "provide_venv", lambda _lock: None)
    monkeypatch.setattr(bootstrap, "provide_node", lambda: (sys.executable, []))
    monkeypatch.setattr(bootstrap, "provide_node_modules", lambda _node, _npm: None)
    planted = [("first", [sys.executable, "-c", "raise SystemExit(1)"]), ("second", [sys.executable, "-c", "print('ran')"])]
    monkeypatch.setattr(bootstrap, "checks", lambda _node: planted)
    assert bootstrap.run_checks(with_tests=False, arguments=[]) == 1
    printed = capfd.readouterr().out
    assert ("ran" in printed, "ok     second" in printed, printed.strip().endswith("FAILED: first")) == (True, True, True)


def test_the_tests_use_every_core_and_what_a_person_asks_for_comes_last() -> None:
    command = bootstrap.pytest_command(["-k", "name", "-n", "0"])
    assert command[2:5] == ["pytest", "-n", "auto"]
    assert command[-4:] == ["-k", "name", "-n", "0"]
    assert "-n" not in bootstrap.pytest_command(["-p", "no:xdist"])


def test_coverage_is_printed_of_a_whole_run_and_not_of_tests_that_were_picked() -> None:
    assert ["--cov=app" in bootstrap.pytest_command(arguments) for arguments in ([], ["--all"], ["tests/kernel"], ["-k", "name"])] == [
        True,
        True,
        False,
        False,
    ]
