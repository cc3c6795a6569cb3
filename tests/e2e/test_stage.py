"""A concept without processes: its own panel stands in place of the diagram, and what is drawn there can be pressed."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Open

pytestmark = pytest.mark.browser


def test_the_panel_that_a_concept_names_is_the_stage(open_page: Open) -> None:
    page = open_page("/play/hamming")
    expect(page.locator(".sp-stage .sp-stage-panel table caption")).to_have_text("The word, bit by bit")
    expect(page.locator(".sp-space, .sp-legend, .sp-panels table")).to_have_count(0)


def test_a_bit_that_is_pressed_flips(open_page: Open) -> None:
    page = open_page("/play/hamming")
    page.get_by_title("Bit 2 flips").click()
    expect(page.locator(".sp-say")).to_contain_text("Bit 2 flips on its way.")
    expect(page.locator(".sp-stage-panel .sp-changed")).to_contain_text("0, flipped")


def test_the_keyboard_keeps_its_place_on_a_bit_that_it_flipped(open_page: Open) -> None:
    page = open_page("/play/hamming")
    bit = page.locator(".sp-about").nth(2)
    bit.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".sp-say")).to_contain_text("Bit 3 flips on its way.")
    expect(bit).to_be_focused()
    expect(bit).to_have_attribute("aria-disabled", "true")
