"""A player among the words of a lesson: what it offers, how the keyboard gets past it, and that it calls things as the text does."""

import pytest
from playwright.sync_api import expect

from app.course.lesson import files_in, id_in
from tests.e2e.conftest import Open
from tests.e2e.server import ROOT, Server

pytestmark = pytest.mark.browser

OFF_CENTRE = """chip => {
    const inside = document.createRange();
    inside.selectNodeContents(chip);
    const [words, all] = [inside.getBoundingClientRect(), chip.getBoundingClientRect()];
    return Math.abs(words.top + words.bottom - all.top - all.bottom) / 2;
}"""


def test_no_simulation_of_a_lesson_offers_scenarios_for_one_may_solve_the_challenge_further_on(open_page: Open) -> None:
    page = open_page("/lessons/server-crashes")
    player = page.locator(".text > sim-player").first
    expect(player.get_by_role("button", name="client always")).to_be_enabled()  # what the concept declares is known
    expect(player.locator(".sp-picker")).to_have_count(0)
    expect(page.locator("sim-player", has_text="Two copies for a careful client")).to_have_count(0)


def test_by_keyboard_a_simulation_can_be_skipped_to_the_question_that_it_belongs_to(open_page: Open) -> None:
    page = open_page("/lessons/byzantine-agreement")
    asked = page.locator(".question:has(.sp-waiting)").first
    skip = asked.get_by_role("link", name="Skip this simulation")
    expect(skip).to_have_css("clip-path", "inset(50%)")
    skip.focus()
    expect(skip).to_have_css("clip-path", "none")
    page.keyboard.press("Enter")
    assert "#" not in page.url
    page.keyboard.press("Tab")
    expect(asked.locator("form input:focus, form select:focus, form button:focus")).to_have_count(1)


@pytest.mark.complains("ERR_FAILED")
def test_parameters_and_properties_have_their_names_before_anything_else_of_the_concept_is_known(open_page: Open, course: Server) -> None:
    page = open_page("/play", player=False)
    page.route("**/api/concepts/*", lambda route: route.abort())
    page.goto(f"{course.url}/play/rpc-failures?early=1&scenario=impatient-client")
    expect(page.locator(".sp-chip[data-parameter='early']")).to_have_text("early time-outs 1")
    expect(page.locator("[data-property='no-reply-means-not-done']")).to_contain_text("When the client gives up, nothing was executed.")


def test_what_is_said_of_a_property_calls_it_as_the_list_of_properties_does(open_page: Open) -> None:
    page = open_page("/play/server-crash?client=never&choices=0,1&step=4")
    expect(page.locator(".sp-breaks").first).to_have_text("✗ violates “At least once”, “Exactly once”")
    page.get_by_role("button", name="Shortest way to break it: In the end there is one copy.").click()
    expect(page.locator(".sp-reason")).to_contain_text("“Exactly once”")
    expect(page.locator(".sp-property b")).to_have_text(["At most once.", "At least once.", "Exactly once.", "In order."])


def test_for_a_finger_the_words_of_a_chip_stand_in_its_middle_also_where_it_is_no_button(open_page: Open) -> None:
    page = open_page("/lessons/byzantine-agreement", width=360, touch=True)
    chip = page.locator(".sp-waiting .sp-chip").first
    assert chip.evaluate("(chip) => chip.clientHeight") > 40
    assert chip.evaluate(OFF_CENTRE) < 1.5


LESSONS = sorted(id_in(path.read_text(encoding="utf-8")) for path in files_in(ROOT / "lessons").values())

PRESS_EVERY_TAB = """async () => {
    const offers = [];
    for (const player of document.querySelectorAll("sim-player")) {
        for (const tab of player.querySelectorAll("[role='tab']")) {
            if (tab.ariaSelected !== "true") tab.click();
            await player.updateComplete;
            const searches = ".sp-find, .sp-offer, .sp-search-lies, .sp-results button, .sp-outcomes, .sp-turns, .sp-stop";
            for (const one of player.querySelectorAll(searches)) {
                offers.push(`${player.id}, ${tab.textContent}: ${one.textContent.trim()}`);
            }
        }
    }
    return offers;
}"""


@pytest.mark.parametrize("lesson", LESSONS)
def test_no_button_of_a_lesson_searches_for_what_the_lesson_asks(open_page: Open, lesson: str) -> None:
    page = open_page(f"/lessons/{lesson}")
    expect(page.locator("sim-player .sp-player")).to_have_count(page.locator("sim-player").count())
    expect(page.locator("[role='tab']").first).to_be_visible()
    assert page.evaluate(PRESS_EVERY_TAB) == []


def test_the_search_for_offers_would_find_one(open_page: Open) -> None:
    page = open_page("/compare/server-crash?a.client=always&b.client=never")
    expect(page.locator(".sp-player")).to_have_count(2)
    assert len(page.evaluate(PRESS_EVERY_TAB)) > 2
