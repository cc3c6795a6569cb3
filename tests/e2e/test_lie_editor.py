"""A student tells the traitors' lies: one by one, by a strategy, and all of them at once in a search."""

import json
import re
import urllib.request
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Open
from tests.e2e.looks import OVERFLOW, flaws

pytestmark = pytest.mark.browser

PLAY = "/play/byzantine-agreement"
LARGE = f"{PLAY}?processes=10&traitors=2,5,7&algorithm=om&m=3"


def lie(page: Page, name: str) -> Locator:
    """The button of one lie, whatever its value is now."""
    return page.get_by_role("button", name=re.compile(f"^{re.escape(name)}: "))


def values(page: Page) -> list[str]:
    """The values on show."""
    return page.locator(".sp-lie-value").all_inner_texts()


def settled(page: Page) -> None:
    """Nothing is asked for any more; a run of many lies takes a while on a busy machine."""
    expect(page.locator(".sp-player")).to_have_attribute("aria-busy", "false", timeout=30_000)


def test_a_lie_is_changed_in_its_cell_and_the_later_lies_and_the_step_stay(open_page: Open) -> None:
    page = open_page(f"{PLAY}?step=9")
    before = values(page)
    lie(page, "Round 1, P3 tells P2 about itself").click()
    settled(page)
    assert [index for index, (one, other) in enumerate(zip(before, values(page), strict=True)) if one != other] == [1]
    expect(page.locator(".sp-say > b")).to_have_text("Step 9 of 15")
    expect(page.locator(".sp-run")).to_be_visible()
    page.get_by_role("button", name="Undo", exact=True).click()
    settled(page)
    assert values(page) == before


def test_the_changed_lie_is_the_one_that_is_told(open_page: Open) -> None:
    page = open_page(PLAY)
    lie(page, "Round 2, P3 tells P1 about P2").click()
    settled(page)
    page.get_by_text("All events of this run").click()
    expect(page.locator(".sp-events")).to_contain_text("P3 tells P1 that P2 said y")


def test_two_quick_changes_do_not_undo_each_other(open_page: Open) -> None:
    page = open_page(PLAY)
    page.evaluate("() => { for (const one of [...document.querySelectorAll('.sp-lie-value')].slice(0, 2)) one.click(); }")
    settled(page)
    assert values(page)[:2] == ["y", "x"]


def test_a_cell_that_is_pressed_stays_under_the_pointer_whatever_branches_and_words_each_press_adds(open_page: Open) -> None:
    page = open_page(f"{PLAY}?lies=x,y,z&step=9")
    one = lie(page, "Round 2, P3 tells P1 about P2")
    one.scroll_into_view_if_needed()
    where, seen = one.bounding_box(), []
    assert where is not None
    for branches in (2, 3):
        page.mouse.click(where["x"] + where["width"] / 2, where["y"] + where["height"] / 2)
        expect(page.locator(".sp-branch")).to_have_count(branches)
        settled(page)
        seen.append(one.bounding_box())
    assert seen == [where, where]


def test_by_keyboard_a_lie_turns_to_the_next_and_back_and_keeps_the_focus(open_page: Open) -> None:
    page = open_page(f"{PLAY}?lies=x,y,z")
    one = lie(page, "Round 2, P3 tells P4 about P1")
    one.focus()
    first = one.inner_text()
    for key in ["Enter", "ArrowDown", "ArrowUp", "ArrowUp"]:
        page.keyboard.press(key)
        settled(page)
        expect(one).to_be_focused()
    assert one.inner_text() == first
    page.keyboard.press("ArrowDown")
    expect(page.locator(".sp-lies [aria-live='polite']")).to_contain_text("Round 2, P3 tells P4 about P1:")


def test_a_strategy_fills_all_lies_or_those_of_one_traitor(open_page: Open) -> None:
    page = open_page(f"{PLAY}?processes=7&traitors=6,7")
    page.get_by_role("button", name="The same to everyone").click()
    settled(page)
    assert set(values(page)) == {"x"}
    expect(page.get_by_role("button", name="The same to everyone")).to_have_attribute("aria-pressed", "true")
    page.get_by_label("Fill in", exact=True).select_option("7")
    page.get_by_role("button", name="One half against the other").click()
    settled(page)
    told = {name: lie(page, f"Round 2, {name} about P1").inner_text() for name in ["P6 tells P5", "P7 tells P1", "P7 tells P5"]}
    assert told == {"P6 tells P5": "x", "P7 tells P1": "x", "P7 tells P5": "y"}


def test_random_lies_come_back_from_their_seed(open_page: Open) -> None:
    page = open_page(PLAY)
    page.get_by_role("button", name="Random", exact=True).click()
    settled(page)
    expect(page.get_by_label("Seed")).to_have_value("1")
    first = values(page)
    page.get_by_role("button", name="Random", exact=True).click()
    settled(page)
    assert values(page) != first
    page.get_by_label("Seed").fill("1")
    page.get_by_label("Seed").press("Enter")
    expect(page.locator(".sp-lie-value")).to_have_text(first)


def test_a_search_that_finds_nothing_says_how_much_was_searched(open_page: Open) -> None:
    page = open_page(PLAY)
    page.get_by_role("button", name="Search all lies").click()
    expect(page.locator(".sp-found")).to_have_text(re.compile(r"No lies of this kind break it: all [\d,]+ states searched"), timeout=30_000)


def test_a_search_opens_the_run_that_breaks_it_and_says_which_property(open_page: Open) -> None:
    page = open_page(f"{PLAY}?processes=3")
    page.get_by_role("button", name="Search all lies").click()
    found = page.locator(".sp-found")
    expect(found).to_contain_text("breaks after", timeout=30_000)
    assert re.match(r"✗ (Agreement|Validity) breaks after \d+ steps?", found.inner_text())
    settled(page)
    expect(page.locator(".sp-side .sp-bad, .sp-holds .sp-bad").first).to_be_visible()
    lie(page, "Round 1, P3 tells P1 about itself").click()
    settled(page)
    expect(found).to_contain_text("breaks after")
    page.locator(".sp-chip[data-parameter='processes']").click()
    page.locator("form [name='processes']").fill("4")
    page.get_by_role("button", name="Run with these").click()
    expect(found).to_have_text("")


def test_a_search_can_be_cancelled_and_the_server_is_let_go(open_page: Open) -> None:
    page = open_page(f"{PLAY}?processes=7&traitors=3,5")
    with page.expect_event("requestfailed", timeout=20_000) as ended:
        page.get_by_role("button", name="Search all lies").click()
        expect(page.locator(".sp-lie-search")).to_contain_text("states so far")
        page.get_by_role("button", name="Cancel the search").click()
    assert ended.value.url.endswith("/api/endings")
    expect(page.get_by_role("button", name="Search all lies")).to_be_focused()
    expect(page.locator(".sp-found")).to_have_text("")


def test_a_large_run_is_looked_at_in_parts_and_never_has_more_than_150_buttons(open_page: Open) -> None:
    page = open_page(LARGE)
    expect(page.locator(".sp-lies summary")).to_contain_text("900 values")
    rounds = page.get_by_label("Round", exact=True)
    numbers = rounds.locator("option").evaluate_all("(all) => all.map((one) => one.value)")
    assert numbers == ["1", "2", "3"], "nobody lies in round 1: the commander is loyal"
    for value in numbers:
        rounds.select_option(value)
        assert 0 < page.locator(".sp-lie-value").count() <= 150
    page.get_by_label("Told by").select_option("7")
    expect(page.locator(".sp-lies tbody th")).to_have_text("P7")
    page.locator(".sp-lie-value").last.click()
    settled(page)
    expect(page.get_by_label("Told by")).to_have_value("7")


def test_what_the_matrix_says_is_what_the_server_plays(open_page: Open) -> None:
    page = open_page(PLAY)
    page.get_by_role("button", name="Random", exact=True).click()
    settled(page)
    names = page.locator(".sp-lie-value").evaluate_all("(all) => all.map((one) => one.getAttribute('aria-label'))")
    page.get_by_role("button", name="Copy link", exact=True).click()
    link = page.evaluate("() => navigator.clipboard.readText()")
    choices = [int(one) for one in re.findall(r"\d+", link.partition("choices=")[2].partition("&")[0].replace("%2C", ","))]
    asked = urllib.request.Request(
        f"{link.partition('/play')[0]}/api/runs",
        json.dumps({"concept": "byzantine-agreement", "choices": choices}).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(asked) as answer:
        run: dict[str, Any] = json.load(answer)
    labels = [frame["event"]["label"] for frame in run["frames"][1:]]
    expected = [re.sub(r"^Round \d, (P\d) tells (P\d) about (.*): (.)$", r"\1 \2 \4", name) for name in names]
    assert sorted(re.sub(r"^(P\d) tells (P\d) that .* (.)$", r"\1 \2 \3", label) for label in labels) == sorted(expected)


@pytest.mark.sampled(1)
@pytest.mark.parametrize("path", [f"{PLAY}?step=4", f"{PLAY}?scenario=two-rounds-two-traitors", f"{PLAY}?processes=9&traitors=2,5"])
def test_axe_finds_nothing_in_the_matrix(open_page: Open, path: str) -> None:
    page = open_page(path)
    page.get_by_role("button", name="Random", exact=True).click()
    settled(page)
    assert flaws(page) == []


def test_on_a_phone_the_matrix_scrolls_in_itself_and_every_target_is_large_enough(open_page: Open) -> None:
    page = open_page(f"{PLAY}?scenario=two-rounds-two-traitors", width=360, touch=True)
    assert page.evaluate(OVERFLOW) == 0
    small = page.evaluate("""() => [...document.querySelectorAll("sp-lies :is(button, select, input, summary)")]
        .filter((one) => { const box = one.getBoundingClientRect(); return box.width < 24 || box.height < 24; }).map((one) => one.outerHTML)""")
    assert small == []
    before = values(page)
    page.locator(".sp-lie-value").first.tap()
    settled(page)
    assert values(page) != before
