"""Everybody can use the player: axe finds nothing, narrow screens scroll only what must scroll, and what moves can stand still."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Open
from tests.e2e.looks import WIDTHS, flaws, sideways, violations
from tests.e2e.menu import open_list

pytestmark = pytest.mark.browser

CONCEPTS = ["server-crash", "rpc-failures", "byzantine-agreement", "domino-effect"]
SMALL = """() => [...document.querySelectorAll("sim-player :is(a, button, select, input, textarea, summary)")]
    .filter((one) => one.checkVisibility())
    .filter((one) => { const { width, height } = one.getBoundingClientRect(); return width < 24 || height < 24; })
    .map((one) => one.outerHTML)"""


def at_the_start(_page: Page) -> None:
    """As it opens."""


def with_a_refused_form(page: Page) -> None:
    """The form with an error at a field."""
    page.locator(".sp-chip[data-parameter='crashes']").first.click()
    page.get_by_role("spinbutton").fill("7")
    page.get_by_role("button", name="Run with these").click()
    expect(page.locator(".sp-field .sp-error")).to_be_visible()


def after_a_fault(page: Page) -> None:
    """A crash was chosen."""
    page.get_by_role("button", name="Next", exact=True).first.click()
    page.get_by_role("button", name="server crashes").first.click()
    expect(page.locator(".sp-tick.sp-fault").first).to_be_attached()


def test_axe_finds_nothing_on_the_play_page_as_it_opens_after_a_fault_and_with_a_refused_form(open_page: Open) -> None:
    page = open_page("/play/server-crash")
    for state in (at_the_start, after_a_fault, with_a_refused_form):
        state(page)
        assert (state.__name__, flaws(page)) == (state.__name__, [])


def test_axe_finds_nothing_on_a_lesson_with_players(open_page: Open) -> None:
    page = open_page("/lessons/server-crashes")
    assert flaws(page) == []


def test_the_guard_notices_a_button_without_a_name_and_a_text_without_contrast(open_page: Open) -> None:
    page = open_page("/play/server-crash")
    page.evaluate("() => { document.querySelector('.sp-undo').textContent = ''; document.querySelector('.sp-undo').removeAttribute('title'); }")
    page.evaluate("() => { document.querySelector('.sp-title').style.color = '#eee'; }")
    assert {line.split(":")[0] for line in violations(page)} == {"button-name", "color-contrast"}


def test_the_guard_notices_a_text_that_cannot_be_read_in_one_scheme_only(open_page: Open) -> None:
    page = open_page("/play/server-crash")
    page.evaluate("() => { document.querySelector('.sp-title').style.color = 'light-dark(#000, #333)'; }")
    assert {tuple(line.split(": ")[:2]) for line in flaws(page)} == {("dark", "color-contrast")}


@pytest.mark.sampled(2)
@pytest.mark.parametrize("concept", CONCEPTS)
def test_the_page_never_scrolls_sideways(open_page: Open, concept: str) -> None:
    page = open_page(f"/play/{concept}", width=WIDTHS[0])
    page.get_by_role("button", name="To the end", exact=True).click()
    page.get_by_text("All events of this run").click()
    page.locator(".sp-chip").first.click()
    assert sideways(page) == {}


def test_the_guard_notices_a_page_that_scrolls_sideways(open_page: Open) -> None:
    page = open_page("/play/server-crash", width=360)
    page.evaluate("() => { document.querySelector('.sp-title').style.minWidth = '500px'; }")
    assert sideways(page).keys() == {320, 360}


def test_on_a_narrow_screen_the_diagram_scrolls_in_its_own_region_and_follows_the_cursor(open_page: Open) -> None:
    page = open_page("/play/server-crash?choices=0,0,2", width=360)
    region = page.get_by_role("group", name="Space-time diagram")
    assert region.evaluate("(one) => one.scrollWidth > one.clientWidth")
    page.get_by_role("button", name="To the end", exact=True).click()
    page.wait_for_function("""() => {
        const cursor = document.querySelector(".sp-cursor").getBoundingClientRect();
        const region = document.querySelector(".sp-space").getBoundingClientRect();
        return region.left < cursor.left && cursor.left < region.right;
    }""")


@pytest.mark.sampled(2, per="width")
@pytest.mark.parametrize("concept", CONCEPTS)
@pytest.mark.parametrize("width", [320, 1280])
def test_everything_that_can_be_pressed_is_24_pixels_large(open_page: Open, concept: str, width: int) -> None:
    page = open_page(f"/play/{concept}", width=width)
    page.get_by_text("All events of this run").click()
    page.locator(".sp-chip").first.click()
    page.locator(".sp-form").wait_for()
    assert page.evaluate(SMALL) == []
    page.get_by_role("button", name="Cancel", exact=True).click()
    open_list(page)
    assert page.evaluate(SMALL) == []
    page.get_by_role("button", name="Keys", exact=True).click()
    assert page.evaluate(SMALL) == []


def test_the_guard_notices_a_small_target(open_page: Open) -> None:
    page = open_page("/play/server-crash")
    page.evaluate("() => { document.querySelector('.sp-undo').style.cssText = 'min-block-size: 0; block-size: 20px; padding: 0'; }")
    assert len(page.evaluate(SMALL)) == 1


def test_each_step_is_told_to_a_screen_reader_but_not_twice_while_the_slider_speaks(open_page: Open) -> None:
    page = open_page("/play/server-crash", clock=True)
    spoken = page.locator("sim-player [aria-live='polite']")
    page.clock.run_for(1_100)
    page.get_by_role("button", name="Next", exact=True).click()
    expect(spoken).to_contain_text("Step 1 of 4")
    page.get_by_role("slider", name="Timeline").fill("3")
    page.clock.run_for(1_200)
    expect(spoken).to_contain_text("Step 1 of 4")


def test_with_reduced_motion_nothing_glides(open_page: Open) -> None:
    page = open_page("/play/server-crash")
    longest = (
        """() => Math.max(...[...document.querySelectorAll("sim-player *")].map((one) => parseFloat(getComputedStyle(one).transitionDuration)))"""
    )
    assert page.evaluate(longest) > 0.1
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(longest) < 0.001
