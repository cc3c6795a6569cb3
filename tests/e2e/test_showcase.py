"""The course page shows a live simulation at once: it plays by itself, moves nothing, takes nothing, and stops when asked."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Open
from tests.e2e.looks import flaws
from tests.e2e.server import Server
from tests.e2e.waiting import drawn

pytestmark = pytest.mark.browser

WATCH_SHIFTS = """{
  window.shifted = 0;
  const add = (entries) => {
    for (const entry of entries) if (!entry.hadRecentInput) window.shifted += entry.value;
  };
  const watch = new PerformanceObserver((list) => add(list.getEntries()));
  watch.observe({ type: "layout-shift", buffered: true });
  window.shiftedByNow = () => {
    add(watch.takeRecords());
    return window.shifted;
  };
}"""

# Whoever has watched for the player to come into view has been told by the time that a later observer is.
SEEN = "() => new Promise((told) => new IntersectionObserver(told).observe(document.querySelector('sim-player')))"


def watched(browser: Browser, course: Server, *, width: int = 1280, motion: str = "no-preference", clock: bool = False) -> Page:
    """The course page, with every shift of its layout counted from the start. ``clock``: the test moves the page's clock on."""
    context = browser.new_context(viewport={"width": width, "height": 1000}, reduced_motion="reduce" if motion == "reduce" else "no-preference")
    page = context.new_page()
    page.add_init_script(WATCH_SHIFTS)
    if clock:
        page.clock.install()
    page.goto(course.url)
    page.wait_for_selector(".sp-player")
    return page


@pytest.mark.parametrize("width", [360, 1280])
def test_it_plays_when_in_view_moves_nothing_and_takes_no_focus(browser: Browser, course: Server, width: int) -> None:
    page = watched(browser, course, width=width)
    page.locator("sim-player").scroll_into_view_if_needed()
    page.evaluate("() => { window.shifted = 0; document.querySelector('.showcase').scrollIntoView({ block: 'center', behavior: 'instant' }); }")
    top = "() => document.querySelector('.part').getBoundingClientRect().top + scrollY"
    before = page.evaluate(top)
    expect(page.locator(".sp-say > b")).to_contain_text(re.compile("Step [2-9] of"))
    assert page.evaluate(top) == before
    assert page.evaluate("() => document.activeElement === document.body")
    assert page.evaluate("() => window.shiftedByNow()") < 0.02
    expect(page.locator("sim-player [aria-live='polite']").last).to_have_text("")
    page.context.close()


def test_the_page_does_not_jump_when_the_player_comes(browser: Browser, course: Server) -> None:
    page = watched(browser, course)
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    drawn(page)
    assert page.evaluate("() => window.shiftedByNow()") < 0.02
    page.context.close()


def test_it_stands_still_where_motion_is_unwelcome_but_can_be_played(browser: Browser, course: Server) -> None:
    page = watched(browser, course, motion="reduce", clock=True)
    expect(page.locator(".sp-say > b")).to_contain_text("Step 0 of")
    page.evaluate(SEEN)
    page.clock.run_for(10_000)
    expect(page.locator(".sp-say > b")).to_contain_text("Step 0 of")
    page.get_by_role("button", name="Next", exact=True).click()
    expect(page.locator(".sp-say > b")).to_contain_text("Step 1 of")
    page.context.close()


def test_pause_stops_it_and_whoever_touches_it_has_it(browser: Browser, course: Server) -> None:
    page = watched(browser, course, clock=True)
    page.get_by_role("button", name="Pause", exact=True).click()
    shown = page.locator(".sp-say > b").inner_text()
    page.clock.run_for(10_000)
    assert page.locator(".sp-say > b").inner_text() == shown
    page.get_by_role("button", name="Play", exact=True).click()
    page.get_by_role("button", name="Next", exact=True).click()
    shown = page.locator(".sp-say > b").inner_text()
    page.clock.run_for(10_000)
    assert page.locator(".sp-say > b").inner_text() == shown, "a step by hand ends the playing"
    page.context.close()


def test_axe_finds_nothing_while_it_plays(open_page: Open) -> None:
    page = open_page("/")
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    assert flaws(page) == []


def test_the_chosen_theme_holds_for_the_player_on_every_page_and_after_a_reload(open_page: Open) -> None:
    page = open_page("/")
    page.get_by_role("radio", name="Dark").check()
    ground = "() => getComputedStyle(document.querySelector('.sp-player')).backgroundColor"
    dark = page.evaluate(ground)
    page.get_by_role("link", name="Server crashes").first.click()
    expect(page.locator("h1")).to_have_text("Server crashes")
    page.wait_for_selector(".sp-player")
    assert page.evaluate(ground) == dark
    page.reload()
    page.wait_for_selector(".sp-player")
    assert page.evaluate(ground) == dark
    expect(page.get_by_role("radio", name="Dark")).to_be_checked()
