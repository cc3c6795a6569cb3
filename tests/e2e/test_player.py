"""A student steps, breaks, rewinds and shares a run of the server crash."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Open
from tests.e2e.waiting import PATIENCE

pytestmark = pytest.mark.browser

PLAY = "/play/server-crash"
DRAWN = """() => [...document.querySelectorAll(".sp-run *")]
    .map((one) => [one.tagName, ...["class", "d", "x", "y", "cx", "cy"].map((name) => one.getAttribute(name))])"""


def step_of(page: Page) -> tuple[int, int]:
    """The step on show and the last one."""
    found = re.fullmatch(r"Step (\d+) of (\d+)", page.locator(".sp-say > b").inner_text())
    assert found is not None
    return int(found[1]), int(found[2])


def crash_the_server(page: Page) -> None:
    """Choose the fault, and wait for the run that follows."""
    page.locator(".sp-next").get_by_role("button", name="server crashes").click()
    expect(page.locator(".sp-undo")).to_have_attribute("aria-disabled", "false")


def test_the_player_replaces_the_table_that_stands_there_without_javascript(open_page: Open) -> None:
    page = open_page(PLAY)
    expect(page.locator(".sim-fallback")).to_have_count(0)
    assert step_of(page)[0] == 0


def test_next_back_end_and_start_go_through_the_run_without_the_network(open_page: Open) -> None:
    page = open_page(PLAY)
    page.context.set_offline(True)
    page.get_by_role("button", name="Next", exact=True).click()
    page.get_by_role("button", name="Next", exact=True).click()
    assert step_of(page)[0] == 2
    page.get_by_role("button", name="Back", exact=True).click()
    assert step_of(page)[0] == 1
    page.get_by_role("button", name="To the end", exact=True).click()
    step, last = step_of(page)
    assert step == last > 2
    expect(page.locator(".sp-ending")).to_contain_text("Result OK")
    page.get_by_role("button", name="To the start", exact=True).click()
    assert step_of(page)[0] == 0


def test_the_timeline_scrubs_and_says_step_and_sentence(open_page: Open) -> None:
    page = open_page(PLAY)
    timeline = page.get_by_role("slider", name="Timeline")
    timeline.fill("3")
    assert step_of(page)[0] == 3
    sentence = page.locator(".sp-say").inner_text().split("\n")[0].removeprefix("Step 3 of 4").strip()
    expect(timeline).to_have_attribute("aria-valuetext", re.compile(f"^Step 3 of 4: {re.escape(sentence)}"))


def test_a_click_on_a_point_of_the_diagram_shows_its_step(open_page: Open) -> None:
    page = open_page(PLAY)
    page.locator(".sp-point[data-step='2'] .sp-hit").first.click(force=True)
    assert step_of(page)[0] == 2


def test_a_row_of_the_events_shows_its_step_and_the_current_row_is_marked(open_page: Open) -> None:
    page = open_page(PLAY)
    page.get_by_text("All events of this run").click()
    page.get_by_role("button", name="Go to step 3").click()
    assert step_of(page)[0] == 3
    expect(page.locator(".sp-events tr[aria-current='step'] th")).to_have_text("3")
    expect(page.locator(".sp-events tr[aria-current]")).to_have_count(1)


def test_play_goes_to_the_end_by_itself_and_pause_stops_it(open_page: Open) -> None:
    page = open_page(PLAY, clock=True)
    page.get_by_label("Speed").select_option("0.5")
    page.get_by_role("button", name="Play", exact=True).click()
    expect(page.locator(".sp-say > b")).to_have_text(re.compile("Step [123] of 4"))
    page.get_by_role("button", name="Pause", exact=True).click()
    page.get_by_label("Speed").select_option("4")
    before = step_of(page)
    page.clock.run_for(10_000)
    assert step_of(page) == before
    page.get_by_role("button", name="Play", exact=True).click()
    expect(page.locator(".sp-say > b")).to_have_text("Step 4 of 4")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()


def test_a_chosen_fault_shows_the_step_after_it_and_marks_it_on_the_timeline(open_page: Open) -> None:
    page = open_page(PLAY)
    page.get_by_role("slider", name="Timeline").fill("2")
    expect(page.locator(".sp-tick.sp-fault")).to_have_count(0)
    crash_the_server(page)
    assert step_of(page)[0] == 3
    expect(page.locator(".sp-say")).to_contain_text("crash")
    expect(page.locator(".sp-tick.sp-fault")).to_have_count(1)
    expect(page.locator(".sp-next")).to_contain_text("server crashes 0")


def test_undo_brings_back_the_run_before_the_choice_by_button_and_by_key(open_page: Open) -> None:
    page = open_page(PLAY)
    page.get_by_role("slider", name="Timeline").fill("2")
    crash_the_server(page)
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.locator(".sp-tick.sp-fault")).to_have_count(0)
    assert step_of(page) == (2, 4)
    crash_the_server(page)
    page.get_by_role("button", name="Next", exact=True).press("Control+z")
    expect(page.locator(".sp-tick.sp-fault")).to_have_count(0)
    assert step_of(page) == (2, 4)


def test_a_changed_parameter_opens_another_run_and_can_be_undone(open_page: Open) -> None:
    page = open_page(PLAY)
    page.locator(".sp-chip[data-parameter='client']").click()
    expect(page.get_by_role("radio", name="always", exact=True)).to_be_focused()
    page.get_by_role("radio", name="never", exact=True).check(force=True)
    page.get_by_role("button", name="Run with these").click()
    expect(page.locator(".sp-chip[data-parameter='client']")).to_contain_text("never")
    expect(page.locator(".sp-form")).to_have_count(0)
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.locator(".sp-chip[data-parameter='client']")).to_contain_text("always")


def test_a_bad_parameter_is_explained_at_its_field_and_nothing_typed_is_lost(open_page: Open) -> None:
    page = open_page(PLAY)
    page.locator(".sp-chip[data-parameter='crashes']").click()
    page.get_by_role("radio", name="never", exact=True).check(force=True)
    field = page.get_by_role("spinbutton")
    field.fill("7")
    page.get_by_role("button", name="Run with these").click()
    expect(page.locator(".sp-field .sp-error")).to_contain_text("2")
    expect(field).to_have_value("7")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_be_focused()
    expect(page.get_by_role("radio", name="never", exact=True)).to_be_checked()
    expect(page.locator(".sp-chip[data-parameter='client']")).to_contain_text("always")
    field.fill("2")
    field.press("Enter")
    expect(page.locator(".sp-chip[data-parameter='crashes']")).to_contain_text("2")


def test_a_scenario_is_picked_from_a_list_in_which_broken_ones_stand_apart(open_page: Open) -> None:
    page = open_page(PLAY)
    broken = page.locator(".sp-picker optgroup[label='Broken on purpose'] option").first
    page.get_by_label("Scenario", exact=True).select_option(broken.get_attribute("value"))
    expect(page.locator(".sp-broken")).to_have_text("Broken on purpose")


def test_a_copied_link_restores_exactly_this_run_and_step(open_page: Open) -> None:
    page = open_page(f"{PLAY}?client=when-not-acked")
    page.get_by_role("slider", name="Timeline").fill("2")
    crash_the_server(page)
    page.get_by_role("button", name="Next", exact=True).click()
    page.get_by_role("button", name="Copy link", exact=True).click()
    expect(page.locator(".sp-status")).to_contain_text("Link copied")
    link = page.evaluate("() => navigator.clipboard.readText()")
    assert re.search(r"/play/server-crash\?client=when-not-acked&choices=0%2C0%2C\d&step=4&revision=1$", link)
    other = open_page(link.removeprefix(page.url.partition("/play")[0]))
    assert step_of(other) == step_of(page)
    assert other.locator(".sp-say").inner_text() == page.locator(".sp-say").inner_text()
    assert other.evaluate(DRAWN) == page.evaluate(DRAWN)


def test_where_copying_is_forbidden_the_address_is_shown(open_page: Open) -> None:
    page = open_page(PLAY)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    page.get_by_role("button", name="Copy link", exact=True).click()
    expect(page.get_by_label("Copy this address")).to_have_value(re.compile(r"/play/server-crash\?choices=&step=0&revision=1$"))


def test_the_keyboard_alone_steps_breaks_and_undoes(open_page: Open) -> None:
    page = open_page(PLAY)
    page.locator(".sp-space").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert step_of(page)[0] == 2
    page.keyboard.press("ArrowLeft")
    assert step_of(page)[0] == 1
    page.keyboard.press("End")
    assert step_of(page)[0] == 4
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.matches('.sp-choice.sp-fault')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator(".sp-tick.sp-fault")).to_have_count(1)
    assert page.evaluate("() => document.activeElement.closest('sim-player') !== null"), "the focus stays in the player"
    page.keyboard.press("Control+z")
    expect(page.locator(".sp-tick.sp-fault")).to_have_count(0)


def test_leaving_the_page_closes_the_socket(open_page: Open) -> None:
    page = open_page("/play", player=False)
    with page.expect_websocket() as begun:
        page.evaluate("() => { location.href = '/play/server-crash'; }")
    page.wait_for_selector(".sp-player")
    assert not begun.value.is_closed()
    page.evaluate("() => document.querySelector('sim-player').remove()")
    if not begun.value.is_closed():
        begun.value.wait_for_event("close", timeout=PATIENCE)
    assert begun.value.is_closed()


def test_a_protocol_broken_on_purpose_stays_broken_when_a_parameter_is_changed(open_page: Open) -> None:
    page = open_page("/play/domino-effect?scenario=broken-one-pass")
    expect(page.locator(".sp-broken")).to_be_visible()
    page.locator(".sp-chip[data-parameter='crash']").click()
    page.locator(".sp-form input[name='crash']").fill("P1")
    page.get_by_role("button", name="Run with these").click()
    expect(page.locator(".sp-chip[data-parameter='crash']")).to_contain_text("P1")
    expect(page.locator(".sp-broken")).to_be_visible()
    expect(page.locator(".sp-chip[data-parameter='variant']")).to_contain_text("one-pass")


def test_a_default_that_follows_from_another_parameter_follows_it_in_the_form(open_page: Open) -> None:
    page = open_page("/play/byzantine-agreement")
    page.locator(".sp-chip[data-parameter='processes']").click()
    page.locator(".sp-form input[name='processes']").fill("5")
    page.get_by_role("button", name="Run with these").click()
    expect(page.locator(".sp-chip[data-parameter='values']")).to_contain_text("1,2,3,4,5")


def test_a_player_works_after_a_page_change_without_a_reload_and_after_going_back(open_page: Open) -> None:
    page = open_page("/", player=False)
    page.evaluate("() => { window.kept = true; }")
    page.get_by_role("link", name="Server crashes").first.click()
    expect(page.locator("h1")).to_have_text("Server crashes")
    page.wait_for_selector(".sp-player")
    assert page.evaluate("() => window.kept === true"), "the page was changed in place"
    page.locator("#sim-three-places .sp-to-next").click()
    expect(page.locator("#sim-three-places .sp-say > b")).to_contain_text("Step 1")
    page.get_by_role("link", name="When one of them lies").last.click()
    expect(page.locator("h1")).to_have_text("When one of them lies")
    page.wait_for_selector(".sp-player")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Server crashes")
    page.wait_for_selector(".sp-player")
    page.locator("#sim-three-places .sp-to-next").click()
    expect(page.locator("#sim-three-places .sp-say > b")).to_contain_text("Step 2")


def chips(page: Page) -> list[str]:
    """The names of the parameters that stand above the diagram."""
    return page.locator(".sp-chip").evaluate_all("chips => chips.map((chip) => chip.dataset.parameter)")


def test_parameters_that_say_nothing_about_the_run_have_no_chip(open_page: Open) -> None:
    page = open_page("/play/byzantine-agreement")
    assert chips(page) == ["algorithm", "rule", "processes", "traitors", "values", "lies"]
    page.locator(".sp-chip[data-parameter='algorithm']").click()
    page.get_by_role("radio", name="om", exact=True).check(force=True)
    page.get_by_role("button", name="Run with these").click()
    expect(page.locator(".sp-chip[data-parameter='commander']")).to_be_visible()
    assert chips(page) == ["algorithm", "processes", "traitors", "values", "lies", "m", "commander"]


@pytest.mark.parametrize("semantics", ["at-least-once", "at-most-once", "maybe"])
def test_the_parameters_of_a_call_stand_in_one_row(open_page: Open, semantics: str) -> None:
    page = open_page(f"/play/rpc-failures?semantics={semantics}")
    expect(page.locator(".sp-picker")).to_be_visible()
    tops = page.locator(".sp-chip").evaluate_all("chips => new Set(chips.map((chip) => Math.round(chip.getBoundingClientRect().top))).size")
    assert tops == 1


def test_an_ending_names_the_processes_as_everything_else_does(open_page: Open) -> None:
    page = open_page("/play/byzantine-agreement")
    page.get_by_role("button", name="To the end", exact=True).click()
    expect(page.locator(".sp-ending")).to_contain_text("Results P1, P2, P4: (1, 2, x, 4)")
    page.locator(".sp-fold:has(.sp-events) > summary").click()
    expect(page.locator(".sp-events tbody tr").nth(1).locator("td").first).to_have_text("P3")
