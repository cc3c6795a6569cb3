"""What every test may ask for, and what is said at the end of a run."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from tests.databases import POSTGRES
from tests.databases import bare_url as bare_url
from tests.databases import engine as engine
from tests.databases import kind as kind
from tests.databases import sqlite as sqlite
from tests.databases import templates as templates
from tests.databases import url as url
from tests.measured import TRACED, unmeasured
from tests.sampling import left_out, whole

ROOT = Path(__file__).resolve().parent.parent

# A slow machine is not a wrong answer, and a failure must come with the lines that repeat it.
settings.register_profile("faultline", deadline=None, print_blob=True)
settings.load_profile("faultline")


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The browser that bootstrap.py found, else one on the PATH; a browser test fails without one, it is never skipped silently."""
    found = os.environ.get("FAULTLINE_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        pytest.fail("no browser: start the tests with python3 bootstrap.py test, or set FAULTLINE_CHROMIUM")
    return found


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let every case of the large matrices be asked for."""
    parser.addoption("--all", action="store_true", help="try all cases of the large matrices, and not a sample of them")


def pytest_report_header(config: pytest.Config) -> str:
    """Say how much is tried."""
    return "large matrices: " + ("all cases" if whole(config) else "samples (--all tries all cases)")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is in no sample. Know a browser test by what it asks for, and run these last: an open browser keeps an event loop, in which
    no test can start its own."""
    if not whole(config) and (outside := set(left_out(items))):
        config.hook.pytest_deselected(items=list(outside))
        items[:] = [item for item in items if item not in outside]
    for item in items:
        if "chromium_path" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
    for item in unmeasured(items):
        item.add_marker("no_cover")
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which databases were tried, and what the coverage counts."""
    where = "SQLite and PostgreSQL" if POSTGRES else "SQLite only; FAULTLINE_TEST_POSTGRES names no PostgreSQL"
    terminalreporter.write_line(f"store tests: {where}")
    if terminalreporter.config.getoption("--cov", None):
        terminalreporter.write_line(
            f"coverage: of the tests in Python, {'one case of each' if TRACED else 'all cases'}; none of those in the browser"
        )
