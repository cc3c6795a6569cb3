"""Points of no return: what is still possible at a step is said, drawn and struck out, and the run can be taken to where it changes."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Open
from tests.e2e.looks import violations

pytestmark = pytest.mark.browser

PRINTED_TWICE = "/play/server-crash?choices=0,0,0,1,0,0,0,0,0,1,0"
PLAYER = """searches => {
    const player = document.createElement("sim-player");
    for (const [name, value] of [["concept", "server-crash"], ["choices", "0,0,0,1"], [searches, ""]]) player.setAttribute(name, value);
    for (const other of document.querySelectorAll("sim-player")) other.remove();
    document.querySelector("main").append(player);
}"""


def find(page: Page) -> None:
    """Find all endings, and wait for what is said of this run."""
    page.get_by_role("button", name="Find all endings").click()
    expect(page.locator(".sp-turns li")).to_have_count(4)


def test_endings_are_struck_out_step_by_step_and_a_point_of_no_return_is_named_and_gone_to(open_page: Open) -> None:
    page = open_page(f"{PRINTED_TWICE}&step=1")
    find(page)
    expect(page.locator(".sp-possible")).to_have_text("At step 1, 4 of 4 are still possible.")
    expect(page.locator(".sp-impossible")).to_have_count(0)
    lost = page.locator(".sp-turns li", has_text="nothing can save “At most once” and “Exactly once”.")
    lost.get_by_role("button", name="From step 4 on,").click()
    expect(page.locator(".sp-say")).to_contain_text("Step 4 of 11")
    expect(page.locator(".sp-say")).to_contain_text("From here on, nothing can save “At most once” and “Exactly once”.")
    expect(page.get_by_role("slider", name="Timeline")).to_have_attribute("aria-valuetext", re.compile("From here on, only one ending is possible"))
    expect(page.locator(".sp-possible")).to_have_text("At step 4, 1 of 4 is still possible.")
    expect(page.locator(".sp-impossible")).to_have_count(3)
    expect(page.locator(".sp-impossible .sp-until").first).to_have_text("up to step 3, no longer possible here")
    signs = page.locator(".sp-timeline :is(.sp-turn-lost, .sp-turn-safe, .sp-turn-fewer, .sp-turn-one)")
    expect(signs).to_have_count(4)
    page.get_by_role("combobox", name="As seen by").select_option("client")
    expect(signs).to_have_count(0)
    expect(page.locator(".sp-turns, .sp-possible, .sp-impossible")).to_have_count(0)


def test_by_keyboard_the_run_goes_or_plays_to_where_something_happens_and_says_why_it_stopped(open_page: Open) -> None:
    page = open_page(f"{PRINTED_TWICE}&step=1")
    page.set_viewport_size({"width": 1280, "height": 1400})  # the menu covers nothing that axe would read through it
    find(page)
    stop = page.get_by_role("button", name="Stop when…")
    stop.focus()
    page.keyboard.press("Enter")
    menu = page.get_by_role("group", name="Stop when")
    expect(menu).to_be_visible()
    assert violations(page) == []
    menu.get_by_role("button", name="nothing can save “At most once”").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".sp-say > b")).to_have_text("Step 4 of 11")
    expect(menu).to_be_hidden()
    expect(stop).to_be_focused()
    expect(page.locator(".sp-stopped")).to_have_text("Stopped: nothing can save “At most once” and “Exactly once”.")
    expect(page.locator("p[aria-live='polite'].sp-hidden")).to_contain_text("Stopped: nothing can save")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(menu.get_by_role("checkbox", name="Play up to there")).to_be_focused()
    page.keyboard.press("Space")
    page.get_by_role("combobox", name="Speed").evaluate("(speed) => { speed.value = '4'; speed.dispatchEvent(new Event('change')); }")
    menu.get_by_role("button", name="the server reaches").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    expect(page.locator(".sp-stopped")).to_contain_text("Stopped: the server reaches")


def test_in_a_lesson_it_is_there_only_where_searching_is_allowed(open_page: Open) -> None:
    page = open_page("/play/server-crash")
    page.evaluate(PLAYER, "endings")
    expect(page.locator(".sp-turns li").first).to_be_visible()
    expect(page.locator(".sp-stop")).to_be_visible()
    assert violations(page) == []
    page.evaluate(PLAYER, "show")
    expect(page.locator(".sp-play")).to_be_visible()
    expect(page.locator(".sp-stop, .sp-turns, .sp-turn-one, .sp-turn-words")).to_have_count(0)
