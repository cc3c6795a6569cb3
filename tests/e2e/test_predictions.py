"""After a prediction the run goes on in its place; only then is anything said of the answer."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.asking import LESSON, question, send
from tests.e2e.conftest import Open
from tests.e2e.server import Server

pytestmark = pytest.mark.browser

LABEL = "q-predict"


@pytest.fixture
def moving(open_page: Open, asking: Server) -> Page:
    """The lesson in a browser where motion is welcome, with a clock that the test moves."""
    page = open_page(LESSON, server=asking, clock=True)
    page.emulate_media(reduced_motion="no-preference")
    return page


def test_the_run_goes_on_step_by_step_before_the_verdict_is_shown(moving: Page) -> None:
    asked = question(moving, LABEL)
    asked.get_by_label("One copy", exact=True).check()
    send(asked)
    verdict = asked.locator("[data-verdict]")
    expect(asked.get_by_role("button", name="Skip to the answer")).to_be_focused()
    expect(verdict).to_be_hidden()
    expect(asked.locator(".sp-play")).to_have_attribute("aria-label", "Pause")
    begun = asked.locator(".sp-say > b").inner_text()
    moving.clock.run_for(1_500)
    expect(asked.locator(".sp-say > b")).not_to_have_text(begun)
    expect(verdict).to_be_hidden()
    moving.clock.run_for(30_000)
    expect(verdict).to_be_focused()
    last = asked.locator(".sp-timeline input").get_attribute("max")
    expect(asked.locator(".sp-say > b")).to_have_text(f"Step {last} of {last}")
    expect(asked.locator(".q-beside dd").first).to_have_text("One copy")
    expect(asked.locator(".q-beside dd").last).to_contain_text("Nothing")
    expect(asked.locator(".q-option.right")).to_contain_text("Nothing")


def test_whoever_skips_or_takes_the_controls_is_told_at_once(moving: Page) -> None:
    asked = question(moving, LABEL)
    asked.get_by_label("Nothing", exact=True).check()
    send(asked)
    asked.get_by_role("button", name="Skip to the answer").click()
    expect(asked.locator("[data-verdict]")).to_be_visible()
    expect(asked.get_by_role("button", name="Skip to the answer")).to_be_hidden()
    expect(asked.locator(".q-beside")).to_have_count(0)


def test_without_motion_the_end_of_the_run_is_there_at_once(open_page: Open, asking: Server) -> None:
    page = open_page(LESSON, server=asking)
    page.emulate_media(reduced_motion="reduce")
    asked = question(page, LABEL)
    asked.get_by_label("Nothing", exact=True).check()
    send(asked)
    expect(asked.locator("[data-verdict]")).to_be_visible()
    last = asked.locator(".sp-timeline input").get_attribute("max")
    expect(asked.locator(".sp-say > b")).to_have_text(f"Step {last} of {last}")
    expect(asked.locator(".sp-undo")).to_have_attribute("aria-disabled", "true")


def test_the_goal_of_a_challenge_is_named_at_its_step_and_handed_in_there(open_page: Open, asking: Server) -> None:
    page = open_page(LESSON, server=asking)
    asked = question(page, "q-challenge")
    bar = asked.locator(".sp-goal-bar")
    expect(bar).to_contain_text("result is OK, and you need DUP")
    for words in ("server gets", "server prints", "server crashes"):
        asked.locator(".sp-choice", has_text=words).first.click()
    bar.get_by_role("button", name="Reached at step 9").click()
    expect(bar).to_contain_text("Reached at step 9: client gets “M” from server.")
    bar.get_by_role("button", name="Answer with this run").click()
    expect(asked.locator("[data-verdict]")).to_contain_text("Right.")
    expect(bar).to_have_count(0)
