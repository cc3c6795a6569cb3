"""The list of further things to do: by pointer and keyboard, inside the window, and accessible."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Open
from tests.e2e.looks import OVERFLOW, violations
from tests.e2e.menu import open_list

pytestmark = pytest.mark.browser


def test_the_list_opens_by_keyboard_and_escape_gives_the_focus_back(open_page: Open) -> None:
    page = open_page("/play/server-crash")
    button = page.get_by_role("button", name="More", exact=True)
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Export", exact=True)).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Keys", exact=True)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Export", exact=True)).to_be_hidden()
    expect(button).to_be_focused()


def test_a_press_beside_the_list_closes_it_and_what_is_chosen_in_it_has_the_focus(open_page: Open) -> None:
    page = open_page("/play/server-crash")
    open_list(page)
    page.locator(".sp-title").click()
    expect(page.locator(".sp-more-list")).to_be_hidden()
    open_list(page)
    page.get_by_role("button", name="Open", exact=True).click()
    expect(page.locator(".sp-more-list")).to_be_hidden()
    expect(page.get_by_label("File")).to_be_focused()


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_the_open_list_stands_in_the_window_and_axe_finds_nothing(open_page: Open, width: int, scheme: str) -> None:
    page = open_page("/play/rpc-failures", width=width, scheme=scheme)
    open_list(page)
    box = page.locator(".sp-more-list").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert page.evaluate(OVERFLOW) == 0
    assert violations(page) == []
