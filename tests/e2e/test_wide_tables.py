"""What is wider than its place says so at its edges, by shades that go where there is nothing more; and what can fit does."""

import base64
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.asking import LESSON, question, send, serving
from tests.e2e.conftest import Open
from tests.e2e.looks import flaws
from tests.e2e.server import Server
from tests.web.asking import FRONT

pytestmark = pytest.mark.browser

WIDE = """:::{quiz} Three crashes
:label: q-wide
:kind: table
This is known of the other rules:

| client asks again | P M C | P C (M) | C (P M) | M P C | M C (P) | C (M P) |
|---|---|---|---|---|---|---|
| always | doubled | doubled | printed | doubled | printed | printed |

Fill in the rest.

| client asks again | P M C | P C (M) | C (P M) |
|---|---|---|---|
| when acknowledged | {OK|DUP|ZERO: DUP} | {OK|DUP|ZERO: OK} | {OK|DUP|ZERO: ZERO} |
| when not acknowledged | {OK|DUP|ZERO: OK} | {OK|DUP|ZERO: DUP} | {OK|DUP|ZERO: OK} |
- [!] So it is.
:::
"""

# How much darker the ground is at either edge of a region than in its middle; on the line `top` there is next to nothing else.
EDGES = """async (region, [picture, top, begin]) => {
  const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
  canvas.drawImage(image, 0, 0);
  const light = (x) => canvas.getImageData(x, top, 1, 1).data.slice(0, 3).reduce((sum, part) => sum + part, 0) / 3;
  const inner = Array.from({ length: 9 }, (_, place) => light(Math.floor(begin + ((image.width - begin) * (place + 5)) / 19)));
  const ground = inner.sort((one, other) => one - other)[4];
  return [ground - light(begin + 3), ground - light(image.width - 4)];
}"""


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    yield from serving(tmp_path_factory.mktemp("asking"), FRONT + WIDE)


def tables(page: Page) -> Locator:
    """The regions of the two tables: in what is asked, and to be filled in."""
    return question(page, "q-wide").get_by_role("group", name=re.compile("^Table.*: Three crashes$"))


def scroll(region: Locator, to: str) -> None:
    """Scroll a region at once to its start, its middle or its end."""
    part = {"start": 0, "middle": 0.5, "end": 1}[to]
    region.evaluate("(one, part) => one.scrollTo({ left: part * (one.scrollWidth - one.clientWidth), behavior: 'instant' })", part)


def shaded(region: Locator, top: int, begin: int = 0) -> tuple[bool, bool]:
    """Whether there is a shade at the left and at the right edge; the left one lies at ``begin``."""
    picture = base64.b64encode(region.screenshot()).decode()
    left, right = region.evaluate(EDGES, [picture, top, begin])
    return left > 5, right > 5


SHADES = [("start", (False, True)), ("middle", (True, True)), ("end", (True, False))]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("number", [0, 1])
def test_a_table_that_goes_on_is_shaded_on_that_side(open_page: Open, asking: Server, scheme: str, number: int) -> None:
    page = open_page(LESSON, server=asking, width=360, scheme=scheme, player=False)
    region = tables(page).nth(number)
    headings = round(region.locator("thead th").first.evaluate("(one) => one.getBoundingClientRect().width"))
    for to, expected in SHADES:
        scroll(region, to)
        page.wait_for_function("([one, along]) => one.hasAttribute('data-along') === along", arg=[region.element_handle(), expected[0]])
        assert shaded(region, 4, headings) == expected, to


def test_the_heading_of_a_row_stays_in_sight(open_page: Open, asking: Server) -> None:
    page = open_page(LESSON, server=asking, width=360, player=False)
    regions = tables(page).all()
    assert len(regions) == 2
    for region in regions:
        heading, last = region.locator("tbody tr").last.locator(":scope > *").first, region.locator("tbody td").last
        before = heading.bounding_box()
        scroll(region, "end")
        at, cell, around = heading.bounding_box(), last.bounding_box(), region.bounding_box()
        assert before is not None
        assert at is not None
        assert cell is not None
        assert around is not None
        assert abs(at["x"] - before["x"]) <= 1
        assert at["x"] + at["width"] <= cell["x"]
        assert cell["x"] + cell["width"] <= around["x"] + around["width"] + 1


def test_a_table_that_fits_has_no_shade(open_page: Open, asking: Server) -> None:
    page = open_page(LESSON, server=asking, player=False)
    assert [shaded(tables(page).nth(number), 4) for number in (0, 1)] == [(False, False)] * 2


def test_a_wide_table_is_scrolled_by_keyboard_and_the_page_is_not(open_page: Open, asking: Server) -> None:
    page = open_page(LESSON, server=asking, width=360, player=False)
    for region in tables(page).all():
        region.focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_function("(one) => one.scrollLeft > 0", arg=region.element_handle())
    assert flaws(page) == []


@pytest.mark.parametrize("width", [768, 1280])
def test_the_signs_of_a_judged_table_take_no_room(open_page: Open, asking: Server, width: int) -> None:
    page = open_page(LESSON, server=asking, width=width, player=False)
    asked = question(page, "q-wide")
    sizes = "(one) => [one.scrollWidth, one.clientWidth]"
    before = [region.evaluate(sizes) for region in tables(page).all()]
    for field in asked.locator("select").all():
        field.select_option("OK")
    send(asked)
    expect(asked.locator("td .q-sign")).to_have_count(6)
    after = [region.evaluate(sizes) for region in tables(page).all()]
    assert before == after
    assert all(needed == given for needed, given in after), after
    signs = [sign.bounding_box() for sign in asked.locator("td .q-sign").all()]
    cells = [cell.bounding_box() for cell in asked.locator("td:has(select)").all()]
    assert all(
        sign and cell and cell["x"] <= sign["x"] and sign["x"] + sign["width"] <= cell["x"] + cell["width"]
        for sign, cell in zip(signs, cells, strict=True)
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_diagram_that_goes_on_is_shaded_on_that_side(open_page: Open, scheme: str) -> None:
    page = open_page("/play/rpc-failures?scenario=executed-twice", width=360, scheme=scheme)
    region = page.locator(".sp-space")
    names = round(page.locator(".sp-names").evaluate("(one) => one.clientWidth"))
    for to, expected in SHADES:
        scroll(region, to)
        assert shaded(region, 2, names) == expected, to
