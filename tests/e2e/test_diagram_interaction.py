"""Selecting messages, processes and events of the diagram: by mouse, by keyboard alone, by touch on a narrow screen."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, WebSocketRoute, expect

from tests.e2e.conftest import Open
from tests.e2e.looks import flaws
from tests.e2e.server import Server
from tests.e2e.test_diagram import OVERLAPPING
from tests.e2e.waiting import at_rest

pytestmark = pytest.mark.browser

PLAY = "/play/server-crash"
FOCUSED = "() => document.activeElement.getAttribute('aria-label')"


def handle(page: Page, key: str) -> Locator:
    """Something of the diagram: `l0` a process, `p0` an event, `a0` a message."""
    return page.locator(f".sp-handle[data-handle='{key}']")


def middle(page: Page, key: str) -> tuple[float, float]:
    """Where it is on the screen."""
    handle(page, key).evaluate("(one) => one.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' })")
    box = handle(page, key).bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def click(page: Page, key: str) -> None:
    """Press the mouse where it is drawn."""
    page.mouse.click(*middle(page, key))


def go_to(page: Page, step: int) -> None:
    """Show a step by the timeline."""
    page.get_by_role("slider", name="Timeline").fill(str(step))


def menu(page: Page) -> Locator:
    """The open menu."""
    return page.locator(".sp-menu:popover-open")


def test_a_message_under_way_is_delivered_from_its_own_menu(open_page: Open) -> None:
    page = open_page(PLAY)
    go_to(page, 2)
    click(page, "a1")
    expect(page.get_by_role("dialog", name="What can happen to “M” from server to client")).to_be_visible()
    expect(menu(page)).to_contain_text("another choice here starts a branch")
    menu(page).get_by_role("button", name="client gets “M” from server").click()
    expect(page.locator(".sp-say > b")).to_have_text("Step 3 of 4")
    expect(page.locator(".sp-say")).to_contain_text("The client receives M")
    expect(menu(page)).to_have_count(0)
    expect(page.locator(".sp-branches")).to_be_visible()


def test_a_process_has_its_faults_in_its_menu_with_what_is_left_of_them(open_page: Open) -> None:
    page = open_page(PLAY)
    go_to(page, 2)
    click(page, "l1")
    crash = menu(page).locator(".sp-choice.sp-fault")
    expect(crash).to_contain_text("server crashes")
    expect(crash).to_contain_text("1 left")
    crash.click()
    expect(page.locator(".sp-tick.sp-fault")).to_have_count(1)
    expect(page.locator(".sp-say > b")).to_contain_text("Step 3")


def test_an_event_that_changes_nothing_is_marked_in_the_menu_as_in_the_list(open_page: Open) -> None:
    page = open_page("/play", player=False)

    def as_if_idle(route: WebSocketRoute) -> None:
        server = route.connect_to_server()
        server.on_message(lambda text: route.send(str(text).replace('"idle":false', '"idle":true')))

    page.route_web_socket("**/ws/player", as_if_idle)
    page.goto(page.url + "/server-crash?step=2")
    page.wait_for_selector(".sp-player")
    click(page, "l1")
    expect(menu(page).locator(".sp-choice.sp-fault")).to_contain_text("changes nothing")
    expect(page.locator(".sp-next .sp-choice.sp-fault")).to_contain_text("changes nothing")


def test_a_message_that_has_arrived_says_so_and_leads_to_where_it_was_sent(open_page: Open) -> None:
    page = open_page(PLAY)
    page.get_by_role("button", name="To the end", exact=True).click()
    click(page, "a0")
    expect(menu(page)).to_contain_text("Already arrived, at step 1.")
    expect(menu(page).locator(".sp-choice")).to_have_count(0)
    menu(page).get_by_role("button", name="Arrives: step 1").click()
    expect(page.locator(".sp-say > b")).to_contain_text("Step 1 of")


def test_a_lost_message_says_that_it_was_lost(open_page: Open) -> None:
    page = open_page("/play/rpc-failures?scenario=2-request-lost")
    page.get_by_role("button", name="To the end", exact=True).click()
    lost = page.locator(".sp-handle[aria-label*='Already lost']")
    expect(lost).to_have_count(1)


def test_a_traitor_tells_its_lie_from_its_own_menu(open_page: Open) -> None:
    page = open_page("/play/byzantine-agreement")
    click(page, "l2")
    expect(page.get_by_role("dialog", name=re.compile("What can happen to P?3, a traitor"))).to_be_visible()
    expect(menu(page).locator(".sp-choice")).to_have_count(2)
    menu(page).locator(".sp-choice").nth(1).click()
    expect(page.locator(".sp-say > b")).to_contain_text("Step 1 of")
    expect(page.locator(".sp-ring-panel .sp-hidden li", has_text="P3, a traitor, tells P1")).to_have_text(
        "New: P3, a traitor, tells P1 that its value is y."
    )


def test_the_keyboard_alone_walks_the_diagram_and_crashes_a_process(open_page: Open) -> None:
    page = open_page(PLAY)
    page.locator(".sp-space").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".sp-say > b")).to_contain_text("Step 2")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "Process server. 2 things can happen to it.", "the first to which something can happen"
    page.keyboard.press("Enter")
    expect(menu(page).locator(".sp-choice.sp-fault")).to_be_visible()
    assert page.evaluate("() => document.activeElement.closest('.sp-menu') !== null")
    page.keyboard.press("Escape")
    expect(menu(page)).to_have_count(0)
    assert page.evaluate(FOCUSED).startswith("Process server."), "Escape leads back to where the menu was opened"
    page.keyboard.press(" ")
    while not page.evaluate("() => document.activeElement.matches('.sp-fault')"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".sp-tick.sp-fault")).to_have_count(1)
    assert page.evaluate("() => document.activeElement.matches('.sp-space')")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".sp-say > b")).to_contain_text("Step 4")


def test_the_diagram_is_one_stop_for_tab_however_much_is_in_it(open_page: Open) -> None:
    page = open_page("/play/byzantine-agreement")
    assert page.locator(".sp-handle").count() > 20
    expect(page.locator(".sp-handle[tabindex='0']")).to_have_count(1)
    page.locator(".sp-handle[tabindex='0']").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.closest('.sp-space') === null")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("() => document.activeElement.matches('.sp-handle')")


def test_past_and_future_of_an_event_are_lit_under_the_pointer_and_told_in_numbers(open_page: Open) -> None:
    page = open_page(PLAY)
    page.get_by_role("button", name="To the end", exact=True).click()
    page.mouse.move(*middle(page, "p2"))
    expect(page.locator(".sp-lit-sentence")).to_have_text("Step 1, server: request. It is before 3 events, after 1 event, concurrent with 0 events.")
    expect(page.locator(".sp-run .sp-in-past")).to_have_count(1)
    expect(page.locator(".sp-run .sp-in-future")).to_have_count(3)
    expect(page.locator(".sp-run .sp-message.sp-dim")).to_have_count(0)
    page.mouse.move(*middle(page, "p4"))
    expect(page.locator(".sp-lit-sentence")).to_contain_text("concurrent with 1 event.")
    expect(page.locator(".sp-run .sp-message.sp-dim")).not_to_have_count(0)
    page.mouse.move(1, 1)
    expect(page.locator(".sp-lit")).to_have_count(0)


def test_past_and_future_are_lit_for_the_keyboard_too_and_told_to_a_screen_reader(open_page: Open) -> None:
    page = open_page(PLAY)
    handle(page, "p2").focus()
    expect(page.locator(".sp-lit")).to_have_count(1)
    expect(page.locator(".sp-lit-sentence[aria-live='polite']")).to_contain_text("It is before 3 events")
    page.keyboard.press("Enter")
    expect(page.locator(".sp-say > b")).to_contain_text("Step 1 of")
    expect(handle(page, "p2")).to_be_focused()


def test_every_event_shows_its_clock_when_asked_and_no_label_covers_another(open_page: Open) -> None:
    page = open_page("/play/byzantine-agreement")
    page.get_by_role("button", name="To the end", exact=True).click()
    expect(page.locator(".sp-clock")).to_have_count(0)
    page.get_by_role("button", name="Clocks").click()
    expect(page.get_by_role("button", name="Clocks")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".sp-clock")).to_have_count(page.locator(".sp-run .sp-point").count())
    expect(page.locator(".sp-clock").first).to_have_text("(1,0,0,0)")
    assert page.evaluate(OVERLAPPING) == []


def test_a_whole_run_of_seven_processes_can_be_seen_at_once(open_page: Open) -> None:
    page = open_page("/play/byzantine-agreement?processes=7&traitors=2,5")
    region = page.locator(".sp-space")
    assert region.evaluate("(one) => one.scrollWidth > one.clientWidth")
    page.get_by_role("button", name="Whole run").click()
    expect(page.get_by_role("button", name="Whole run")).to_have_attribute("aria-pressed", "true")
    assert region.evaluate("(one) => one.scrollWidth <= one.clientWidth")
    page.get_by_role("button", name="Whole run").click()
    assert region.evaluate("(one) => one.scrollWidth > one.clientWidth")


def test_a_run_that_is_in_sight_anyhow_offers_no_other_size(open_page: Open) -> None:
    page = open_page(PLAY)
    expect(page.get_by_role("button", name="Clocks")).to_be_visible()
    expect(page.get_by_role("button", name="Whole run")).to_have_count(0)


def test_a_finger_opens_the_menu_and_lights_an_event_on_a_phone(browser: Browser, course: Server) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True, device_scale_factor=2)
    page = context.new_page()
    page.goto(f"{course.url}{PLAY}")
    page.wait_for_selector(".sp-player")
    page.locator(".sp-space").scroll_into_view_if_needed()
    go_to(page, 1)
    page.touchscreen.tap(*middle(page, "p2"))
    expect(page.locator(".sp-lit")).to_have_count(1)
    page.touchscreen.tap(*middle(page, "l1"))
    shown = menu(page)
    expect(shown).to_be_visible()
    box = shown.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    sizes = shown.locator("button").evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().height)")
    assert min(sizes) >= 44
    shown.locator(".sp-choice.sp-fault").tap()
    expect(page.locator(".sp-tick.sp-fault")).to_have_count(1)
    assert page.evaluate("() => document.documentElement.scrollWidth") == 360
    context.close()


def with_a_menu(page: Page) -> None:
    """The menu of a process with a fault."""
    go_to(page, 2)
    click(page, "l1")
    expect(menu(page)).to_be_visible()


def with_clocks_and_a_lit_event(page: Page) -> None:
    """Clocks shown, an event in focus."""
    page.get_by_role("button", name="To the end", exact=True).click()
    page.get_by_role("button", name="Clocks").click()
    handle(page, "p2").focus()
    at_rest(page)


@pytest.mark.parametrize("state", [with_a_menu, with_clocks_and_a_lit_event], ids=lambda state: state.__name__)
def test_axe_finds_nothing_in_the_diagram_with_a_menu_or_a_lit_event(open_page: Open, state: object) -> None:
    assert callable(state)
    page = open_page(PLAY)
    state(page)
    assert flaws(page) == []


def test_the_tree_of_the_page_names_what_is_in_the_diagram(open_page: Open) -> None:
    page = open_page(PLAY)
    go_to(page, 2)
    tree = page.locator(".sp-space").aria_snapshot()
    assert 'button "Process server. 2 things can happen to it."' in tree
    assert 'button "Message “M” from server to client. Under way. 1 thing can happen to it."' in tree
    assert 'button "Step 1, server: The server receives the request. It will do M then P."' in tree


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/play/byzantine-agreement", "Step 4, P3: P3 tells P1 that P1 said x; in truth P1 said 1. P1 does not count that word."),
        ("/play/byzantine-agreement", "Step 3, P1 receives “2” from P2, “4” from P4 and “x” from P3: P3 tells P4 that its value is x"),
        ("/play/domino-effect", "Step 29, P1: P1 has received m7, but P2 has undone sending it. So P1 goes back to C2"),
    ],
)
def test_an_event_of_the_diagram_is_named_by_its_sentence(open_page: Open, path: str, name: str) -> None:
    page = open_page(path)
    expect(page.locator(".sp-space").get_by_role("button", name=name)).to_have_count(1)


@pytest.mark.parametrize("width", [1280, 360])
def test_a_pattern_that_waits_for_an_answer_is_whole_in_sight_until_the_reader_wants_it_larger(open_page: Open, width: int) -> None:
    page = open_page("/lessons/domino-effect", width=width)
    waiting = page.locator("#question-cascade")
    space, whole = waiting.locator(".sp-space"), waiting.get_by_role("button", name="Whole run")
    expect(whole).to_have_attribute("aria-pressed", "true")
    assert space.evaluate("(space) => space.scrollWidth - space.clientWidth") == 0
    expect(space).not_to_have_class(re.compile("sp-scrolled"))
    whole.click()
    expect(whole).to_have_attribute("aria-pressed", "false")
    expect(space).to_have_class(re.compile("sp-scrolled"))
    assert space.locator(".sp-names").evaluate("(names) => getComputedStyle(names).boxShadow") != "none"
