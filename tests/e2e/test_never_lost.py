"""Whatever happens to the connection, the player comes back to the same step of the same run by itself, and says so."""

import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Open
from tests.e2e.proxy import Proxy
from tests.e2e.server import SERVE, Server
from tests.e2e.test_player import crash_the_server, step_of

pytestmark = pytest.mark.browser

PLAY = "/play/server-crash"
AGAIN = "Connected again; nothing was lost."
NARRATIONS = """() => [...document.querySelectorAll(".sp-events tbody tr")].map((row) => row.innerText)"""


@pytest.fixture
def proxy(course: Server) -> Iterator[Proxy]:
    """A proxy before the application."""
    between = Proxy(course.port)
    yield between
    between.refuse()


def through(proxy: Proxy, course: Server) -> Server:
    """The application at the proxy's address."""
    seen = Server(course.folder)
    seen.url = proxy.url
    return seen


def regained(page: Page) -> None:
    """Wait until the player says that it is back."""
    expect(page.locator(".sp-status")).to_have_text(AGAIN, timeout=30_000)


def test_a_stream_cut_in_the_middle_of_the_frames_is_fetched_again_and_the_choice_is_not_lost(open_page: Open, course: Server, proxy: Proxy) -> None:
    page = open_page(PLAY, server=through(proxy, course))
    page.get_by_role("slider", name="Timeline").fill("2")
    proxy.cut_after(300)
    page.locator(".sp-next").get_by_role("button", name="server crashes").click()
    regained(page)
    assert proxy.cuts == 1
    assert step_of(page)[0] == 3
    expect(page.locator(".sp-tick.sp-fault")).to_have_count(1)
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.locator(".sp-tick.sp-fault")).to_have_count(0)


def test_a_connection_that_dies_without_a_word_is_noticed_when_something_is_asked(open_page: Open, course: Server, proxy: Proxy) -> None:
    page = open_page(PLAY, server=through(proxy, course))
    page.get_by_role("slider", name="Timeline").fill("2")
    proxy.forget()
    page.locator(".sp-next").get_by_role("button", name="server crashes").click()
    regained(page)
    assert step_of(page)[0] == 3
    expect(page.locator(".sp-tick.sp-fault")).to_have_count(1)


def test_an_idle_player_whose_connection_is_cut_is_back_at_its_step_and_keeps_a_half_filled_form(
    open_page: Open, course: Server, proxy: Proxy
) -> None:
    page = open_page(f"{PLAY}?crashes=2", server=through(proxy, course))
    page.get_by_role("slider", name="Timeline").fill("2")
    crash_the_server(page)
    page.get_by_role("button", name="Back", exact=True).click()
    page.locator(".sp-chip[data-parameter='crashes']").click()
    page.get_by_role("spinbutton").fill("1")
    before, rows = step_of(page), page.evaluate(NARRATIONS)
    proxy.cut()
    regained(page)
    assert (step_of(page), page.evaluate(NARRATIONS)) == (before, rows)
    expect(page.get_by_role("spinbutton")).to_have_value("1")
    expect(page.locator(".sp-branch")).to_have_count(2)
    expect(page.locator(".sp-undo")).to_have_attribute("aria-disabled", "false")


@pytest.mark.complains("ERR_CONNECTION_REFUSED")
def test_what_is_asked_while_nobody_answers_is_done_when_somebody_does(open_page: Open, own_course: Server) -> None:
    page = open_page(PLAY, server=own_course)
    page.get_by_role("slider", name="Timeline").fill("2")
    own_course.stop()
    expect(page.locator(".sp-status")).to_contain_text("connection was lost")
    page.locator(".sp-next").get_by_role("button", name="server crashes").click()
    page.get_by_role("button", name="Next", exact=True).click()
    own_course.start()
    regained(page)
    expect(page.locator(".sp-tick.sp-fault")).to_have_count(1)
    assert step_of(page)[0] == 3


@pytest.mark.complains("ERR_CONNECTION_REFUSED")
def test_a_network_that_is_back_is_used_at_once_and_not_after_the_wait(open_page: Open, course: Server, proxy: Proxy) -> None:
    page = open_page(PLAY, server=through(proxy, course), clock=True)
    proxy.refuse()
    expect(page.locator(".sp-status")).to_contain_text(re.compile(r"Trying again in ([5-9]|10) s"), timeout=30_000)
    page.clock.pause_at(page.evaluate("() => Date.now() / 1_000") + 1)
    proxy.listen()
    page.evaluate("() => dispatchEvent(new Event('online'))")
    page.clock.run_for(100)  # at once, and no wait of seconds ends any more
    regained(page)


def test_any_worker_takes_a_run_up_when_the_one_that_served_it_dies(open_page: Open, tmp_path: Path) -> None:
    server = Server(tmp_path, command=(*SERVE, "--workers", "2"))
    server.start()
    try:
        page = open_page(PLAY, server=server)
        page.get_by_role("slider", name="Timeline").fill("2")
        crash_the_server(page)
        before, rows = step_of(page), page.evaluate(NARRATIONS)
        first = server.worker_pids()
        assert len(first) == 2
        for worker in first:
            os.kill(worker, signal.SIGKILL)
        regained(page)
        assert (step_of(page), page.evaluate(NARRATIONS)) == (before, rows)
        assert not set(first) & set(server.worker_pids())
    finally:
        server.stop()
