"""No page leaves a socket behind."""

import json
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, WebSocket, expect

from tests.e2e.conftest import Open
from tests.e2e.counted import ADDRESS, COMMAND
from tests.e2e.server import Server
from tests.e2e.waiting import until
from tests.sampling import whole

pytestmark = pytest.mark.browser

SWAPS, MANY_SWAPS = 4, 20
"""In every run of the tests, and with ``--all``."""


@pytest.fixture
def counted(tmp_path: Path) -> Iterator[Server]:
    """An application that tells how many sockets it holds."""
    server = Server(tmp_path, command=COMMAND)
    server.start()
    yield server
    server.stop()


def held(server: Server) -> dict[str, int]:
    """How many sockets the server holds, and how many there ever were."""
    with urllib.request.urlopen(f"{server.url}{ADDRESS}", timeout=5) as answer:
        told: dict[str, int] = json.load(answer)
        return told


def settled(server: Server, expected: int) -> int:
    """The number of open sockets, after some patience for it to become what is expected."""
    until(lambda: held(server)["open"] == expected)
    return held(server)["open"]


def players(page: Page) -> int:
    """The players on the page, once all of them run."""
    count = page.locator("sim-player").count()
    expect(page.locator(".sp-player")).to_have_count(count)
    return count


def test_swaps_of_lessons_leave_no_socket_open(open_page: Open, counted: Server, pytestconfig: pytest.Config) -> None:
    swaps = MANY_SWAPS if whole(pytestconfig) else SWAPS
    page = open_page("/lessons/rpc-failures", server=counted)
    sockets: list[WebSocket] = []

    def begun(socket: WebSocket) -> None:
        sockets.append(socket)

    page.on("websocket", begun)
    page.evaluate("() => { window.stayed = true; }")
    seen = players(page)
    for swap in range(swaps):
        heading = page.locator("h1").inner_text()
        link = page.locator(".turn a[rel='next']" if swap % 6 < 3 else ".turn a[rel='prev']")
        link.click()
        expect(page.locator("h1")).not_to_have_text(heading)
        seen += players(page)
    assert page.evaluate("() => window.stayed"), "the pages were swapped, not loaded"
    here = players(page)
    assert settled(counted, here) == here
    assert held(counted)["all"] == seen > swaps
    assert len([one for one in sockets if not one.is_closed()]) == here
    page.goto(f"{counted.url}/play")
    assert settled(counted, 0) == 0


def test_a_socket_that_is_left_open_is_counted(open_page: Open, counted: Server) -> None:
    page = open_page("/play/server-crash", server=counted)
    page.evaluate("() => { window.leaked = new WebSocket(location.origin.replace('http', 'ws') + '/ws/player'); }")
    assert settled(counted, 2) == 2
    page.evaluate("() => document.querySelector('sim-player').remove()")
    assert settled(counted, 1) == 1, "the player's is closed, the other one is not"
