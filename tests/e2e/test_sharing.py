"""A run goes out as a link, a directive, pictures and the languages of other tools."""

import json
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Page, expect

from app import concepts
from app.course.lesson import read
from app.kernel.runs import Run, play
from tests.e2e.conftest import Open
from tests.e2e.looks import flaws
from tests.e2e.menu import choose

pytestmark = pytest.mark.browser

RUN = "/play/server-crash?client=never&choices=0,0,2&step=3"
LESSON = """---
id: one
title: One
part: Part
order: 1
minutes: 1
concepts: [{slug}]
---

{directive}"""
SVG = "{http://www.w3.org/2000/svg}"


def export(page: Page, name: str) -> None:
    """Press a button of the export sheet."""
    if page.get_by_role("group", name="Export this run").count() == 0:
        choose(page, "Export")
    page.get_by_role("button", name=name, exact=True).click()


def saved(page: Page, name: str, folder: Path) -> Path:
    """What a button saves, under the name that it proposes."""
    with page.expect_download() as begun:
        export(page, name)
    path = folder / begun.value.suggested_filename
    begun.value.save_as(path)
    expect(page.locator(".sp-status")).to_contain_text(f"Saved as {path.name}.")
    return path


def copied(page: Page, name: str) -> str:
    """What a button copies."""
    export(page, name)
    expect(page.locator(".sp-status")).to_contain_text("copied")
    return str(page.evaluate("() => navigator.clipboard.readText()"))


def attributes(html: str) -> dict[str, str]:
    """The attributes of the player in a lesson."""
    found = re.search(r"<sim-player([^>]*)>", html)
    assert found is not None
    return dict(re.findall(r' ([a-z]+)="([^"]*)"', found[1]))


def test_the_link_brings_back_this_run_and_step(open_page: Open) -> None:
    page = open_page(RUN)
    assert copied(page, "Link to this step").endswith("/play/server-crash?client=never&choices=0%2C0%2C2&step=3&revision=1")


def test_a_copied_directive_is_a_lesson_that_shows_the_same_run(open_page: Open) -> None:
    text = copied(open_page(RUN), "Directive for a lesson")
    lesson, errors = read(LESSON.format(slug="server-crash", directive=text), "a.md", concepts.catalogue())
    assert (errors, lesson is not None) == ([], True)
    assert lesson is not None
    assert attributes(lesson.rendered.html) == {
        "concept": "server-crash",
        "parameters": "{&#34;client&#34;: &#34;never&#34;}",
        "choices": "0,0,2",
        "step": "3",
        "label": "Server crash",
    }


CASES = [(slug, scenario.name) for slug, concept in concepts.catalogue().items() for scenario in concept.scenarios]


def picked(page: Page, name: str, _asked: dict[str, object]) -> None:
    """The scenario was chosen from the list."""
    page.get_by_label("Scenario", exact=True).select_option(name)


def opened(page: Page, _name: str, asked: dict[str, object]) -> None:
    """The run was opened from its document."""
    page.locator("sim-player").evaluate("(player, text) => player.sharing.open(text)", json.dumps(asked))
    expect(page.locator(".sp-status")).to_have_text("Run opened.")


def restored(slug: str, text: str) -> Run:
    """The run that a directive shows in a lesson."""
    lesson, errors = read(LESSON.format(slug=slug, directive=text), "a.md", concepts.catalogue())
    assert errors == [], text
    assert lesson is not None
    given = {key: value.replace("&#34;", '"').replace("&gt;", ">") for key, value in attributes(lesson.rendered.html).items()}
    concept, named, choices = concepts.find(slug), given.get("scenario"), given.get("choices")
    model = concept.model(json.loads(given.get("parameters", "{}")), named)
    return play(model, tuple(map(int, choices.split(","))) if choices else concept.opening(named) if named else ())


@pytest.mark.sampled(6)
@pytest.mark.parametrize(("slug", "name"), CASES)
def test_the_directive_of_a_scenario_and_of_its_opened_json_restores_the_run(open_page: Open, slug: str, name: str) -> None:
    page, concept = open_page(f"/play/{slug}"), concepts.find(slug)
    run = play(concept.model({}, name), concept.opening(name))
    asked = {"concept": slug, "revision": concept.revision, "parameters": dict(run.model.parameters), "choices": list(run.choices)}
    for way in (picked, opened):
        way(page, name, asked)
        expect(page.locator(".sp-player")).to_have_attribute("aria-busy", "false")
        text = copied(page, "Directive for a lesson")
        again = restored(slug, text)
        assert (again.model.parameters, again.choices) == (run.model.parameters, run.choices), text


def test_the_svg_stands_alone_with_its_colours_fonts_and_words(open_page: Open, tmp_path: Path) -> None:
    page = open_page(RUN, scheme="dark")
    path = saved(page, "SVG picture", tmp_path)
    assert path.name == "server-crash-0-0-2.svg"
    text = path.read_text(encoding="utf-8")
    tree = ET.fromstring(text)
    assert (tree.tag, tree.findtext(f"{SVG}title")) == (f"{SVG}svg", "Server crash, step 3 of 6")
    assert "The server crashes" in (tree.findtext(f"{SVG}desc") or "")
    ground = tree.find(f"{SVG}rect")
    assert ground is not None
    assert ground.get("fill") == "#ffffff"
    assert not re.search(r"class=|style=|var\(|light-dark|<script|href=", text)
    labels = {(one.text or "").strip(): one for one in tree.iter(f"{SVG}text")}
    assert {"client", "server", "paper", "M"} <= set(labels)
    assert "sans-serif" in (labels["M"].get("font-family") or "")
    lanes = {one.get("fill") for one in tree.iter() if one.tag in (f"{SVG}circle", f"{SVG}rect", f"{SVG}path")}
    assert {"rgb(0, 103, 165)", "rgb(138, 86, 0)"} <= lanes, "points have the colour of their lane on white paper"
    assert "<!--" not in text
    dark = [one.get("fill") for one in labels.values() if _lightness(one.get("fill")) > 160]
    assert dark == [], "a picture for white paper has no light letters"


def _lightness(colour: str | None) -> float:
    numbers = [float(part) for part in re.findall(r"[\d.]+", colour or "")][:3]
    return sum(numbers) / 3 if len(numbers) == 3 else 0.0


def test_the_svg_opens_by_itself_and_looks_like_the_diagram(open_page: Open, tmp_path: Path) -> None:
    page = open_page(RUN)
    path = saved(page, "SVG picture", tmp_path)
    size = page.locator(".sp-run").evaluate("(one) => one.width.baseVal.value + document.querySelector('.sp-names').width.baseVal.value")
    viewer = page.context.new_page()
    viewer.goto(path.as_uri())
    assert viewer.evaluate("() => [document.documentElement.width.baseVal.value, document.querySelectorAll('text').length > 5]") == [size, True]
    assert (
        viewer.evaluate("() => getComputedStyle([...document.querySelectorAll('text')].find((one) => one.textContent.trim() === 'M')).fontSize")
        == "12.5px"
    )


def test_the_png_has_two_dots_a_pixel(open_page: Open, tmp_path: Path) -> None:
    page = open_page(RUN)
    path = saved(page, "PNG picture", tmp_path)
    content = path.read_bytes()
    width = page.locator(".sp-run").evaluate("(one) => one.width.baseVal.value + document.querySelector('.sp-names').width.baseVal.value")
    assert (path.name, content[:8]) == ("server-crash-0-0-2.png", b"\x89PNG\r\n\x1a\n")
    assert int.from_bytes(content[16:20]) == 2 * width
    assert len(content) > 5_000


@pytest.mark.parametrize(
    ("button", "name", "option"),
    [
        ("Mermaid diagram", "server-crash-0-0-2.mmd", "--mermaid"),
        ("ShiViz log", "server-crash-0-0-2.log", "--shiviz"),
        ("JSON", "server-crash-0-0-2.json", "--json"),
    ],
)
def test_the_text_is_what_the_command_line_prints(open_page: Open, tmp_path: Path, root: Path, button: str, name: str, option: str) -> None:
    path = saved(open_page(RUN), button, tmp_path)
    command = [sys.executable, "-m", "app.cli", "run", "server-crash", "--set", "client=never", "--choices", "0,0,2", option]
    printed = subprocess.run(command, cwd=root, capture_output=True, text=True, encoding="utf-8", check=False).stdout
    assert (path.name, path.read_text(encoding="utf-8").strip()) == (name, printed.strip())


def test_the_export_opens_and_closes_by_keyboard_and_gives_the_focus_back(open_page: Open) -> None:
    page = open_page(RUN)
    button = page.get_by_role("button", name="More", exact=True)
    button.focus()
    page.keyboard.press("Enter")
    for _ in ("Keys", "Compare", "Open", "Export"):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Export", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Link to this step")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".sp-status")).to_contain_text("Link copied")
    page.keyboard.press("Escape")
    expect(page.get_by_role("group", name="Export this run")).to_have_count(0)
    expect(button).to_be_focused()


def test_where_copying_is_forbidden_the_text_is_shown(open_page: Open) -> None:
    page = open_page(RUN)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    export(page, "Directive for a lesson")
    expect(page.get_by_label("Copy this text")).to_have_value(re.compile(r"^:::\{sim\} server-crash\n:client: never"))


def exporting(page: Page) -> None:
    """The export lies open, with a text that could not be copied."""
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    export(page, "Directive for a lesson")
    expect(page.get_by_label("Copy this text")).to_be_visible()


def test_axe_finds_nothing_on_the_open_export(open_page: Open) -> None:
    page = open_page(RUN)
    exporting(page)
    assert flaws(page) == []
