"""A page in its two looks, and what is wrong with it in either: what axe finds, and what sticks out of the window.

A wide page in light colours and a narrow one in dark colours: a page is loaded once, and both widths and both schemes are seen. The two other
combinations would only find a rule that asks for width and scheme at once, and there is none.
"""

from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e.waiting import at_rest

LOOKS: tuple[tuple[int, Literal["light", "dark"]], ...] = ((1280, "light"), (360, "dark"))
WIDTHS = [320, 360, 768, 1280, 1920]
HEIGHT = 900
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Only what is wrong is described: describing what is right as well takes five times as long on a page with large tables.
TAGS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
}
AXE = Axe().axe_script
ASK = "(options) => axe.run(document, options).then(({ violations }) => violations)"


def violations(page: Page) -> list[str]:
    """What axe has to say of a page at rest, one line an element. Its script is read once a page."""
    at_rest(page)
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    found: list[dict[str, Any]] = page.evaluate(ASK, TAGS)
    return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]


def flaws(page: Page) -> list[str]:
    """What is wrong with a page in its two looks. Afterwards it has the size again that it had, and light colours."""
    before, found = page.viewport_size, []
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.emulate_media(color_scheme=scheme)
        found += [f"{scheme}: {line}" for line in violations(page)]
        if pixels := page.evaluate(OVERFLOW):
            found.append(f"{scheme}: {pixels} pixels wider than a window of {width}")
    page.emulate_media(color_scheme="light")
    assert before is not None
    page.set_viewport_size(before)
    return found


def sideways(page: Page) -> dict[int, int]:
    """The widths of a window, from narrow to wide, in which the page is wider than the window, and by how much."""
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        at_rest(page)
        found[width] = page.evaluate(OVERFLOW)
    return {width: pixels for width, pixels in found.items() if pixels}
