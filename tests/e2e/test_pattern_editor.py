"""A student changes the pattern of the domino effect in its drawing, by mouse, by keyboard and by touch, and as text."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Open
from tests.e2e.looks import flaws

pytestmark = pytest.mark.browser

TWO = "/play/domino-effect?pattern=P1:%20C%20a!;%20P2:%20a%3F%20C&crash=P2"
LANE, TOP = 68, 40


def edit(page: Page) -> None:
    """Open the editor."""
    page.get_by_role("button", name="Edit the pattern").click()
    expect(page.locator(".sp-board")).to_be_focused()


def text(page: Page) -> str:
    """The pattern as text, in one line."""
    return page.get_by_label("As text").input_value().replace("\n", "; ")


def at(page: Page, x: float, lane: int) -> tuple[float, float]:
    """A spot of the drawing, as the page counts."""
    page.locator(".sp-board").scroll_into_view_if_needed()
    box = page.locator(".sp-pattern-run").bounding_box()
    assert box is not None
    return box["x"] + x, box["y"] + TOP + LANE * lane


def event_at(page: Page, process: int, place: int) -> tuple[float, float]:
    """The middle of an event."""
    page.locator(".sp-board").scroll_into_view_if_needed()
    box = page.locator(f".sp-pattern-run [data-process='{process}'][data-place='{place}'] .sp-hit").bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page: Page, begin: tuple[float, float], end: tuple[float, float]) -> None:
    """Press, move in steps, lift."""
    page.mouse.move(*begin)
    page.mouse.down()
    page.mouse.move(*end, steps=4)
    page.mouse.up()


def test_by_mouse_a_checkpoint_is_added_moved_and_removed(open_page: Open) -> None:
    page = open_page(TWO)
    edit(page)
    page.mouse.click(*at(page, 300, 0))
    assert text(page) == "P1: C a! C; P2: a? C"
    drag(page, event_at(page, 0, 2), at(page, 70, 0))
    assert text(page) == "P1: C C a!; P2: a? C"
    page.mouse.click(*event_at(page, 1, 1))
    page.keyboard.press("Delete")
    assert text(page) == "P1: C C a!; P2: a?"


def test_by_mouse_a_message_is_drawn_from_lane_to_lane_and_its_end_moved(open_page: Open) -> None:
    page = open_page(TWO)
    edit(page)
    drag(page, at(page, 300, 1), at(page, 330, 0))
    assert text(page) == "P1: C a! m1?; P2: a? C m1!"
    expect(page.locator(".sp-pattern-said")).to_have_text("Added: P2, event 3 of 3: sends m1 to P1")
    drag(page, event_at(page, 1, 2), at(page, 70, 1))
    assert text(page) == "P1: C a! m1?; P2: m1! a? C"
    page.get_by_role("button", name="Undo edit").click()
    page.get_by_role("button", name="Undo edit").click()
    assert text(page) == "P1: C a!; P2: a? C"
    page.get_by_role("button", name="Redo edit").click()
    assert text(page) == "P1: C a! m1?; P2: a? C m1!"


def test_a_message_without_receipt_hangs_loose_until_its_end_is_dragged_to_a_lane(open_page: Open) -> None:
    page = open_page(TWO)
    edit(page)
    page.mouse.click(*event_at(page, 1, 0))
    page.get_by_role("button", name="Remove", exact=True).click()
    assert text(page) == "P1: C a!; P2: C"
    end = at(page, 300, 1)
    loose = page.locator("[data-loose='a'] .sp-hit").bounding_box()
    assert loose is not None
    drag(page, (loose["x"] + 13, loose["y"] + 13), end)
    assert text(page) == "P1: C a!; P2: C a?"


def test_by_keyboard_alone_a_pattern_is_changed_and_run(open_page: Open) -> None:
    page = open_page(TWO)
    page.get_by_role("button", name="Edit the pattern").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".sp-board")).to_be_focused()
    for key in ["End", "Enter", "ArrowLeft", "ArrowRight"]:
        page.keyboard.press(key)
    assert text(page) == "P1: C a! C; P2: a? C"
    expect(page.locator(".sp-pattern-said")).to_contain_text("P1, event 3 of 3: takes checkpoint C2")
    for key in ["Enter", "ArrowLeft", "Enter", "ArrowDown", "Home", "ArrowRight", "Delete"]:
        page.keyboard.press(key)
    assert text(page) == "P1: C C a!; P2: C"
    page.keyboard.press("Control+z")
    assert text(page) == "P1: C C a!; P2: a? C"
    page.get_by_label("Which process crashes at the end").select_option("P1")
    page.get_by_role("button", name="Run this pattern").press("Enter")
    expect(page.locator(".sp-chip[data-parameter='pattern']")).to_contain_text("P1: C C a!; P2: a? C")
    expect(page.locator(".sp-chip[data-parameter='crash']")).to_contain_text("P1")
    expect(page.locator(".sp-board")).to_have_count(0)
    expect(page.get_by_role("button", name="Edit the pattern")).to_be_focused()


def test_the_keys_of_the_board_do_not_reach_the_player(open_page: Open) -> None:
    page = open_page(f"{TWO}&step=2")
    edit(page)
    page.keyboard.press("Enter")
    for key in ["ArrowRight", "End", "Control+z"]:
        page.keyboard.press(key)
    expect(page.locator(".sp-say > b")).to_have_text(re.compile("^Step 2 of"))


@pytest.mark.complains("status of 422")
def test_text_that_cannot_be_drawn_keeps_the_drawing_and_has_the_servers_words_beside_it(open_page: Open) -> None:
    page = open_page(TWO)
    edit(page)
    events = page.locator(".sp-pattern-run .sp-point")
    field = page.get_by_label("As text")
    field.fill("P1: C a! C\nP2: a? b?")
    expect(page.locator(".sp-pattern .sp-error")).to_contain_text("no process sends the message b")
    expect(field).to_have_value("P1: C a! C\nP2: a? b?")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(events).to_have_count(4)
    page.get_by_role("button", name="Run this pattern").click()
    expect(page.locator(".sp-pattern .sp-error")).to_contain_text("no process sends the message b")
    expect(page.locator(".sp-chip[data-parameter='pattern']")).to_contain_text("P1: C a!; P2: a? C")
    field.fill("P1: C a! C\nP2: a?")
    expect(page.locator(".sp-pattern .sp-error")).to_have_count(0)
    expect(events).to_have_count(4)


def test_a_seed_typed_as_text_is_drawn_as_the_pattern_that_it_stands_for(open_page: Open) -> None:
    page = open_page(TWO)
    edit(page)
    page.get_by_label("As text").fill("random:7:4:12")
    expect(page.locator(".sp-pattern-run [data-lane]")).to_have_count(4)
    expect(page.locator(".sp-pattern-run .sp-point")).to_have_count(12)
    page.get_by_role("button", name="Run this pattern").click()
    expect(page.locator(".sp-chip[data-parameter='pattern']")).to_contain_text("P1:")


def test_cancel_keeps_the_run(open_page: Open) -> None:
    page = open_page(TWO)
    edit(page)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Cancel", exact=True).click()
    expect(page.locator(".sp-board")).to_have_count(0)
    expect(page.locator(".sp-chip[data-parameter='pattern']")).to_contain_text("P1: C a!; P2: a? C")
    edit(page)
    assert text(page) == "P1: C a!; P2: a? C"


def test_by_touch_on_a_phone_a_checkpoint_and_a_message_are_added_and_an_event_moved(open_page: Open) -> None:
    page = open_page(TWO, width=360, touch=True)
    page.get_by_role("button", name="Edit the pattern").tap()
    page.touchscreen.tap(*at(page, 190, 0))
    assert text(page) == "P1: C a! C; P2: a? C"
    page.get_by_role("button", name="Message", exact=True).tap()
    page.touchscreen.tap(*at(page, 230, 0))
    page.touchscreen.tap(*at(page, 270, 1))
    assert text(page) == "P1: C a! C m1!; P2: a? C m1?"
    page.touchscreen.tap(*event_at(page, 0, 2))
    page.get_by_role("button", name="Earlier").tap()
    assert text(page) == "P1: C C a! m1!; P2: a? C m1?"


def test_a_finger_drags_from_lane_to_lane_without_scrolling_the_page(open_page: Open) -> None:
    page = open_page(TWO, width=360, touch=True)
    page.get_by_role("button", name="Edit the pattern").tap()
    (x, y), (to_x, to_y) = at(page, 200, 0), at(page, 280, 1)
    before = page.evaluate("() => scrollY")
    client = page.context.new_cdp_session(page)
    client.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for part in (0.3, 0.6, 1.0):
        spot = {"x": x + (to_x - x) * part, "y": y + (to_y - y) * part}
        client.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [spot]})
    client.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(page.get_by_label("As text")).to_have_value("P1: C a! m1!\nP2: a? C m1?")
    assert page.evaluate("() => scrollY") == before


@pytest.mark.complains("status of 422")
def test_axe_finds_nothing_in_the_editor_also_with_a_refused_text(open_page: Open) -> None:
    page = open_page("/play/domino-effect")
    edit(page)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert flaws(page) == []
    page.get_by_label("As text").fill("P1: x")
    expect(page.locator(".sp-pattern .sp-error")).to_be_visible()
    assert flaws(page) == []


@pytest.mark.parametrize("width", [320, 1280])
def test_everything_in_the_editor_that_can_be_pressed_is_24_pixels_large(open_page: Open, width: int) -> None:
    page = open_page(TWO, width=width)
    edit(page)
    small = page.evaluate("""() => [...document.querySelectorAll("sp-pattern :is(button, select, textarea, .sp-hit:not(path))")]
        .filter((one) => { const box = one.getBoundingClientRect(); return box.width < 24 || box.height < 24; }).map((one) => one.outerHTML)""")
    assert small == []
