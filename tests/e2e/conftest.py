"""A browser, the application, and a player that has loaded."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.e2e.asking import LESSON, serving
from tests.e2e.profiles import Kind, Profiles
from tests.e2e.server import Server
from tests.e2e.waiting import PATIENCE

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # The first of these are Playwright's own list, which a second switch would replace. The last three are the address bar's popups: nobody
    # sees them here, and for every window Chromium would load their pages in a process of its own, a quarter of the work of opening a page.
    (
        "--disable-features=AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,"
        "LensOverlay,MediaRouter,PaintHolding,ThirdPartyStoragePartitioning,AvoidCorsURLLoaderRestartOnRedirect,OptimizationHints,"
        "NetworkTimeServiceQuerying,AimEnabled,PreconnectToSearch,WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup"
    ),
]

Open = Callable[..., Page]

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The application, started once for all tests that leave it running."""
    server = Server(tmp_path_factory.mktemp("course"))
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    """Chromium, started once."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=FLAGS)
        yield browser
        browser.close()


def unlike(complaints: list[str], expected: list[str]) -> list[str]:
    """What was not expected, and what was expected and did not come."""
    strange = [one for one in complaints if not any(words in one for words in expected)]
    return strange + [f"nothing about “{words}”" for words in expected if not any(words in one for one in complaints)]


@pytest.fixture(scope="session")
def profiles(browser: Browser) -> Profiles:
    """The browser profiles that are lent to one test after the other."""
    return Profiles(browser)


@pytest.fixture
def open_page(request: pytest.FixtureRequest, profiles: Profiles, course: Server) -> Iterator[Open]:
    """Open an address of the course in an empty profile and wait for its player; what the console of a tab complains of fails the test.

    That a connection or a request is refused, the browser always writes down. A test in which that belongs to the story says so with the marker
    ``complains`` and words of the complaint, and then it must come. How the page takes it is for the test to say. ``clock``: the test moves the
    page's clock on.
    """
    complaints: list[str] = []
    contexts: list[BrowserContext] = []

    def watch(page: Page) -> None:
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)

    def opened(
        path: str, *, width: int = 1280, scheme: str = "light", server: Server = course, player: bool = True, touch: bool = False, clock: bool = False
    ) -> Page:
        colours: Literal["dark", "light"] = "dark" if scheme == "dark" else "light"
        page = profiles.lend(Kind(server.url, width, colours, touch), keep=server is course and not clock)
        if clock:
            page.clock.install()
        watch(page)
        page.context.on("page", watch)
        contexts.append(page.context)
        page.set_default_timeout(PATIENCE)
        page.goto(f"{server.url}{path}")
        if player:
            page.wait_for_selector(".sp-player:not(:has(.sp-editor-slot[aria-busy]))")
        return page

    yield opened
    for context in contexts:
        context.remove_listener("page", watch)
    profiles.take_back()
    assert unlike(complaints, [words for marker in request.node.iter_markers("complains") for words in marker.args]) == []


@pytest.fixture(scope="session")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A course of one lesson that asks a question of each kind, started once: whoever opens it is somebody new."""
    yield from serving(tmp_path_factory.mktemp("asking"))


@pytest.fixture
def lesson(open_page: Open, asking: Server) -> Page:
    """That lesson, open."""
    return open_page(LESSON, server=asking)


@pytest.fixture
def own_course(tmp_path: Path) -> Iterator[Server]:
    """An application that a test may stop, without the lessons, which take longer to read than everything else at its start."""
    lessons = tmp_path / "lessons"
    lessons.mkdir()
    server = Server(tmp_path, settings={"LESSONS_DIR": str(lessons)})
    server.start()
    yield server
    server.stop()
