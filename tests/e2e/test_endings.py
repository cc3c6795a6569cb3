"""All possible endings are found on demand, are those of the command line, and each can be watched."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app.concepts import find as concept_of
from tests.e2e.conftest import Open
from tests.e2e.looks import flaws, violations
from tests.e2e.mirror import show
from tests.e2e.server import ROOT, Server
from tests.e2e.waiting import until
from tests.sampling import take, whole

pytestmark = pytest.mark.browser

CONCEPTS = ["server-crash", "rpc-failures", "byzantine-agreement", "domino-effect"]
HEAVY = "/play/byzantine-agreement?processes=7&traitors=3,5"
ROWS = """() => [...document.querySelectorAll(".sp-outcomes tbody tr")]
    .map((row) => [...row.cells].filter((cell) => !cell.matches(".sp-until")).map((cell) => cell.innerText.trim()))"""


def find(page: Page) -> None:
    """Find all endings, and wait for them."""
    page.get_by_role("button", name="Find all endings").click()
    expect(page.locator(".sp-outcomes")).to_be_visible(timeout=30_000)


def explored(concept: str) -> dict[str, Any]:
    """What the command line finds."""
    command = [sys.executable, "-m", "app.cli", "explore", concept, "--json"]
    found: dict[str, Any] = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout)
    return found


def called(concept: str) -> dict[str, str]:
    """The names that texts give the processes, where these are others."""
    return {lane.name: lane.label for lane in concept_of(concept).model().machine.lanes if lane.label}


def searches(server: Server) -> list[str]:
    """The searches that the server has running."""
    assert server.process is not None
    family = {str(server.process.pid)}
    found = []
    for folder in sorted(Path("/proc").glob("[0-9]*"), key=lambda one: int(one.name)):
        try:
            parent = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1]
            command = (folder / "cmdline").read_bytes().decode()
        except OSError:
            continue
        if parent in family:
            family.add(folder.name)
            found += [command] if "app.runner.exploration_worker" in command else []
    return found


def arrived(page: Page) -> None:
    """The run that was asked for is on show, at its start, and can be played."""
    expect(page.locator(".sp-play")).to_be_focused()
    expect(page.locator(".sp-say > b")).to_have_text(re.compile("^Step 0 of "))


@pytest.mark.sampled(2)
@pytest.mark.parametrize("concept", CONCEPTS)
def test_the_endings_are_those_of_the_command_line(open_page: Open, concept: str) -> None:
    page = open_page(f"/play/{concept}")
    find(page)
    found = explored(concept)
    events = [len(ending["choices"]) for ending in found["outcomes"]]
    wanted = [
        [*(show(value, called(concept)) for value in ending["outcome"].values()), str(ending["states"]), f"{count} event{'s' * (count != 1)}"]
        for ending, count in zip(found["outcomes"], events, strict=True)
    ]
    rows = [[*row[:-1], row[-1].removesuffix("this run").strip()] for row in page.evaluate(ROWS)]
    assert rows == wanted
    expect(page.locator(".sp-searched")).to_have_text(f"Found by trying all {found['states']} states.")


@pytest.mark.parametrize(("concept", "cells"), [("server-crash", 24), ("rpc-failures", 8)])
def test_each_cell_of_the_table_plays_to_what_it_says(open_page: Open, pytestconfig: pytest.Config, concept: str, cells: int) -> None:
    page = open_page(f"/play/{concept}")
    find(page)
    buttons = page.locator(".sp-grid .sp-results button")
    assert buttons.count() == cells
    for number in range(cells) if whole(pytestconfig) else take(range(cells), 5):
        button = buttons.nth(number)
        name = button.get_attribute("aria-label") or ""
        ending, place = name.split(": ")
        row, column = place.split(", ")
        button.click()
        arrived(page)
        expect(buttons.nth(number)).to_have_attribute("aria-current", "true")
        expect(page.locator(".sp-grid [aria-current]")).to_have_count(1)
        page.get_by_role("button", name="To the end", exact=True).click()
        said = page.locator(".sp-ending").inner_text()
        if concept == "server-crash":
            assert (f"Ordering {column}" in said, f"Result {ending.split(',')[0]}" in said) == (True, True)
            expect(page.locator(".sp-chip[data-parameter='client']")).to_contain_text(row.replace(" ", "-").replace("acknowledged", "acked"))
        else:
            times = {"once": "1"}.get(column, column.split()[0])
            assert (f"Client {row}" in said, f"Executed {times}" in said) == (True, True)


def test_a_cell_with_two_results_can_play_both(open_page: Open) -> None:
    page = open_page("/play/server-crash?scenario=broken-reordering")
    find(page)
    both = page.locator(".sp-results:has(button + button)").first.locator("button")
    endings = []
    for number in range(2):
        both.nth(number).click()
        arrived(page)
        page.get_by_role("button", name="To the end", exact=True).click()
        endings.append(f"Result {both.nth(number).inner_text()}" in page.locator(".sp-ending").inner_text())
    assert endings == [True, True]
    expect(page.locator(".sp-broken")).to_be_visible()


def test_undo_brings_back_the_run_that_an_ending_replaced(open_page: Open) -> None:
    page = open_page("/play/server-crash")
    page.get_by_role("slider", name="Timeline").fill("2")
    find(page)
    page.get_by_role("button", name="ZERO, 1 final state: never, MC(P)").click()
    arrived(page)
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.locator(".sp-say > b")).to_have_text("Step 2 of 4")
    expect(page.locator(".sp-chip[data-parameter='client']")).to_contain_text("always")


def test_what_was_found_once_is_not_asked_for_again(open_page: Open) -> None:
    page = open_page("/play/server-crash")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/api/endings") else None)
    find(page)
    page.get_by_role("button", name="ZERO, 1 final state: never, MC(P)").click()
    expect(page.locator(".sp-outcomes tr[aria-current]")).to_contain_text("ZERO")
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.locator(".sp-outcomes tr[aria-current]")).to_contain_text("MP")
    assert len(asked) == 2, "one search for each client"


def test_a_search_shows_how_far_it_is_and_can_be_stopped_and_the_server_then_stops_too(open_page: Open, own_course: Server) -> None:
    page = open_page(HEAVY, server=own_course)
    page.get_by_role("button", name="Find all endings").click()
    expect(page.locator(".sp-searched")).to_contain_text("states found", timeout=20_000)
    assert len(searches(own_course)) == 1
    stop = page.get_by_role("button", name="Stop searching", exact=True)
    expect(stop).to_be_focused()
    stop.click()
    expect(page.get_by_role("button", name="Find all endings")).to_be_focused()
    assert until(lambda: searches(own_course) == [])


def test_leaving_the_page_stops_its_search_on_the_server(open_page: Open, own_course: Server) -> None:
    page = open_page(HEAVY, server=own_course)
    page.get_by_role("button", name="Find all endings").click()
    expect(page.locator(".sp-searched")).to_contain_text("states found", timeout=20_000)
    page.goto(f"{own_course.url}/play")
    assert until(lambda: searches(own_course) == [])


def test_an_element_that_says_so_finds_its_endings_at_once(open_page: Open) -> None:
    page = open_page("/play/server-crash")
    page.evaluate("""() => {
        const player = document.createElement("sim-player");
        for (const [name, value] of Object.entries({ concept: "server-crash", endings: "", id: "eager" })) player.setAttribute(name, value);
        document.querySelector("main").append(player);
    }""")
    expect(page.locator("#eager .sp-outcomes")).to_be_visible(timeout=20_000)
    expect(page.locator("#eager .sp-turns")).to_contain_text("no longer possible")
    page.context.set_offline(True)
    page.locator("sim-player:not(#eager)").get_by_role("button", name="Find all endings").click()
    expect(page.locator("sim-player:not(#eager) .sp-outcomes")).to_be_visible()
    expect(page.locator("sim-player:not(#eager) .sp-turns")).to_contain_text("no longer possible")


def test_the_keyboard_alone_finds_chooses_and_plays_an_ending(open_page: Open) -> None:
    page = open_page("/play/server-crash")
    page.locator(".sp-space").focus()
    press_until(page, ".sp-find")
    page.keyboard.press("Enter")
    expect(page.locator(".sp-outcomes")).to_be_visible(timeout=20_000)
    assert page.evaluate("() => document.activeElement.closest('.sp-endings') !== null"), "the focus stays where the button was"
    press_until(page, ".sp-results button.sp-tone-bad")
    page.keyboard.press("Enter")
    arrived(page)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()


def press_until(page: Page, selector: str) -> None:
    """Press the tabulator key until the focus is there."""
    for _ in range(90):
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} cannot be reached by keyboard")


@pytest.mark.sampled(2)
@pytest.mark.parametrize("concept", CONCEPTS)
def test_axe_finds_nothing_in_the_endings_and_nothing_sticks_out(open_page: Open, concept: str) -> None:
    page = open_page(f"/play/{concept}")
    find(page)
    page.locator(".sp-outcomes button").last.click()
    arrived(page)
    assert flaws(page) == []
    small = page.evaluate("""() => [...document.querySelectorAll(".sp-endings button, .sp-holds button")]
        .filter((one) => { const box = one.getBoundingClientRect(); return box.width < 24 || box.height < 24; }).map((one) => one.outerHTML)""")
    assert small == []


def test_axe_finds_nothing_while_it_is_searched(open_page: Open) -> None:
    page = open_page(HEAVY)
    page.get_by_role("button", name="Find all endings").click()
    expect(page.locator(".sp-searched")).to_contain_text("states found", timeout=20_000)
    found = violations(page)
    page.get_by_role("button", name="Stop searching", exact=True).click()
    assert found == []
