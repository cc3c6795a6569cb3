"""Nothing that was on show is lost: branches, undo and redo, speeds, and the sheet of keys."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Open
from tests.e2e.looks import flaws, violations
from tests.e2e.menu import choose
from tests.e2e.test_player import crash_the_server, step_of

pytestmark = pytest.mark.browser

PLAY = "/play/server-crash"


def settled(page: Page) -> None:
    """Wait until nothing is asked any more."""
    expect(page.locator(".sp-player")).to_have_attribute("aria-busy", "false")


def jump(page: Page, step: int) -> None:
    """Show a step by the timeline."""
    page.get_by_role("slider", name="Timeline").fill(str(step))


def branch(page: Page, number: int) -> Locator:
    """A branch of the tree by its number."""
    return page.locator(f".sp-branch[data-branch='{number - 1}']")


def crash_at(page: Page, step: int) -> None:
    """Crash the server at a step."""
    jump(page, step)
    crash_the_server(page)
    settled(page)


def test_one_run_has_no_tree_and_a_choice_in_the_past_grows_one_named_by_what_differs(open_page: Open) -> None:
    page = open_page(PLAY)
    expect(page.locator(".sp-branches")).to_have_count(0)
    crash_at(page, 2)
    expect(page.locator(".sp-branch")).to_have_count(2)
    expect(branch(page, 1)).to_contain_text("The first run")
    expect(branch(page, 2)).to_contain_text(re.compile(r"Step 3: server crashes, instead of .+"))
    expect(branch(page, 2)).to_contain_text("Result")
    expect(branch(page, 2)).to_have_attribute("aria-current", "true")
    expect(branch(page, 1)).not_to_have_attribute("aria-current", "true")


def test_a_branch_is_returned_to_by_mouse_and_by_keyboard_at_the_step_that_differs(open_page: Open) -> None:
    page = open_page(PLAY)
    jump(page, 4)
    ending = page.locator(".sp-ending").inner_text()
    crash_at(page, 2)
    branch(page, 1).click()
    settled(page)
    expect(page.locator(".sp-tick.sp-fault")).to_have_count(0)
    assert step_of(page) == (3, 4)
    jump(page, 4)
    assert page.locator(".sp-ending").inner_text() == ending
    branch(page, 2).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".sp-tick.sp-fault")).to_have_count(1)
    assert step_of(page)[0] == 3
    expect(branch(page, 2)).to_be_focused()


def test_the_timeline_shows_where_another_branch_leaves_and_says_so(open_page: Open) -> None:
    page = open_page(PLAY)
    expect(page.locator(".sp-branching")).to_have_count(0)
    crash_at(page, 2)
    expect(page.locator(".sp-branching")).to_have_count(1)
    jump(page, 2)
    expect(page.get_by_role("slider", name="Timeline")).to_have_attribute("aria-valuetext", re.compile("Another branch leaves here"))
    jump(page, 1)
    expect(page.get_by_role("slider", name="Timeline")).not_to_have_attribute("aria-valuetext", re.compile("Another branch"))


def test_branches_outlive_a_reload_of_the_same_page_and_no_other_page_has_them(open_page: Open) -> None:
    page = open_page(PLAY)
    crash_at(page, 2)
    page.wait_for_url("**choices=**")  # the address follows a little later
    page.reload()
    expect(page.locator(".sp-branch")).to_have_count(2)
    expect(branch(page, 2)).to_have_attribute("aria-current", "true")
    branch(page, 1).click()
    expect(page.locator(".sp-tick.sp-fault")).to_have_count(0)
    page.goto(page.url.partition("?")[0] + "?client=never")
    page.wait_for_selector(".sp-player")
    expect(page.locator(".sp-branches")).to_have_count(0)


def test_other_parameters_have_a_tree_of_their_own_and_undo_brings_the_old_one_back(open_page: Open) -> None:
    page = open_page(PLAY)
    crash_at(page, 2)
    page.locator(".sp-chip[data-parameter='client']").click()
    page.get_by_role("radio", name="never", exact=True).check(force=True)
    page.get_by_role("button", name="Run with these").click()
    expect(page.locator(".sp-chip[data-parameter='client']")).to_contain_text("never")
    expect(page.locator(".sp-branches")).to_have_count(0)
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.locator(".sp-branch")).to_have_count(2)


def test_redo_brings_back_choice_scenario_and_parameters_by_button_and_by_every_key(open_page: Open) -> None:
    page = open_page(PLAY)
    redo = page.get_by_role("button", name="Redo", exact=True)
    expect(redo).to_have_attribute("aria-disabled", "true")
    crash_at(page, 2)
    here = step_of(page)
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.locator(".sp-tick.sp-fault")).to_have_count(0)
    redo.click()
    expect(page.locator(".sp-tick.sp-fault")).to_have_count(1)
    assert step_of(page) == here
    space = page.locator(".sp-space")
    for key in ("Control+Shift+z", "Control+y", "Meta+Shift+z"):
        space.press("Control+z")
        expect(page.locator(".sp-tick.sp-fault")).to_have_count(0)
        space.press(key)
        expect(page.locator(".sp-tick.sp-fault")).to_have_count(1)
    scenario = page.locator(".sp-picker optgroup option").first.get_attribute("value")
    page.get_by_label("Scenario", exact=True).select_option(scenario)
    settled(page)
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.get_by_label("Scenario", exact=True)).to_have_value("")
    redo.click()
    expect(page.get_by_label("Scenario", exact=True)).to_have_value(scenario or "?")


def test_four_speeds_and_play_at_the_end_starts_over(open_page: Open) -> None:
    page = open_page(PLAY)
    assert page.get_by_label("Speed").locator("option").all_inner_texts() == ["0.5×", "1×", "2×", "4×"]
    page.get_by_label("Speed").select_option("0.5")
    page.get_by_role("button", name="To the end", exact=True).click()
    page.get_by_role("button", name="Play", exact=True).click()
    expect(page.locator(".sp-say > b")).to_have_text(re.compile("Step [01] of 4"))
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    page.get_by_label("Speed").select_option("4")
    expect(page.locator(".sp-say > b")).to_have_text("Step 4 of 4")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()


def test_the_sheet_of_keys_opens_by_button_and_by_question_mark_in_the_diagram_only(open_page: Open) -> None:
    page = open_page(PLAY)
    sheet = page.get_by_role("dialog", name="Keys")
    choose(page, "Keys")
    expect(sheet).to_be_visible()
    expect(sheet).to_contain_text("Undo the last choice")
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(page.get_by_role("button", name="More", exact=True)).to_be_focused()
    page.keyboard.press("?")
    expect(sheet).to_be_hidden()
    page.locator(".sp-space").press("?")
    expect(sheet).to_be_visible()
    sheet.get_by_role("button", name="Close").click()
    expect(sheet).to_be_hidden()
    expect(page.locator(".sp-space")).to_be_focused()


def test_in_a_lesson_the_captions_of_the_sheet_have_the_width_of_its_tables(open_page: Open) -> None:
    page = open_page("/lessons/server-crashes")
    page.locator(".text > sim-player .sp-space").first.press("?")
    sheet = page.get_by_role("dialog", name="Keys")
    expect(sheet).to_be_visible()
    widths = sheet.locator("table").evaluate_all("tables => tables.map((table) => [table.clientWidth, table.caption.clientWidth])")
    assert len(widths) > 3
    assert all(abs(table - caption) < 3 for table, caption in widths)


def test_in_the_diagram_the_space_bar_plays_and_no_letter_does_anything(open_page: Open) -> None:
    page = open_page(PLAY)
    space = page.locator(".sp-space")
    space.focus()
    before = page.locator(".sp-player").inner_text()
    page.keyboard.type("abcdefghijklmnopqrstuvwxyz0123456789")
    assert page.locator(".sp-player").inner_text() == before
    space.press(" ")
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    space.press(" ")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()


def test_axe_finds_nothing_in_a_tree_of_branches(open_page: Open) -> None:
    page = open_page("/play/rpc-failures")
    for step in (2, 4):
        jump(page, step)
        page.locator(".sp-choice.sp-fault").first.click()
        settled(page)
    expect(page.locator(".sp-branch")).to_have_count(3)
    assert flaws(page) == []
