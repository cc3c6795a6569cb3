"""Byzantine agreement for those who do not see it: at every step the tree of the page says in sentences who told whom what, and who decided what."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from app.concepts import find
from app.kernel.runs import play
from app.kernel.show.panels import Ring
from app.kernel.show.report import Reporter
from app.kernel.specification import Model
from tests.e2e.conftest import Open

pytestmark = pytest.mark.browser

CONCEPT = find("byzantine-agreement")
SCENARIOS = ("four-one", "three-one", "om-four", "om-four-commander", "broken-textbook-rule")
# “Step 4, P3: x” and “Message “x””: a mark of the drawing, and no sentence.
MARK = re.compile(r"Step \d+, P\d+(, a fault)?: \S*$|^Message|^Lie")


def reporter(scenario: str) -> Reporter:
    """The run of a scenario."""
    model: Model = CONCEPT.model({}, scenario)
    return Reporter(play(model, CONCEPT.opening(scenario)))


def go_to(page: Page, step: int, last: int) -> None:
    """Step on, until this step is on show."""
    if step > 0:
        page.get_by_role("button", name="Next", exact=True).click()
    expect(page.locator(".sp-say > b")).to_have_text(f"Step {step} of {last}")


def told(page: Page) -> list[str]:
    """The sentences beside the ring."""
    return page.locator(".sp-ring-panel ul").get_by_role("listitem").all_text_contents()


def names(handles: Locator) -> list[str]:
    """What events of the diagram are called."""
    found: list[str] = handles.evaluate_all("marks => marks.map((mark) => mark.getAttribute('aria-label'))")
    return found


@pytest.mark.sampled(2)
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_whole_run_says_at_every_step_who_told_whom_what(open_page: Open, scenario: str) -> None:
    run = reporter(scenario)
    last = len(run.run.steps) - 1
    page = open_page(f"/play/byzantine-agreement?scenario={scenario}")
    for step in range(last + 1):
        go_to(page, step, last)
        tree = page.locator(".sp-player").aria_snapshot()
        assert run.narration(step) in tree.replace('\\"', '"')
        ring = next(panel for panel in run.player_frame(step).panels if isinstance(panel, Ring))
        assert told(page) == list(ring.told)
        assert all(re.fullmatch(r"(New: )?P\d+(, a traitor,)? tells P.+ that .+\.", sentence) for sentence in ring.told)


@pytest.mark.sampled(2)
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_event_of_the_diagram_is_called_by_a_sentence(open_page: Open, scenario: str) -> None:
    page = open_page(f"/play/byzantine-agreement?scenario={scenario}")
    called = names(page.locator(".sp-run .sp-handle:not([aria-haspopup])"))
    assert len(called) > 5
    assert [name for name in called if MARK.search(name)] == []
    assert all(name.endswith(".") for name in called)


@pytest.mark.sampled(2)
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_end_says_who_decided_what(open_page: Open, scenario: str) -> None:
    run = reporter(scenario)
    page = open_page(f"/play/byzantine-agreement?scenario={scenario}")
    page.get_by_role("button", name="To the end", exact=True).click()
    tree = page.locator(".sp-player").aria_snapshot()
    decides = [line for line in tree.splitlines() if 'row "decides' in line]
    assert decides
    assert all(re.search(r"right|wrong|unknown|not the same|[xy]|attack|retreat", line) for line in decides)
    assert "✓" not in "".join(decides)
    expect(page.get_by_role("slider", name="Timeline")).to_have_attribute(
        "aria-valuetext", re.compile(r"Ending: Results P.+, Agreement (yes|no), Validity (yes|no)\.")
    )
    assert run.narration(len(run.run.steps) - 1).split("is over: ")[1] in tree


def test_a_sign_in_a_table_is_read_in_words(open_page: Open) -> None:
    page = open_page("/play/byzantine-agreement?scenario=four-one")
    table = page.get_by_role("table", name="Round 2: what P1 is told")
    assert "nothing yet" in table.aria_snapshot()
    page.get_by_role("button", name="To the end", exact=True).click()
    tree = table.aria_snapshot()
    assert 'cell "1, does not count"' in tree
    assert 'cell "x, made up, does not count"' in tree
    assert re.search(r'cell "1, right', tree)
    assert re.search(r'cell "unknown', tree)
