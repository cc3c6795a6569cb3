"""Two runs side by side: one clock, whoever acts leads, what differs is said, and a link brings the pair back."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Open
from tests.e2e.looks import WIDTHS, flaws, sideways
from tests.e2e.menu import choose

pytestmark = pytest.mark.browser

PAIR = "/compare/server-crash?a.client=always&b.client=never"


def side(page: Page, name: str) -> Locator:
    """The player on one side."""
    return page.locator(f"#sim-{name}")


def steps(page: Page) -> list[str]:
    """The steps that both sides show."""
    return page.locator(".sp-say > b").all_inner_texts()


def ready(page: Page) -> Page:
    """Both runs are there, and what is said of them."""
    expect(page.locator(".sp-player")).to_have_count(2)
    expect(page.locator("sim-controls .sp-bar")).to_be_visible()
    return page


def test_one_set_of_controls_moves_both_and_the_shorter_run_stays_at_its_end(open_page: Open) -> None:
    page = ready(open_page(f"{PAIR}&choices=0,0,0,1"))
    expect(page.get_by_role("button", name="Next", exact=True)).to_have_count(1)
    page.get_by_role("button", name="Next", exact=True).click()
    assert steps(page) == ["Step 1 of 11", "Step 1 of 7"]
    page.get_by_role("button", name="To the end", exact=True).click()
    assert steps(page) == ["Step 11 of 11", "Step 7 of 7"]
    page.get_by_role("slider", name="Timeline").fill("6")
    assert steps(page) == ["Step 6 of 11", "Step 6 of 7"]


def test_a_step_inside_one_side_is_shown_on_the_other_by_pointer_and_by_key(open_page: Open) -> None:
    page = ready(open_page(f"{PAIR}&choices=0,0,0,1"))
    side(page, "right").locator(".sp-point[data-step='2'] .sp-hit").first.click(force=True)
    expect(side(page, "left").locator(".sp-say > b")).to_have_text("Step 2 of 11")
    side(page, "left").locator(".sp-space").focus()
    page.keyboard.press("ArrowRight")
    expect(side(page, "right").locator(".sp-say > b")).to_have_text("Step 3 of 7")


def test_playing_moves_both_and_pause_stops_them(open_page: Open) -> None:
    page = ready(open_page(PAIR, clock=True))
    page.locator("sim-controls").get_by_label("Speed").select_option("2")
    page.get_by_role("button", name="Play", exact=True).click()
    expect(side(page, "right").locator(".sp-say > b")).to_have_text(re.compile("Step [2-9] of"))
    page.get_by_role("button", name="Pause", exact=True).click()
    before = steps(page)
    page.clock.run_for(10_000)
    assert steps(page) == before


@pytest.mark.parametrize(("leader", "follower"), [("left", "right"), ("right", "left")])
def test_where_the_student_acts_that_side_leads_and_the_other_follows(open_page: Open, leader: str, follower: str) -> None:
    page = ready(open_page(PAIR))
    expect(page.locator(".cmp-parting")).to_contain_text("Both runs are the same, step for step.")
    page.get_by_role("slider", name="Timeline").fill("2")
    side(page, leader).get_by_role("button", name="server crashes").click()
    expect(side(page, follower).locator(".sp-say > b")).to_have_text(re.compile("Step 3 of"))
    expect(side(page, follower).locator(".sp-point.sp-fault")).not_to_have_count(0)
    expect(page.locator(".cmp-lead")).to_have_text(f"{leader.title()} leads.")
    expect(page.locator(".cmp-parting")).to_contain_text("They part at step 7: left, server gets “print” from client; right, the run has ended.")


def test_the_parting_is_marked_on_both_sides_and_can_be_shown(open_page: Open) -> None:
    page = ready(open_page(f"{PAIR}&choices=0,0,0,1"))
    for name in ("left", "right"):
        expect(side(page, name).locator(".sp-parting")).to_have_count(1)
    side(page, "left").get_by_role("tab", name="Events").click()
    expect(side(page, "left").locator(".sp-events tr", has_text="the runs part here").locator("th")).to_have_text("8")
    page.get_by_role("button", name="Show step 8").click()
    assert steps(page) == ["Step 8 of 11", "Step 7 of 7"]
    expect(page.locator(".cmp-differences tr", has_text="Result").locator("td")).to_have_text(["DUP", "OK"])
    expect(page.locator(".cmp-differences tr", has_text="At most once").locator("td")).to_have_text(["✗ violated", "✓ holds"])


def test_changed_parameters_take_the_events_of_the_other_side_again(open_page: Open) -> None:
    page = ready(open_page(f"{PAIR}&choices=0,0,0,1"))
    side(page, "left").locator(".sp-chip[data-parameter='server']").click()
    side(page, "left").get_by_role("radio", name="P → M", exact=True).check(force=True)
    side(page, "left").get_by_role("button", name="Run with these").click()
    expect(page.locator(".cmp-missed")).to_contain_text("the left run goes its own way: “server sends the completion (M)”")
    expect(page.locator(".cmp-lead")).to_have_text("Right leads.")
    expect(side(page, "right").locator(".sp-point.sp-fault")).not_to_have_count(0)


def test_the_copied_link_brings_back_both_runs_and_the_step(open_page: Open) -> None:
    page = ready(open_page(PAIR))
    page.get_by_role("slider", name="Timeline").fill("2")
    side(page, "right").get_by_role("button", name="server crashes").click()
    expect(page.locator(".cmp-lead")).to_have_text("Right leads.")
    expect(side(page, "left").locator(".sp-point.sp-fault")).not_to_have_count(0)
    page.get_by_role("button", name="Next", exact=True).click()
    page.get_by_role("button", name="Copy link to this pair").click()
    expect(page.locator(".cmp-status")).to_contain_text("Link copied")
    link = page.evaluate("() => navigator.clipboard.readText()")
    assert "lead=b" in link
    other = ready(open_page(link[link.index("/compare") :]))
    expect(other.locator(".sp-say > b")).to_have_text(steps(page))
    expect(other.locator(".cmp-parting")).to_have_text(page.locator(".cmp-parting").inner_text())
    assert [side(other, name).locator(".sp-say").inner_text() for name in ("left", "right")] == [
        side(page, name).locator(".sp-say").inner_text() for name in ("left", "right")
    ]


def test_where_copying_is_forbidden_the_address_of_the_pair_is_shown(open_page: Open) -> None:
    page = ready(open_page(PAIR))
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    page.get_by_role("button", name="Copy link to this pair").click()
    expect(page.get_by_label("Copy this address")).to_have_value(re.compile(r"/compare/server-crash\?a\.scenario=&a\.client=always&b"))


def test_any_player_leads_to_a_comparison_with_its_run_on_the_left(open_page: Open) -> None:
    page = open_page("/play/server-crash?client=never&choices=0,0,2&step=3")
    choose(page, "Compare")
    ready(page)
    expect(page.locator("h1")).to_have_text("Compare: Server crash")
    expect(side(page, "left").locator(".sp-chip[data-parameter='client']")).to_contain_text("never")
    expect(side(page, "right").locator(".sp-chip[data-parameter='client']")).to_contain_text("always")
    expect(page.locator(".sp-say > b")).to_have_text([re.compile("Step 3 of"), re.compile("Step 3 of")])
    expect(page.locator(".cmp-differences")).to_be_visible()


def test_the_same_lies_under_two_rules_part_only_in_what_they_mean(open_page: Open) -> None:
    page = ready(open_page("/compare/byzantine-agreement", player=True))
    page.get_by_role("link", name="Two rules to decide, for the same lies").click()
    expect(page.locator(".cmp-differences tr", has_text="Agreement").locator("td")).to_have_text(["✗ violated", "✓ holds"])


def test_two_columns_on_a_wide_page_and_one_on_a_narrow_one(open_page: Open) -> None:
    tops = "() => [...document.querySelectorAll('sim-player')].map((one) => Math.round(one.getBoundingClientRect().top))"
    left, right = ready(open_page(PAIR)).evaluate(tops)
    assert left == right
    left, right = ready(open_page(PAIR, width=880)).evaluate(tops)
    assert right > left


@pytest.mark.sampled(2)
@pytest.mark.parametrize("concept", ["server-crash", "rpc-failures", "byzantine-agreement", "domino-effect"])
def test_a_comparison_never_scrolls_sideways(open_page: Open, concept: str) -> None:
    page = ready(open_page(f"/compare/{concept}", width=WIDTHS[0]))
    assert sideways(page) == {}


def parted(page: Page) -> None:
    """The student acted, and the other side could not follow all the way."""
    page.get_by_role("slider", name="Timeline").fill("2")
    side(page, "left").get_by_role("button", name="server crashes").click()
    expect(page.locator(".cmp-parting")).to_contain_text("They part")


def test_axe_finds_nothing_on_a_comparison_as_it_opens_and_once_parted(open_page: Open) -> None:
    page = ready(open_page(PAIR))
    assert flaws(page) == []
    parted(page)
    assert flaws(page) == []
