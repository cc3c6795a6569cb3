"""Rings and state machines beside the diagram, and memory told apart from stable storage."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Open
from tests.e2e.looks import OVERFLOW, flaws
from tests.e2e.waiting import drawn

pytestmark = pytest.mark.browser


def step(page: Page, count: int) -> None:
    """Step on."""
    for _ in range(count):
        page.get_by_role("button", name="Next", exact=True).click()


def test_the_token_of_a_process_moves_and_the_last_transition_is_bold(open_page: Open) -> None:
    page = open_page("/play/server-crash")
    server = page.locator(".sp-machine-panel").nth(1)
    expect(server.locator(".sp-here > text")).to_have_text("idle")
    expect(server.locator(".sp-way.sp-taken")).to_have_count(0)
    step(page, 1)
    expect(server.locator(".sp-here > text")).to_have_text("M, then P")
    expect(server.locator(".sp-way.sp-taken")).to_have_count(1)
    expect(server.locator(".sp-token text")).to_have_text("server")


def test_a_machine_is_told_in_words_too(open_page: Open) -> None:
    page = open_page("/play/server-crash")
    step(page, 1)
    words = page.locator(".sp-machine-panel").nth(1).locator(".sp-hidden")
    expect(words).to_contain_text("server is in the state “M, then P”. Just now: from “idle” to “M, then P”: print.")
    expect(words.get_by_role("list", name="Transitions of Server").get_by_role("listitem")).to_have_count(7)


def test_a_ring_draws_lies_as_arrows_with_their_words_and_lists_all(open_page: Open) -> None:
    page = open_page("/play/byzantine-agreement")
    step(page, 2)
    ring = page.locator(".sp-ring-panel")
    expect(ring.locator(".sp-message.sp-lie")).to_have_count(2)
    assert ring.locator(".sp-label").all_text_contents() == ["x", "y"]
    expect(ring.get_by_role("list", name="Round 1: the messages as a ring, in words").get_by_role("listitem")).to_have_count(5)


def test_memory_and_stable_storage_differ_in_shape_sign_and_word(open_page: Open) -> None:
    page = open_page("/play/rpc-failures?semantics=at-most-once&filter=stable-before&step=5")
    memory, stable = page.locator(".sp-store.sp-volatile").first, page.locator(".sp-store.sp-stable").first
    expect(memory.locator("h5")).to_have_text("In memory")
    expect(stable.locator("h5")).to_have_text("On stable storage")
    border = "(one) => getComputedStyle(one).borderTopStyle"
    assert (memory.evaluate(border), stable.evaluate(border)) == ("dashed", "solid")
    assert memory.locator("h5 path").count() == 1
    assert stable.locator("h5 ellipse").count() == 1


def test_a_crashed_process_says_that_its_memory_is_lost(open_page: Open) -> None:
    page = open_page("/play/server-crash?choices=0,0,2&step=3")
    expect(page.locator(".sp-card.sp-is-down .sp-gone")).to_have_text("Memory lost in the crash")


@pytest.mark.parametrize("path", ["/play/rpc-failures?step=5", "/play/byzantine-agreement?step=9"])
def test_axe_finds_nothing_in_pictures_and_they_scroll_in_themselves(open_page: Open, path: str) -> None:
    page = open_page(path)
    assert flaws(page) == []
    page.set_viewport_size({"width": 360, "height": 800})
    drawn(page)
    assert page.evaluate(OVERFLOW) == 0
