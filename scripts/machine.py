"""What this machine has to test with, and what can be put there: a browser, a PostgreSQL. Standard library only: ``bootstrap.py`` starts with it.

``python`` is the interpreter of the environment that the packages are in.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

POSTGRES_DATABASES = ("test", "postgres")
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
CHROMIUM_PLACES = ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium")


class SetupError(Exception):
    """Set-up cannot go on; the message says what the reader can do."""


def say(text: str) -> None:
    """Print a line about set-up where it does not mix with a command's own output."""
    print(text, file=sys.stderr, flush=True)


def works(*command: str | Path) -> bool:
    """Tell whether a command starts and exits with 0."""
    try:
        return subprocess.run([str(part) for part in command], capture_output=True, check=False, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def find_chromium() -> str | None:
    """Return a Chromium or Chrome of this machine that starts."""
    candidates = [shutil.which(name) for name in CHROMIUM_NAMES] + list(CHROMIUM_PLACES)
    return next((path for path in candidates if path and Path(path).exists() and works(path, "--version")), None)


def playwright_chromium(python: Path) -> str | None:
    """Return the Chromium that Playwright has installed, if it has and if it starts."""
    ask = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    path = subprocess.run([str(python), "-c", ask], capture_output=True, text=True, check=False).stdout.strip()
    return path if path and works(path, "--version") else None


def provide_chromium(python: Path) -> str:
    """Return a browser to test with; install one where there is none and this user may."""
    chosen = os.environ.get("FAULTLINE_CHROMIUM")
    if chosen:
        if not works(chosen, "--version"):
            raise SetupError(f"FAULTLINE_CHROMIUM is {chosen!r}, which does not start.")
        return chosen
    found = find_chromium() or playwright_chromium(python)
    if found:
        return found
    say("No Chromium on this machine: installing one …")
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["apt-get", "-qq", "update"], ["apt-get", "-qq", "install", "-y", "--no-install-recommends", "chromium"]):
            subprocess.run(command, check=False, env=environment, stdout=sys.stderr)
    found = find_chromium()
    if not found:
        subprocess.run([str(python), "-m", "playwright", "install", "chromium"], check=False, stdout=sys.stderr)
        found = playwright_chromium(python)
    if not found:
        raise SetupError(
            "No browser to test with, and none could be installed. Install Chromium or Chrome (Debian: apt-get install chromium),"
            " or set FAULTLINE_CHROMIUM to its path, or leave the browser out: python3 bootstrap.py test -m 'not browser'"
        )
    return found


def find_postgres(python: Path) -> str | None:
    """Return the URL of a PostgreSQL of this machine that lets tests in; they make schemas of their own there and drop them again."""
    for name in POSTGRES_DATABASES:
        ask = "import psycopg, sys; psycopg.connect(sys.argv[1], connect_timeout=3).execute('CREATE TEMPORARY TABLE may_i (x int)')"
        if works(python, "-c", ask, url := f"postgresql://postgres@127.0.0.1:5432/{name}"):
            return url
    return None
