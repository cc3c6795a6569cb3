"""A concept without processes: its own panel stands in place of the diagram, and what is drawn there can be pressed."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Open
from tests.e2e.looks import flaws, sideways

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


def test_the_study_of_a_concept_comes_by_itself_when_it_is_scrolled_to_and_everybody_can_read_it(open_page: Open) -> None:
    page = open_page("/play/hamming", width=360)
    page.locator(".studies").scroll_into_view_if_needed()
    table = page.get_by_role("region", name="Words on a noisy wire: the numbers")
    expect(table.get_by_role("row")).to_have_count(10)
    expect(page.get_by_role("img", name="Share of words decoded rightly by noise (%), as the table says.")).to_be_visible()
    expect(page.get_by_role("link", name="Measure it")).to_have_count(0)
    assert sideways(page) == {}
    assert flaws(page) == []
