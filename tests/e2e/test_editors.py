"""The editor of a run is fetched when the first run that has one is opened, and nobody else pays for it."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.conftest import Open

pytestmark = pytest.mark.browser

EDITOR_PACK = re.compile(r"/static/packs/player/editors/(\w+)/index\.js")


def fetched(page: Page) -> list[str]:
    """The kinds of editors whose packs the page has fetched."""
    names: list[str] = page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")
    return [found[1] for found in map(EDITOR_PACK.search, names) if found]


@pytest.mark.parametrize(
    ("path", "kinds"),
    [("/play/server-crash", []), ("/play/rpc-failures", []), ("/play/byzantine-agreement", ["lies"]), ("/play/domino-effect", ["pattern"])],
)
def test_a_page_fetches_the_editors_of_its_runs_and_no_others(open_page: Open, path: str, kinds: list[str]) -> None:
    page = open_page(path)
    page.get_by_role("button", name="Next", exact=True).click()
    expect(page.locator(".sp-say > b")).to_contain_text("Step 1 of")
    assert fetched(page) == kinds


def test_two_players_of_a_page_share_the_module(open_page: Open) -> None:
    page = open_page("/compare/domino-effect")
    expect(page.locator(".sp-player")).to_have_count(2)
    for tab in page.get_by_role("tab", name="Pattern").all():
        tab.click()
    expect(page.get_by_role("button", name="Edit the pattern")).to_have_count(2)
    assert fetched(page) == ["pattern"]


@pytest.mark.complains("net::ERR_FAILED")
def test_an_editor_that_cannot_be_fetched_is_missed_in_words_while_the_run_goes_on_and_comes_when_it_is_asked_for_again(open_page: Open) -> None:
    page = open_page("/play/server-crash")
    fails = [True]

    def answer(route: Route) -> None:
        route.abort() if fails.pop() else route.continue_()

    page.route(EDITOR_PACK, answer)
    page.goto(page.url.replace("server-crash", "domino-effect").partition("?")[0])
    expect(page.get_by_role("alert")).to_have_text("The editor could not be loaded.")
    page.get_by_role("button", name="Next", exact=True).click()
    expect(page.locator(".sp-say > b")).to_contain_text("Step 1 of")
    fails.append(False)
    page.get_by_role("button", name="Try again").click()
    page.get_by_role("button", name="Edit the pattern").click()
    expect(page.locator(".sp-board")).to_be_focused()
    expect(page.get_by_role("alert")).to_have_count(0)


@pytest.mark.parametrize(("path", "own"), [("/play/server-crash", 0), ("/play/byzantine-agreement", 1), ("/play/domino-effect", 1)])
def test_the_sheet_of_keys_names_those_of_the_editor(open_page: Open, path: str, own: int) -> None:
    page = open_page(path)
    page.locator(".sp-space").press("?")
    captions = page.locator("dialog.sp-help caption")
    expect(captions.first).to_be_visible()
    expect(captions.filter(has_text=re.compile("matrix of lies|drawing of the pattern"))).to_have_count(own)
