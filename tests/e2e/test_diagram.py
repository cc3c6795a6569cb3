"""What the diagram and the panels show of the four concepts."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from tests.e2e.conftest import Open

pytestmark = pytest.mark.browser

OVERLAPPING = """() => {
  const boxes = [...document.querySelectorAll(".sp-run .sp-label")].map((one) => ({ text: one.textContent, box: one.getBoundingClientRect() }));
  return boxes.flatMap((one, index) => boxes.slice(index + 1)
    .filter((other) => one.box.left < other.box.right - 1 && other.box.left < one.box.right - 1
      && one.box.top < other.box.bottom - 5 && other.box.top < one.box.bottom - 5)
    .map((other) => `${one.text} / ${other.text}`));
}"""

RUNS = [
    "/play/server-crash?choices=0,0,2",
    "/play/rpc-failures?scenario=executed-twice",
    "/play/byzantine-agreement",
    "/play/byzantine-agreement?processes=7&traitors=2,5",
    "/play/byzantine-agreement?scenario=om-seven-two",
    "/play/domino-effect",
    "/play/domino-effect?scenario=random",
]


def at_the_end(page: Page) -> Page:
    """Go to the last step."""
    page.get_by_role("button", name="To the end", exact=True).click()
    return page


@pytest.mark.sampled(3, per="width")
@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize("width", [360, 1280])
def test_no_two_labels_of_the_diagram_overlap(open_page: Open, run: str, width: int) -> None:
    page = at_the_end(open_page(run, width=width))
    assert page.locator(".sp-run .sp-label").count() > 3
    assert page.evaluate(OVERLAPPING) == []


def test_the_guard_notices_two_labels_on_each_other(open_page: Open) -> None:
    page = at_the_end(open_page("/play/server-crash"))
    page.evaluate("""() => { const [one, other] = document.querySelectorAll(".sp-run .sp-label");
        other.setAttribute("x", one.getAttribute("x")); other.setAttribute("y", one.getAttribute("y")); }""")
    assert page.evaluate(OVERLAPPING) != []


def test_a_lost_message_ends_in_a_cross_on_its_way(open_page: Open) -> None:
    page = at_the_end(open_page("/play/rpc-failures?scenario=2-request-lost"))
    expect(page.locator(".sp-run .sp-lost .sp-cross")).to_have_count(1)
    expect(page.locator(".sp-run .sp-lost .sp-head")).to_have_count(0)


def test_a_crashed_process_has_a_cross_a_dotted_stretch_and_a_ring_where_it_is_back(open_page: Open) -> None:
    page = at_the_end(open_page("/play/server-crash?choices=0,0,2"))
    expect(page.locator(".sp-run .sp-point.sp-fault > .sp-cross")).to_have_count(1)
    expect(page.locator(".sp-run .sp-down")).to_have_count(1)
    expect(page.locator(".sp-run .sp-point > .sp-ring")).to_have_count(1)


def test_what_lies_ahead_is_faint_and_what_has_happened_is_not(open_page: Open) -> None:
    page = open_page("/play/server-crash?step=2")
    faint = page.locator(".sp-run .sp-point.sp-future")
    assert faint.count() > 0
    assert page.locator(".sp-run .sp-point:not(.sp-future)").count() > 0
    at_the_end(page)
    expect(page.locator(".sp-future")).to_have_count(0)


def test_a_lie_is_drawn_as_one_and_marked_in_the_tables(open_page: Open) -> None:
    page = at_the_end(open_page("/play/byzantine-agreement"))
    assert page.locator(".sp-run .sp-message.sp-lie path").count() > 0
    assert page.locator("td.sp-tone-lie").count() > 0
    expect(page.locator(".sp-names .sp-role")).to_have_text("traitor")


def test_the_domino_effect_shows_jumps_undone_work_and_one_recovery_line(open_page: Open) -> None:
    page = at_the_end(open_page("/play/domino-effect"))
    expect(page.locator(".sp-run .sp-jump")).to_have_count(7)
    assert sorted(page.locator(".sp-run .sp-jump text").all_text_contents()) == ["1", "2", "2", "3", "4", "4", "5"]
    expect(page.locator(".sp-run .sp-undone")).not_to_have_count(0)
    expect(page.locator(".sp-run .sp-line path")).to_have_count(1)
    expect(page.locator(".sp-ending")).to_contain_text("Undone 19")


def test_what_stands_beside_a_narrow_rollback_is_the_place_that_is_gone_back_to(open_page: Open) -> None:
    page = at_the_end(open_page("/play/domino-effect", width=360))
    page.wait_for_function("""() => {
        const line = document.querySelector(".sp-run .sp-line").getBoundingClientRect();
        const region = document.querySelector(".sp-space").getBoundingClientRect();
        return region.left <= line.left + line.width / 2 && line.left + line.width / 2 <= region.right;
    }""")


def test_a_run_that_was_cut_off_says_so_with_the_number(open_page: Open) -> None:
    page = open_page("/play", player=False)

    def cut(route: WebSocketRoute) -> None:
        server = route.connect_to_server()

        def rewrite(text: str | bytes) -> None:
            message: dict[str, Any] = json.loads(text)
            route.send(json.dumps(message | {"end": "bound", "length": 1000} if message["type"] == "ended" else message))

        server.on_message(rewrite)

    page.route_web_socket("**/ws/player", cut)
    page.goto(page.url + "/server-crash")
    page.wait_for_selector(".sp-player")
    expect(page.locator(".sp-ending")).to_have_count(0)
    at_the_end(page)
    expect(page.locator(".sp-ending")).to_contain_text("Cut off after 1000 events")


def test_a_first_run_that_is_refused_leaves_the_table_and_says_why(open_page: Open) -> None:
    page = open_page("/play", player=False)
    page.evaluate("""() => import("/static/packs/player.js")""")
    page.evaluate("""() => { document.querySelector("main").innerHTML =
        '<sim-player concept="server-crash" parameters=\\'{"client":"sometimes"}\\'><figure id="kept">table</figure></sim-player>'; }""")
    expect(page.locator("sim-player .sp-status")).to_contain_text("client")
    expect(page.locator("#kept")).to_be_visible()


WORDS = """() => [...document.querySelectorAll(".sp-run .sp-label:not(.sp-bad, .sp-soft, .sp-clock)")].map((one) => one.textContent)"""


def test_where_there_are_too_many_messages_for_words_only_those_of_the_event_asked_about_have_them(open_page: Open) -> None:
    page = at_the_end(open_page("/play/byzantine-agreement?processes=10"))
    assert page.evaluate(WORDS) == []
    assert page.locator(".sp-label.sp-bad").count() > 5, "lies keep their words"
    page.locator(".sp-handle[data-handle^='p']").nth(4).evaluate("(one) => one.focus()")
    expect(page.locator(".sp-lit")).to_be_attached()
    assert 5 <= len(page.evaluate(WORDS)) <= 20


def test_where_there_is_room_every_message_has_its_words(open_page: Open) -> None:
    page = at_the_end(open_page("/play/byzantine-agreement"))
    assert len(page.evaluate(WORDS)) > 12


COLOURS = """() => {
    const words = (one) => [...one.childNodes].filter((part) => part.nodeType === Node.TEXT_NODE).map((part) => part.data).join("").trim();
    const named = (selector, inner = null) => [...document.querySelectorAll(selector)]
        .map((one) => [words(inner === null ? one : one.querySelector(inner)), getComputedStyle(one).getPropertyValue("--lane").trim()]);
    return { lanes: named(".sp-name"),
        others: [...named(".sp-card h4 > span:first-child"), ...named(".sp-token", "text"), ...named(".sp-node", "text")] };
}"""


@pytest.mark.sampled(1)
@pytest.mark.parametrize("concept", ["server-crash", "rpc-failures", "byzantine-agreement"])
def test_a_process_has_one_colour_wherever_it_is_named(open_page: Open, concept: str) -> None:
    found = at_the_end(open_page(f"/play/{concept}")).evaluate(COLOURS)
    lanes = dict(found["lanes"])
    assert len(found["others"]) >= 4
    assert [(name, colour) for name, colour in found["others"] if lanes[name] != colour] == []
