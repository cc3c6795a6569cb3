"""Search in a real browser: its keys, results while typing, the way through them, and the page without scripts."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Open
from tests.e2e.looks import flaws
from tests.e2e.server import Server

pytestmark = pytest.mark.browser


@pytest.fixture
def page(open_page: Open) -> Page:
    return open_page("/play/server-crash")


def field(page: Page):
    return page.get_by_role("dialog", name="Search").get_by_role("searchbox")


@pytest.mark.parametrize("key", ["/", "Control+k", "Meta+k"])
def test_a_key_opens_the_search_and_escape_closes_it(page, key):
    page.keyboard.press(key)
    expect(field(page)).to_be_focused()
    expect(field(page)).to_have_value("")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Search")).to_be_hidden()


def test_a_slash_that_is_typed_into_a_field_is_a_slash(page):
    page.keyboard.press("Control+k")
    page.keyboard.type("a/b")
    expect(field(page)).to_have_value("a/b")


def test_the_slash_can_be_turned_off(page):
    page.keyboard.press("/")
    page.get_by_label("and so does /").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.get_by_role("dialog", name="Search")).to_be_hidden()
    page.reload()
    page.wait_for_selector(".sp-player")
    page.keyboard.press("/")
    expect(page.get_by_role("dialog", name="Search")).to_be_hidden()
    page.keyboard.press("Control+k")
    expect(page.get_by_label("and so does /")).not_to_be_checked()


def test_results_come_while_typing_and_arrows_lead_through_them(page):
    page.keyboard.press("/")
    page.keyboard.type("traitor")
    links = page.get_by_role("dialog", name="Search").get_by_role("listitem").get_by_role("link")
    expect(links.first).to_be_visible()
    expect(page.locator(".search-sheet mark").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(field(page)).to_be_focused()
    page.keyboard.press("ArrowDown")
    target = links.nth(0).get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{target}")
    expect(page.get_by_role("dialog", name="Search")).to_be_hidden()


def test_the_door_in_the_header_opens_the_sheet_by_mouse(page):
    page.get_by_role("link", name="Search").click()
    expect(field(page)).to_be_focused()
    page.keyboard.type("zzzz")
    expect(page.get_by_role("dialog", name="Search")).to_contain_text("Nothing has “zzzz” in it.")
    assert page.url.endswith("/play/server-crash")
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_role("dialog", name="Search")).to_be_hidden()


def test_enter_in_the_sheet_leads_to_the_page_of_results(page):
    page.keyboard.press("/")
    page.keyboard.type("orphan")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=orphan")
    expect(page.get_by_role("main")).to_contain_text("for “orphan”")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("main").get_by_role("searchbox")).to_be_focused()


def test_the_search_page_works_without_scripts(browser: Browser, course: Server):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(course.url)
    page.get_by_role("link", name="Search").click()
    page.get_by_role("searchbox").fill("domino")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("listitem").filter(has_text="Lesson").first).to_be_visible()
    context.close()


def test_search_can_be_used_by_everybody(open_page, course):
    page = open_page("/search?q=crash", player=False)
    assert flaws(page) == []
    page.goto(f"{course.url}/play")
    page.keyboard.press("Control+k")
    page.keyboard.type("crash")
    expect(page.locator(".search-sheet .found")).to_be_visible()
    assert flaws(page) == []


def test_the_sheet_of_keys_lists_the_search(page):
    page.locator(".sp-space").focus()
    page.keyboard.press("?")
    expect(page.locator("dialog.sp-help[open]")).to_contain_text("Search the course")
