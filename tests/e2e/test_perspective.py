"""A run as one process sees it: what is hidden, what stays, and that the address brings it back."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Open
from tests.e2e.looks import flaws

pytestmark = pytest.mark.browser

SLOW = "/play/rpc-failures?retries=0&early=1&choices=0,0,0,1&step=4"


def test_through_the_eyes_of_the_client_a_crash_of_the_server_is_nothing_and_the_address_brings_that_back(open_page: Open) -> None:
    page = open_page(SLOW)
    switch = page.get_by_label("As seen by")
    expect(page.locator(".sp-say")).to_contain_text("The server crashes")
    before = page.locator(".sp-cursor").get_attribute("d")
    switch.select_option("client")
    expect(page.locator(".sp-say")).to_have_text("Step 4 of 6Nothing that the client can see happens.")
    expect(page.locator("[aria-live='polite']").first).to_contain_text("Only what the client can see is shown. Step 4 of 6: Nothing")
    expect(page.locator(".sp-run")).to_contain_text("unknown to the client")
    expect(page.locator(":is(.sp-cross, .sp-down, .sp-tick.sp-fault, .sp-breaks)")).to_have_count(0)
    expect(page.locator(".sp-card h4")).to_have_count(1)
    assert page.locator(".sp-cursor").get_attribute("d") == before
    page.get_by_role("button", name="To the end").click()
    expect(page.locator(".sp-say")).to_have_text("Step 6 of 6The client’s timer runs out.")
    assert flaws(page) == []
    page.wait_for_url(re.compile("step=6.*seen-by=client"))
    page.reload()
    expect(page.locator(".sp-say")).to_have_text("Step 6 of 6The client’s timer runs out.")
    page.get_by_label("As seen by").select_option("everyone")
    expect(page.locator(".sp-tick.sp-fault")).to_have_count(1)
    page.wait_for_url(re.compile("^((?!seen-by).)*$"))


def test_a_concept_without_a_diagram_has_nobody_to_see_by(open_page: Open) -> None:
    page = open_page("/play/hamming")
    expect(page.get_by_role("button", name="Next", exact=True)).to_be_visible()
    expect(page.get_by_label("As seen by")).to_have_count(0)


def test_in_a_lesson_a_crashed_and_a_slow_server_look_the_same_to_the_client_on_one_screen(open_page: Open) -> None:
    page = open_page("/lessons/failure")
    pair = page.locator(".compare")
    expect(pair.locator(".cmp-looks p")).to_have_text("Up to here the two runs look ✓ the same to the client")
    expect(pair.locator(".sp-say")).to_have_text(["Step 5 of 6The client’s timer runs out.", "Step 5 of 7The client’s timer runs out."])
    box = pair.bounding_box()
    assert box is not None
    assert box["height"] <= 720
    pair.get_by_role("button", name="Next", exact=True).click()
    expect(pair.locator(".sp-say b")).to_have_text(["Step 6 of 6", "Step 6 of 7"])
    pair.get_by_label("As seen by").select_option("everyone")
    expect(pair.locator(".cmp-looks p")).to_contain_text("different to the server")
    expect(pair.locator(".cmp-looks + [aria-live='polite']")).to_contain_text("the same to the client and the binder; different to the server.")
    expect(pair.locator(".sp-choice")).to_have_count(0)
    assert flaws(page) == []
