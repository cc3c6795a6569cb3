"""Nothing moves under the pointer: a whole run can be stepped through by clicking one place of the window, and the page below stays where it is."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Open
from tests.e2e.waiting import at_rest

pytestmark = pytest.mark.browser

pytestmark = pytest.mark.browser

CONCEPTS = ("server-crash", "rpc-failures", "byzantine-agreement", "domino-effect")

PLACES = """() => {
    const top = (selector) => Math.round(document.querySelector(selector).getBoundingClientRect().top + scrollY);
    return [".sp-bar", ".sp-side", ".sp-endings", ".sp-panels", ".sp-events", ".about"].map(top);
}"""

WITHOUT_ROOM = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("sim-player :is(.sp-say, .sp-side, .sp-panels, .sp-panels > *) { min-block-size: 0 !important; }");
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""


def last_step(page: Page) -> int:
    """The step that the run on show ends with."""
    return int(page.locator(".sp-timeline input").get_attribute("max") or 0)


def place_of_next(page: Page) -> tuple[float, float]:
    """The middle of the button, in view."""
    button = page.get_by_role("button", name="Next", exact=True)
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def arrived(page: Page, words: str) -> bool:
    """Whether a step comes on show before long; then everything has its place."""
    try:
        expect(page.locator(".sp-say > b")).to_have_text(words)
    except AssertionError:
        return False
    at_rest(page)
    return True


def step_through(page: Page) -> tuple[int, set[tuple[int, ...]]]:
    """Click the same place of the window until the run should be over; give the clicks that missed, and where everything stood at each step."""
    last = last_step(page)
    x, y = place_of_next(page)
    missed, places = 0, {tuple(page.evaluate(PLACES))}
    for step in range(1, last + 1):
        page.mouse.click(x, y)
        missed += not arrived(page, f"Step {step} of {last}")
        places.add(tuple(page.evaluate(PLACES)))
    return missed, places


@pytest.mark.sampled(1, per="width")
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("concept", CONCEPTS)
def test_a_whole_run_is_stepped_through_without_moving_the_pointer_and_nothing_on_the_page_moves(open_page: Open, concept: str, width: int) -> None:
    page = open_page(f"/play/{concept}", width=width)
    expect(page.locator(".sp-property").first).to_be_visible()
    page.wait_for_function("() => document.querySelector('.sp-picker') !== null")
    missed, places = step_through(page)
    assert missed == 0
    assert len(places) == 1, f"the page stood in {len(places)} ways: {sorted(places)}"


def test_the_places_would_tell_if_something_moved(open_page: Open) -> None:
    page = open_page("/play/domino-effect")
    page.wait_for_function("() => document.querySelector('.sp-picker') !== null")
    # Without the room that is kept, the words of one step are longer than those of another.
    page.evaluate(WITHOUT_ROOM)
    missed, places = step_through(page)
    assert len(places) > 1
    assert missed == 0, "the controls stand above what changes"


def test_what_is_said_of_an_event_under_the_pointer_moves_nothing(open_page: Open) -> None:
    page = open_page("/play/rpc-failures", width=720)
    page.wait_for_function("() => document.querySelector('.sp-picker') !== null")
    before = page.evaluate(PLACES)
    page.locator(".sp-point .sp-hit").nth(3).hover(force=True)
    expect(page.locator(".sp-lit-sentence")).to_contain_text("concurrent with")
    assert page.evaluate(PLACES) == before


def test_a_choice_leaves_the_controls_where_they_are(open_page: Open) -> None:
    page = open_page("/play/rpc-failures")
    page.wait_for_function("() => document.querySelector('.sp-picker') !== null")
    bar = page.locator(".sp-bar").bounding_box()
    page.locator(".sp-next .sp-choice.sp-fault").first.click()
    expect(page.locator(".sp-tick.sp-fault")).to_have_count(1)
    assert page.locator(".sp-bar").bounding_box() == bar
