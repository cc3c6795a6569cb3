"""A run outlives a reload, and a way out of the page and back; a scenario says when the run is no longer its own; a form gives the focus back."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Open

pytestmark = pytest.mark.browser

LESSON = "/lessons/server-crashes"


def crash(page: Page) -> None:
    """Let the server crash at the second step."""
    for _ in range(2):
        page.get_by_role("button", name="Next", exact=True).first.click()
    page.locator(".sp-next").first.get_by_role("button", name="server crashes").click()
    expect(page.locator(".sp-tick.sp-fault").first).to_be_attached()


def shown(page: Page) -> tuple[str, str]:
    """The step and the words of the first player."""
    return page.locator(".sp-say > b").first.inner_text(), page.locator(".sp-say").first.inner_text()


def test_the_page_of_a_concept_has_the_address_of_the_run_on_show_and_a_reload_brings_it_back(open_page: Open) -> None:
    page = open_page("/play/server-crash")
    assert page.url.endswith("/play/server-crash"), "a page that was only opened keeps the address that it was opened with"
    crash(page)
    page.wait_for_url(re.compile(r"choices=0%2C0%2C2&step=3&revision=1$"))
    before = shown(page)
    page.reload()
    expect(page.locator(".sp-tick.sp-fault")).to_have_count(1)
    assert shown(page) == before
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator(".sp-status")).to_contain_text("Link copied")
    assert page.evaluate("() => navigator.clipboard.readText()") == page.url


def test_the_run_is_there_again_after_a_link_away_and_back(open_page: Open) -> None:
    page = open_page("/play/server-crash")
    crash(page)
    page.wait_for_url(re.compile("step=3&revision=1$"))
    before = shown(page)
    page.get_by_role("link", name="Playground").first.click()
    expect(page.locator("h1")).to_have_text("Playground")
    page.go_back()
    page.wait_for_selector(".sp-player")
    assert shown(page) == before
    expect(page.locator(".sp-tick.sp-fault")).to_have_count(1)


def test_no_step_changes_the_address_of_the_page_that_comes_next(open_page: Open) -> None:
    page = open_page("/play/server-crash", clock=True)
    page.get_by_role("button", name="Next", exact=True).click()
    page.get_by_role("link", name="Playground").first.click()
    expect(page.locator("h1")).to_have_text("Playground")
    page.clock.run_for(10_000)
    assert page.url.endswith("/play")


def free_player(page: Page) -> Locator:
    """The first player of a lesson that does not wait for an answer."""
    player = page.locator("sim-player:not([until])").first
    expect(player.locator(".sp-player")).to_be_visible()
    return player


def branch_off(player: Locator) -> tuple[str, str]:
    """Let a fault happen in a player's run; what it shows then."""
    player.get_by_role("button", name="Next", exact=True).click()
    words = player.locator(".sp-say").inner_text()
    player.locator(".sp-next .sp-choice.sp-fault").first.click()
    expect(player.locator(".sp-say > b")).to_contain_text("Step 2 of")
    expect(player.locator(".sp-player")).to_have_attribute("aria-busy", "false")
    assert player.locator(".sp-say").inner_text() != words
    return as_shown(player)


def as_shown(player: Locator) -> tuple[str, str]:
    """The words of the step, and the events of the run."""
    events = player.get_by_role("tab", name="Events")
    if events.get_attribute("aria-selected") == "false":
        events.click()
    return player.locator(".sp-say").inner_text(), player.locator(".sp-events table").text_content() or ""


def alter(page: Page, change: str) -> None:
    """Change what the tab remembers of the players of this page."""
    page.evaluate(
        """(change) => {
            const names = Object.keys(sessionStorage).filter((name) => name.startsWith("faultline-run"));
            if (names.length === 0) throw new Error("nothing is remembered");
            for (const name of names) {
                const kept = JSON.parse(sessionStorage.getItem(name));
                if (change === "page") kept.page.push("other");
                else kept.spec.choices = [99];
                sessionStorage.setItem(name, JSON.stringify(kept));
            }
        }""",
        change,
    )


def test_a_player_of_a_lesson_keeps_its_run_over_a_reload_and_the_others_keep_theirs(open_page: Open) -> None:
    page = open_page(LESSON)
    expect(page.locator("sim-player .sp-player")).to_have_count(page.locator("sim-player").count())
    begun = page.locator(".sp-say").all_inner_texts()
    changed = branch_off(free_player(page))
    others = [text for text in page.locator(".sp-say").all_inner_texts() if text != changed[0]]
    assert len(others) == len(begun) - 1
    page.reload()
    player = free_player(page)
    expect(player.locator(".sp-say > b")).to_contain_text("Step 2 of")
    assert as_shown(player) == changed
    expect(page.locator(".sp-say")).to_have_count(len(begun))
    assert [text for text in page.locator(".sp-say").all_inner_texts() if text != changed[0]] == others


def test_what_a_tab_remembers_of_a_lesson_that_was_changed_does_not_count(open_page: Open) -> None:
    page = open_page(LESSON)
    begun = as_shown(free_player(page))
    assert branch_off(free_player(page)) != begun
    alter(page, "page")
    page.reload()
    assert as_shown(free_player(page)) == begun


def test_a_remembered_run_that_the_server_refuses_gives_way_to_the_lesson_s_own(open_page: Open) -> None:
    page = open_page(LESSON)
    begun = as_shown(free_player(page))
    assert branch_off(free_player(page)) != begun
    alter(page, "choices")
    page.reload()
    assert as_shown(free_player(page)) == begun


def test_a_run_that_left_its_scenario_says_so_and_leads_back(open_page: Open) -> None:
    page = open_page("/play/server-crash?scenario=textbook")
    sentence = page.locator(".sp-scenario")
    expect(sentence).to_contain_text("The server sends M, prints, and crashes")
    page.get_by_role("button", name="Next", exact=True).click()
    page.locator(".sp-next").get_by_role("button", name="server crashes").first.click()
    expect(sentence).to_contain_text("Changed from “One job, two acts”.")
    assert page.locator(".sp-picker").evaluate("(one) => one.selectedOptions[0].textContent") == "Changed run"
    page.get_by_role("button", name="Back to the scenario").click()
    expect(sentence).to_contain_text("The server sends M, prints, and crashes")
    assert page.locator(".sp-picker").evaluate("(one) => one.selectedOptions[0].textContent") == "One job, two acts"


def test_undo_brings_the_scenario_back_too(open_page: Open) -> None:
    page = open_page("/play/server-crash?scenario=textbook")
    page.get_by_role("button", name="Next", exact=True).click()
    page.locator(".sp-next").get_by_role("button", name="server crashes").first.click()
    expect(page.locator(".sp-scenario")).to_contain_text("Changed from")
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.locator(".sp-scenario")).not_to_contain_text("Changed from")


def test_escape_closes_the_form_asks_first_when_something_was_changed_and_gives_the_focus_back(open_page: Open) -> None:
    page = open_page("/play/server-crash")
    chip = page.locator(".sp-chip[data-parameter='crashes']")
    chip.click()
    page.keyboard.press("Escape")
    expect(page.locator(".sp-form")).to_have_count(0)
    expect(chip).to_be_focused()
    chip.click()
    page.locator(".sp-form input[name='crashes']").fill("2")
    page.keyboard.press("Escape")
    expect(page.locator(".sp-leaving")).to_have_text("Press Escape again to leave without these changes.")
    page.keyboard.press("Escape")
    expect(page.locator(".sp-form")).to_have_count(0)
    expect(chip).to_be_focused()
    expect(chip).to_contain_text("1")


def test_the_focus_is_on_the_chip_again_after_a_run_with_other_values_and_after_cancel(open_page: Open) -> None:
    page = open_page("/play/server-crash")
    chip = page.locator(".sp-chip[data-parameter='crashes']")
    chip.click()
    page.locator(".sp-form input[name='crashes']").fill("2")
    page.get_by_role("button", name="Run with these").click()
    expect(chip).to_contain_text("2")
    expect(chip).to_be_focused()
    chip.click()
    page.get_by_role("button", name="Cancel", exact=True).click()
    expect(chip).to_be_focused()


def test_a_form_in_which_nothing_was_changed_keeps_run_and_scenario(open_page: Open) -> None:
    page = open_page("/play/server-crash?scenario=lost-job")
    page.get_by_role("button", name="Next", exact=True).click()
    page.locator(".sp-chip[data-parameter='client']").click()
    page.get_by_role("button", name="Run with these").click()
    expect(page.locator(".sp-form")).to_have_count(0)
    expect(page.locator(".sp-say > b")).to_contain_text("Step 1 of")
    assert page.locator(".sp-picker").input_value() == "lost-job"
    expect(page.locator(".sp-undo")).to_have_attribute("aria-disabled", "true")


def test_what_is_only_about_the_end_is_not_decided_before_it(open_page: Open) -> None:
    page = open_page("/play/server-crash")
    late = page.locator(".sp-property", has_text="In the end the text is printed.")
    expect(late.locator(".sp-verdict")).to_have_text("not decided yet")
    page.get_by_role("button", name="To the end", exact=True).click()
    expect(late.locator(".sp-verdict")).to_have_text(re.compile("^holds"))
