"""With a finger on a phone, and at 400 % zoom: everything can be reached, moved and read."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, expect

from tests.e2e.looks import OVERFLOW, violations
from tests.e2e.menu import choose
from tests.e2e.server import Server
from tests.e2e.test_accessibility import CONCEPTS
from tests.e2e.test_player import step_of
from tests.e2e.waiting import PATIENCE

pytestmark = pytest.mark.browser

Device = Callable[..., Page]


@pytest.fixture
def device(browser: Browser, course: Server) -> Iterator[Device]:
    """Open a page on a device of one's own description."""
    contexts: list[BrowserContext] = []

    def opened(path: str, **described: Any) -> Page:
        contexts.append(browser.new_context(**described))
        page = contexts[-1].new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(f"{course.url}{path}")
        page.wait_for_selector(".sp-player")
        return page

    yield opened
    for context in contexts:
        context.close()


PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True, "device_scale_factor": 3}
ZOOMED = {"viewport": {"width": 320, "height": 256}, "device_scale_factor": 4}
"""A window of 1280 by 1024 at 400 %: a quarter of the room, four times the pixels."""

CUT_OFF = """() => [...document.querySelectorAll("sim-player :is(button, select, input, summary, h2, h3)")]
    .filter((one) => one.checkVisibility() && !one.closest(".sp-hidden, .sp-scroll, .sp-space, table, [class*='scroll']"))
    .filter((one) => { const { left, right } = one.getBoundingClientRect(); return left < -0.5 || right > innerWidth + 0.5; })
    .map((one) => one.outerHTML.slice(0, 120))"""


def drag(session: CDPSession, begin: tuple[float, float], end: tuple[float, float]) -> None:
    """Move one finger from a place to another, in steps as fingers do."""
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": begin[0], "y": begin[1]}]})
    for part in range(1, 9):
        point = {"x": begin[0] + (end[0] - begin[0]) * part / 8, "y": begin[1] + (end[1] - begin[1]) * part / 8}
        session.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def box(page: Page, selector: str) -> dict[str, float]:
    """Where something stands, once it is in view."""
    page.locator(selector).scroll_into_view_if_needed()
    found = page.locator(selector).bounding_box()
    assert found is not None
    return dict(found)


def test_buttons_and_choices_work_by_tapping(device: Device) -> None:
    page = device("/play/server-crash", **PHONE)
    page.get_by_role("button", name="Next", exact=True).tap()
    page.get_by_role("button", name="Next", exact=True).tap()
    assert step_of(page)[0] == 2
    page.locator(".sp-next").get_by_role("button", name="server crashes").tap()
    expect(page.locator(".sp-tick.sp-fault")).to_have_count(1)
    page.locator(".sp-branch").first.tap()
    expect(page.locator(".sp-tick.sp-fault")).to_have_count(0)
    page.locator(".sp-more").tap()
    page.get_by_role("button", name="Keys", exact=True).tap()
    page.get_by_role("button", name="Close", exact=True).tap()
    page.get_by_role("button", name="Undo", exact=True).tap()
    expect(page.locator(".sp-tick.sp-fault")).to_have_count(1)


def test_a_tap_on_an_event_of_the_diagram_shows_its_step(device: Device) -> None:
    page = device("/play/server-crash", **PHONE)
    page.locator(".sp-point[data-step='2'] .sp-hit").first.tap(force=True)
    assert step_of(page)[0] == 2


def test_the_timeline_is_dragged_by_a_finger(device: Device) -> None:
    page = device("/play/server-crash", **PHONE)
    slider = box(page, ".sp-timeline input")
    middle = slider["y"] + slider["height"] / 2
    drag(page.context.new_cdp_session(page), (slider["x"] + 10, middle), (slider["x"] + slider["width"] * 0.55, middle))
    assert step_of(page)[0] == 2


def test_a_finger_scrolls_the_diagram_sideways_and_the_page_up_and_down(device: Device) -> None:
    page = device("/play/rpc-failures", **PHONE)
    session = page.context.new_cdp_session(page)
    space = box(page, ".sp-space")
    before = page.evaluate("() => [document.querySelector('.sp-space').scrollLeft, scrollY]")
    x, y = space["x"] + space["width"] * 0.8, space["y"] + space["height"] / 2
    drag(session, (x, y), (x - 150, y))
    page.wait_for_function("(left) => document.querySelector('.sp-space').scrollLeft > left + 50", arg=before[0])
    assert page.evaluate("() => scrollY") == before[1]
    drag(session, (x, y), (x, y - 150))
    page.wait_for_function("(top) => scrollY > top + 50", arg=before[1])


@pytest.mark.sampled(2)
@pytest.mark.parametrize("concept", CONCEPTS)
def test_at_400_percent_nothing_is_cut_off_and_nothing_scrolls_sideways_but_the_regions_that_say_so(device: Device, concept: str) -> None:
    page = device(f"/play/{concept}", **ZOOMED)
    page.get_by_role("button", name="To the end", exact=True).click()
    page.get_by_text("All events of this run").click()
    page.locator(".sp-chip").first.click()
    assert page.evaluate(OVERFLOW) == 0
    assert page.evaluate(CUT_OFF) == []
    assert violations(page) == []


def test_the_guard_notices_a_button_that_is_cut_off(device: Device) -> None:
    page = device("/play/server-crash", **ZOOMED)
    assert page.evaluate(CUT_OFF) == []
    page.evaluate("() => { document.querySelector('.sp-undo').style.cssText = 'position: absolute; left: 300px; width: 90px'; }")
    assert len(page.evaluate(CUT_OFF)) == 1


def test_at_400_percent_the_sheet_of_keys_can_be_read_and_closed(device: Device) -> None:
    page = device("/play/server-crash", **ZOOMED)
    choose(page, "Keys")
    sheet = page.get_by_role("dialog", name="Keys")
    assert sheet.evaluate("(one) => one.scrollWidth <= one.clientWidth")
    sheet.get_by_text("Home").last.scroll_into_view_if_needed()
    expect(sheet.get_by_text("Home").last).to_be_in_viewport()
    sheet.get_by_role("button", name="Close").click()
    expect(sheet).to_be_hidden()


def test_at_400_percent_a_run_is_broken_and_undone(device: Device) -> None:
    page = device("/play/server-crash", **ZOOMED)
    page.get_by_role("button", name="Next", exact=True).click()
    page.locator(".sp-next").get_by_role("button", name="server crashes").click()
    expect(page.locator(".sp-tick.sp-fault")).to_have_count(1)
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.locator(".sp-tick.sp-fault")).to_have_count(0)


def test_with_reduced_motion_the_diagram_jumps_to_where_the_run_is(device: Device) -> None:
    page = device("/play/rpc-failures", viewport={"width": 360, "height": 740}, reduced_motion="reduce")
    page.evaluate("""() => {
        window.glides = [];
        const plain = Element.prototype.scrollTo;
        Element.prototype.scrollTo = function (options) { window.glides.push(options.behavior); return plain.call(this, options); };
    }""")
    page.get_by_role("button", name="To the end", exact=True).click()
    page.wait_for_function("() => window.glides.length > 0")
    assert set(page.evaluate("() => window.glides")) == {"instant"}
    page.emulate_media(reduced_motion="no-preference")
    for _ in range(5):
        page.get_by_role("button", name="Back", exact=True).click()
    page.wait_for_function("() => window.glides.includes('smooth')")
