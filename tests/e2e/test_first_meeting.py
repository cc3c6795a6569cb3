"""What helps somebody who is here for the first time: meanings of words, the way back from the playground, hints, what could happen."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Open
from tests.e2e.looks import flaws, violations
from tests.e2e.server import Server

pytestmark = pytest.mark.browser


def meaning(page: Page):
    return page.get_by_role("tooltip")


def test_a_word_of_a_lesson_shows_its_meaning_to_a_pointer_the_keyboard_and_a_finger(open_page: Open):
    page = open_page("/lessons/failure")
    word = page.get_by_role("link", name="binder", exact=True)
    expect(meaning(page)).to_have_count(0)
    word.hover()
    expect(meaning(page)).to_contain_text("A kind of directory")
    meaning(page).hover()
    page.keyboard.press("Escape")
    expect(meaning(page)).to_have_count(0)
    page.mouse.move(0, 0)
    page.get_by_role("link", name="Skip to the text").focus()
    word.evaluate("word => word.focus({ focusVisible: true })")
    expect(meaning(page)).to_be_visible()
    expect(word).to_have_accessible_description(
        "binder A kind of directory: servers tell it where they are, and clients ask it where to find them. "
        "It is also called a name server or a registry."
    )
    assert violations(page) == []
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Crash", exact=True)).to_be_focused()
    expect(meaning(page)).to_contain_text("A process stops")
    page.keyboard.press("Escape")
    expect(meaning(page)).to_have_count(0)
    tapped = open_page("/lessons/failure", touch=True, width=360)
    tapped.get_by_role("link", name="binder", exact=True).tap()
    expect(meaning(tapped)).to_be_visible()
    assert tapped.url.endswith("/lessons/failure")
    tapped.get_by_role("link", name="binder", exact=True).tap()
    tapped.wait_for_url("**/glossary#binder")
    expect(tapped.locator("#binder")).to_be_in_viewport()
    assert flaws(tapped) == []


def test_a_run_that_was_opened_from_a_lesson_leads_back_to_its_place_after_steps_and_a_reload(open_page: Open):
    page = open_page("/lessons/rpc-failures")
    page.get_by_role("link", name="a timer that is too short").click()
    page.wait_for_selector(".playing .sp-player")
    page.get_by_role("button", name="Next", exact=True).first.click()
    page.wait_for_url("**step=1**")
    page.reload()
    page.wait_for_selector(".sp-player")
    back = page.get_by_role("link", name="Back to Five ways a call can fail")
    expect(back).to_be_visible()
    assert flaws(page) == []
    page.locator(".scenario-fold summary").click()
    page.get_by_role("link", name="4. The reply is lost").click()
    page.wait_for_url("**scenario=4-reply-lost**")
    back.click()
    page.wait_for_url("**/lessons/rpc-failures#ask-again")
    expect(page.get_by_role("heading", name="Ask again")).to_be_in_viewport()


def hint(page: Page):
    return page.get_by_role("group", name="Hints")


def test_three_hints_are_given_at_the_first_player_ever_and_never_again(browser: Browser, course: Server):
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(f"{course.url}/play/server-crash")
    expect(hint(page)).to_contain_text("Hint 1 of 3.")
    assert violations(page) == []
    page.get_by_role("button", name="Next", exact=True).first.click()
    expect(hint(page)).to_contain_text("Hint 2 of 3.")
    strip, pointed = hint(page).bounding_box(), page.locator(".sp-next").bounding_box()
    assert strip is not None
    assert pointed is not None
    assert strip["y"] + strip["height"] <= pointed["y"]
    page.reload()
    expect(hint(page)).to_contain_text("Hint 2 of 3.")
    page.get_by_role("button", name="Got it").press("Enter")
    expect(hint(page)).to_contain_text("press a message or a process")
    page.locator(".sp-handle[data-handle='l1']").press("Enter")
    expect(hint(page)).to_contain_text("You know how it works.")
    page.keyboard.press("Escape")
    hint(page).get_by_role("button", name="Done").press("Escape")
    expect(hint(page)).to_have_count(0)
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_focused()
    page.goto(f"{course.url}/lessons/rpc-failures")
    page.wait_for_selector(".sp-player")
    expect(hint(page)).to_have_count(0)
    context.close()


def test_a_message_to_come_and_an_empty_place_offer_what_could_happen_there(open_page: Open):
    page = open_page("/play/rpc-failures")
    coming = page.locator(".sp-handle[aria-label*='“pay 10 #1” from client']")
    coming.press("Enter")
    menu = page.locator(".sp-menu:popover-open")
    expect(menu).to_contain_text("It is sent at step 2 of this run.")
    lose = menu.get_by_role("button", name="Lose “pay 10 #1” on its way to server at step 2")
    lose.click()
    expect(page.locator(".sp-say > b")).to_contain_text("Step 3 of")
    expect(page.locator(".sp-tick.sp-fault")).to_have_count(1)
    page.get_by_role("button", name="To the start", exact=True).click()
    page.locator(".sp-space").evaluate("space => { space.scrollIntoView({ block: 'center', behavior: 'instant' }); space.scrollLeft = 0; }")
    run = page.locator(".sp-run").bounding_box()
    line = page.locator(".sp-lane-hit").nth(2).bounding_box()
    assert run is not None
    assert line is not None
    page.mouse.click(run["x"] + 4, line["y"] + line["height"] / 2)
    expect(menu).to_contain_text("server at step 0")
    menu.get_by_role("button", name="server crashes").click()
    expect(page.locator(".sp-say > b")).to_contain_text("Step 1 of")
    expect(page.locator(".sp-say")).to_contain_text("The server crashes")
