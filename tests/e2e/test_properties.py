"""Why a property is as it is, what breaks it in the fewest events, and what a violation does not need."""

import re
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Locator, Page, expect

from app.concepts import find
from app.kernel.explore import explore
from app.kernel.follow import shrink
from app.kernel.runs import play
from tests.e2e.conftest import Open
from tests.e2e.looks import flaws
from tests.e2e.test_endings import press_until

pytestmark = pytest.mark.browser

CRASH = "/play/server-crash?choices=0,0,0,0,0,0,0,0,0,0,0&step=0"
"""Printed, crashed afterwards, printed again."""

BROKEN = {
    "server-crash": ("/play/server-crash", "at-most-once"),
    "rpc-failures": ("/play/rpc-failures", "at-most-once"),
    "byzantine-agreement": ("/play/byzantine-agreement?scenario=broken-textbook-rule", "agreement"),
    "domino-effect": ("/play/domino-effect?scenario=broken-one-pass", "no-orphan"),
}


def of(page: Page, name: str) -> Locator:
    """A property in the list."""
    return page.locator(f"[data-property='{name}']")


def at(page: Page, step: int) -> None:
    """The player shows this step."""
    expect(page.locator(".sp-say > b")).to_have_text(re.compile(rf"^Step {step} of "))


def offer(page: Page, name: str, text: str) -> Locator:
    """What can be done about a property."""
    return of(page, name).locator(".sp-offer", has_text=text)


def test_a_violated_property_says_which_event_made_it_so_and_leads_there(open_page: Open) -> None:
    page = open_page(CRASH)
    page.get_by_role("button", name="To the end", exact=True).click()
    since = of(page, "at-most-once").locator(".sp-since")
    expect(since).to_have_text("since step 10: server prints (P)")
    expect(of(page, "at-most-once")).to_contain_text("2 copies on paper")
    since.click()
    at(page, 10)
    expect(of(page, "at-most-once").locator(".sp-verdict")).to_have_text("violated")
    page.get_by_role("button", name="Back", exact=True).click()
    expect(of(page, "at-most-once").locator(".sp-verdict")).to_have_text(re.compile("^holds"))
    expect(of(page, "at-most-once").locator(".sp-since")).to_have_text("violated at step 10: server prints (P)")


def test_the_step_that_violates_is_marked_in_words_wherever_steps_are_shown(open_page: Open) -> None:
    page = open_page(CRASH)
    page.locator(".sp-fold:has(.sp-events) > summary").click()
    marked = page.locator(".sp-events tr:has(.sp-breaks)")
    expect(marked).to_have_count(2)
    expect(marked.first.locator(".sp-breaks")).to_have_text("✗ violates “At most once”")
    expect(marked.first.locator("th")).to_have_text("10")
    expect(page.locator(".sp-timeline .sp-break")).to_have_count(2)
    timeline = page.get_by_role("slider", name="Timeline")
    timeline.fill("10")
    expect(timeline).to_have_attribute("aria-valuetext", re.compile("This violates “At most once”"))
    expect(page.locator(".sp-say .sp-breaks")).to_have_text("✗ violates “At most once”")
    timeline.fill("9")
    expect(page.locator(".sp-say .sp-breaks")).to_have_count(0)


@pytest.mark.sampled(2)
@pytest.mark.parametrize("concept", BROKEN)
def test_the_shortest_way_to_break_a_property_opens_at_its_start_and_breaks_it_at_its_end(open_page: Open, concept: str) -> None:
    path, name = BROKEN[concept]
    scenario = path.partition("scenario=")[2] or None
    verdict = next(one for one in explore(find(concept).model({}, scenario)).verdicts if one.property.name == name)
    assert verdict.choices is not None
    page = open_page(path)
    offer(page, name, "broken" if offer(page, name, "Can it be broken?").count() else "Shortest").click()
    expect(page.locator(".sp-reason")).to_contain_text(f"at step {len(verdict.choices)}.", timeout=20_000)
    expect(page.locator(".sp-play")).to_be_focused()
    at(page, 0)
    page.get_by_role("slider", name="Timeline").fill(str(len(verdict.choices)))
    expect(of(page, name).locator(".sp-verdict")).to_have_text("violated")
    page.get_by_role("button", name="Back", exact=True).click()
    expect(of(page, name).locator(".sp-verdict")).to_have_text(re.compile("^(holds so far|holds|not decided yet)$"))  # by what it is about


def test_a_counterexample_is_a_run_like_others_undo_leads_back_from_it(open_page: Open) -> None:
    page = open_page("/play/server-crash")
    page.get_by_role("slider", name="Timeline").fill("2")
    offer(page, "at-most-once", "Can it be broken?").click()
    expect(page.locator(".sp-reason")).to_contain_text("A shortest way to break it")
    page.get_by_role("button", name="Undo", exact=True).click()
    at(page, 2)
    expect(page.locator(".sp-reason")).to_have_text("")
    expect(offer(page, "at-most-once", "Shortest way to break it")).to_be_visible()


def test_a_property_that_nothing_breaks_says_among_how_many_states(open_page: Open) -> None:
    page = open_page("/play/byzantine-agreement")
    asked = offer(page, "agreement", "Can it be broken?")
    asked.focus()
    page.keyboard.press("Enter")
    expect(of(page, "agreement").locator(".sp-proof")).to_have_text("All 369 states checked: none breaks it.", timeout=20_000)
    expect(of(page, "validity").locator(".sp-proof")).to_have_text("All 369 states checked: none breaks it.")
    assert page.evaluate("() => document.activeElement.closest('[data-property]') !== null"), "the focus stays with the property"


def test_a_reachable_property_shows_a_run_to_it_or_says_that_there_is_none(open_page: Open) -> None:
    page = open_page("/play/rpc-failures")
    offer(page, "orphan", "Show a run").click()
    expect(page.locator(".sp-reason")).to_contain_text("A shortest run that reaches it: “Orphan”, at step 4.", timeout=20_000)
    page.get_by_role("slider", name="Timeline").fill("4")
    expect(of(page, "orphan").locator(".sp-verdict")).to_have_text("reached")
    expect(of(page, "server-cannot-tell").locator(".sp-proof")).to_have_text("All 153 states checked: none reaches it.")


def long_run() -> tuple[list[int], int]:
    """A run of the remote call that violates at-most-once with events that the violation does not need, and how many those are."""
    model = find("rpc-failures").model({"early": 1})
    declared = next(one for one in model.concept.properties if one.name == "at-most-once")
    for seed in range(5_000):
        run = play(model, seed=seed)
        broken = next((number for number, step in enumerate(run.steps) if not declared.holds(step.situation)), None)
        if broken is not None:
            up_to = play(model, run.choices[:broken], stop=broken)
            spared = broken - len(shrink(up_to, declared).choices)
            if spared > 1:
                return list(run.choices), spared
    raise AssertionError("no such run was found")


def test_a_violation_is_shown_with_only_what_it_needs_and_the_number_of_spared_events(open_page: Open) -> None:
    choices, spared = long_run()
    page = open_page(f"/play/rpc-failures?{urlencode({'early': 1, 'choices': ','.join(map(str, choices))})}")
    offer(page, "at-most-once", "Shorten this run to what breaks it").click()
    reason = page.locator(".sp-reason")
    expect(reason).to_have_text(re.compile(rf"^{spared} events left out: the violation needs only these \d+\.$"))
    expect(page.locator(".sp-play")).to_be_focused()
    needed = int((re.search(r"these (\d+)", reason.inner_text()) or [""])[1])
    page.get_by_role("slider", name="Timeline").fill(str(needed))
    expect(of(page, "at-most-once").locator(".sp-verdict")).to_have_text("violated")
    offer(page, "at-most-once", "Shorten this run to what breaks it").click()
    expect(reason).to_have_text(f"The violation needs all {needed} events up to it.")


def test_the_keyboard_alone_asks_and_watches(open_page: Open) -> None:
    page = open_page("/play/server-crash")
    page.locator(".sp-space").focus()
    press_until(page, "[data-property='at-most-once'] .sp-offer")
    page.keyboard.press("Enter")
    expect(page.locator(".sp-play")).to_be_focused(timeout=20_000)
    press_until(page, "[data-property='at-most-once'] .sp-since")
    page.keyboard.press("Enter")
    at(page, 10)


@pytest.mark.sampled(2)
@pytest.mark.parametrize("concept", BROKEN)
def test_axe_finds_nothing_at_a_violation(open_page: Open, concept: str) -> None:
    path, name = BROKEN[concept]
    page = open_page(path)
    of(page, name).locator(".sp-offer").first.click()
    expect(page.locator(".sp-reason")).to_contain_text("break it", timeout=20_000)
    page.get_by_role("button", name="To the end", exact=True).click()
    page.locator(".sp-fold:has(.sp-events) > summary").click()
    expect(page.locator(".sp-events .sp-breaks").first).to_be_visible()
    assert flaws(page) == []
