"""What a release serves in fewer bytes works as the packs that it was made of, and looks the same."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app.web.http.assets import MINIFIED
from scripts.minify import ESBUILD, minify
from tests.e2e.conftest import Open
from tests.e2e.server import ROOT, Server

pytestmark = pytest.mark.browser

# Every element with its name, its place, and a sum over the properties of its style, which would be many megabytes; custom properties only count by
# what is made of them.
LOOK = """() => [...document.querySelectorAll("body, body *")].map((one) => {
    const { x, y, width, height } = one.getBoundingClientRect();
    const style = getComputedStyle(one);
    const names = Array.from(style).filter((name) => !name.startsWith("--"));
    const values = names.map((name) => style.getPropertyValue(name)).join("\\n");
    let sum = 0;
    for (let at = 0; at < values.length; at += 1) sum = (Math.imul(sum, 31) + values.charCodeAt(at)) | 0;
    return [one.localName, one.getAttribute("class"), x, y, width, height, names.length, sum];
})"""


def serving(folder: Path, *, small: bool) -> Iterator[Server]:
    """The application with its packs minified, or as they are joined whatever lies in the checkout."""
    static = Path(shutil.copytree(ROOT / "static", folder / "static", ignore=shutil.ignore_patterns(MINIFIED)))
    if small:
        minify(static, ESBUILD)
    server = Server(folder, settings={"STATIC_DIR": str(static)})
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The application with minified packs."""
    yield from serving(tmp_path_factory.mktemp("minified"), small=True)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The application without them."""
    yield from serving(tmp_path_factory.mktemp("joined"), small=False)


def packs(page: Page) -> int:
    """How many bytes of scripts and styles were fetched as packs."""
    size: int = page.evaluate(
        """() => performance.getEntriesByType('resource').filter(({ name }) => name.includes('/static/packs/'))
        .reduce((sum, { decodedBodySize }) => sum + decodedBodySize, 0)"""
    )
    return size


def looks(page: Page) -> list[list[object]]:
    """What every element of a page looks like; more than a few thousand properties."""
    found: list[list[object]] = page.evaluate(LOOK)
    assert len(found) > 100
    return found


@pytest.mark.sampled(1)
@pytest.mark.parametrize("path", ["/", "/play/byzantine-agreement", "/play/domino-effect"])
def test_a_page_looks_the_same_to_every_property_of_every_element(open_page: Open, plain: Server, small: Server, path: str) -> None:
    joined, minified = (open_page(path, server=plain), open_page(path, server=small))
    for page in (joined, minified):
        page.emulate_media(reduced_motion="reduce")
        page.reload()
        page.wait_for_selector(".sp-player:not(:has(.sp-editor-slot[aria-busy]))")
    assert packs(minified) < 0.8 * packs(joined)
    assert looks(joined) == looks(minified)


def test_a_run_is_stepped_branched_and_undone(open_page: Open, small: Server) -> None:
    page = open_page("/play/server-crash", server=small)
    page.get_by_role("button", name="Next", exact=True).click()
    page.locator(".sp-next .sp-choice.sp-fault").first.click()
    expect(page.locator(".sp-branches li")).to_have_count(2)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".sp-branches li").first.locator("button")).to_have_attribute("aria-current", "true")


def test_an_editor_is_fetched_and_runs_what_was_drawn(open_page: Open, small: Server) -> None:
    page = open_page("/play/domino-effect?pattern=P1:%20C%20a!;%20P2:%20a%3F%20C&crash=P2", server=small)
    page.get_by_role("button", name="Edit the pattern").click()
    page.keyboard.press("Enter")
    expect(page.get_by_label("As text")).to_have_value("P1: C C a!\nP2: a? C")
    page.get_by_role("button", name="Run this pattern").click()
    expect(page.locator(".sp-chip[data-parameter='pattern']")).to_contain_text("P1: C C a!")


def test_all_endings_are_found(open_page: Open, small: Server) -> None:
    page = open_page("/play/server-crash", server=small)
    page.get_by_role("button", name="Find all endings").click()
    expect(page.locator(".sp-outcomes, .sp-grid").first).to_be_visible()
