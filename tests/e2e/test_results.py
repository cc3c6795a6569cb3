"""Results and one's own data, and the marks of progress, in a real browser."""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.asking import LESSON, expect_said, question, send
from tests.e2e.conftest import Open
from tests.e2e.looks import flaws
from tests.e2e.server import Server

pytestmark = pytest.mark.browser


@pytest.fixture
def answered(open_page: Open, asking: Server) -> Page:
    page = open_page(LESSON, server=asking)
    question(page, "q-numeric").get_by_label("Your answer", exact=True).fill("12")
    send(question(page, "q-numeric"))
    expect_said(question(page, "q-numeric"), "Not right.")
    return page


def test_an_attempt_opens_by_keyboard_and_leads_back_to_its_question(answered):
    answered.get_by_role("link", name="Results").click()
    expect(answered.get_by_role("heading", name="Your results")).to_be_focused()
    answered.locator("summary", has_text="A number").focus()
    answered.keyboard.press("Enter")
    expect(answered.locator("details")).to_contain_text("12 ms")
    answered.get_by_role("link", name="To the question").click()
    expect(question(answered, "q-numeric")).to_be_in_viewport()


def test_one_s_own_data_is_downloaded_and_then_deleted(answered, asking):
    answered.goto(f"{asking.url}/results")
    with answered.expect_download() as download:
        answered.get_by_role("link", name="Everything as JSON").click()
    kept = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert [attempt["question"] for attempt in kept["attempts"]] == ["q-numeric"]
    answered.get_by_role("link", name="Delete my data").click()
    expect(answered.get_by_role("heading", name="Delete your data?")).to_be_visible()
    answered.get_by_role("button", name="Delete all of it").click()
    expect(answered.get_by_text("Your data is deleted.")).to_be_visible()
    answered.goto(f"{asking.url}{LESSON}")
    expect(question(answered, "q-numeric").locator(".q-tries")).to_have_text("You have 3 tries")


def test_the_course_page_says_what_is_begun_and_leads_on(answered, asking):
    answered.goto(f"{asking.url}/")
    expect(answered.locator(".card", has_text="Asking")).to_contain_text("begun")
    answered.get_by_role("link", name="Continue where you were: Asking").click()
    expect(answered.get_by_role("heading", name="Asking")).to_be_visible()


def test_results_can_be_used_by_everybody(answered, asking):
    for address in ("/results", "/results/delete", "/results?deleted=yes", "/"):
        answered.goto(f"{asking.url}{address}")
        if address == "/results":
            answered.locator("summary").first.click()
        assert flaws(answered) == []
