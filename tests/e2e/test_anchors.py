"""A link to a place of a lesson leads there, although the simulations above it grow when they start."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Open

PLACES = ("/lessons/server-crashes#fl-end", "/lessons/byzantine-agreement#in-short")


def settled(page: Page) -> None:
    """Wait until every simulation of the page has its run."""
    expect(page.locator("sim-player:not(:has(.sp-player))")).to_have_count(0)


def top(page: Page) -> float:
    """Give where the place stands in the window, in CSS pixels from its top."""
    return float(page.evaluate("() => document.getElementById(location.hash.slice(1)).getBoundingClientRect().top"))


@pytest.mark.parametrize("place", PLACES)
def test_a_link_into_a_lesson_leads_to_its_place(open_page: Open, place: str) -> None:
    page = open_page(place)
    settled(page)
    page.wait_for_function(
        "() => { const { top } = document.getElementById(location.hash.slice(1)).getBoundingClientRect(); return top < innerHeight; }"
    )
    assert top(page) > -10


def test_a_reader_who_has_taken_over_is_not_moved(open_page: Open) -> None:
    page = open_page(PLACES[0])
    page.mouse.wheel(0, -50)
    page.evaluate("() => window.scrollTo(0, 0)")
    settled(page)
    assert page.evaluate("() => scrollY") == 0
