"""Two runs side by side: the address restores both, the follower takes what it can, and what is unusable is said with its side."""

import json

import pytest
from starlette.testclient import TestClient

from app.concepts import catalogue, find
from app.web.pages.compare import Pair, counterpart, href
from tests.web.page import PageReader


def page(browser: TestClient, address: str, status: int = 200) -> PageReader:
    answer = browser.get(address)
    assert answer.status_code == status
    return PageReader(answer.text)


def test_both_sides_stand_there_as_tables_with_their_own_settings(browser: TestClient) -> None:
    found = page(browser, "/compare/server-crash?a.client=always&b.client=never&choices=0,0,2&step=4&lead=a")
    left, right = found.attributes("sim-player")
    assert (left["id"], json.loads(left["parameters"] or ""), left["choices"], left["step"]) == ("sim-left", {"client": "always"}, "0,0,2", "4")
    assert (right["id"], json.loads(right["parameters"] or ""), right["choices"], right["step"]) == ("sim-right", {"client": "never"}, "0,0,2", "4")
    assert found.attributes("sim-compare") == [{"concept": "server-crash", "lead": "a", "missed": ""}]
    assert len(found.texts("table")) == 2
    assert "client always" in found.texts("figcaption")[0]
    assert "client never" in found.texts("figcaption")[1]


def test_the_follower_takes_events_not_numbers_and_says_what_it_could_not_do(browser: TestClient) -> None:
    found = page(browser, "/compare/server-crash?a.server=M->P&b.server=P->M&choices=0,0,0,1")
    [pair] = found.attributes("sim-compare")
    assert pair["missed"] == "server sends the completion (M)"
    assert [player["choices"] for player in found.attributes("sim-player")] == ["0,0,0,1", "0"]


def test_the_right_side_can_lead(browser: TestClient) -> None:
    found = page(browser, "/compare/server-crash?a.server=M->P&b.server=P->M&choices=0,0,0,1&lead=b")
    assert [player["choices"] for player in found.attributes("sim-player")] == ["0", "0,0,0,1"]


def test_a_scenario_of_the_leader_brings_its_choices(browser: TestClient) -> None:
    found = page(browser, "/compare/server-crash?a.scenario=lost-job&b.client=always")
    assert [(player.get("scenario"), player["choices"]) for player in found.attributes("sim-player")] == [("lost-job", "0,0,2"), (None, "0,0,2")]


def test_a_left_side_alone_gets_a_counterpart_that_differs(browser: TestClient) -> None:
    left, right = page(browser, "/compare/server-crash?a.client=never&a.crashes=2").attributes("sim-player")
    assert json.loads(left["parameters"] or "") == {"client": "never", "crashes": 2}
    assert json.loads(right["parameters"] or "") == {"client": "always", "crashes": 2}


@pytest.mark.parametrize("slug", list(catalogue()))
def test_every_concept_has_a_counterpart_for_each_of_its_scenarios(slug: str) -> None:
    assert find(slug).scenarios
    for scenario in find(slug).scenarios:
        left = find(slug).model({}, scenario.name)
        right = find(slug).model(counterpart(left, {}, scenario.name), scenario.name)
        assert right.parameters != left.parameters, scenario.name


@pytest.mark.parametrize("slug", list(catalogue()))
def test_every_comparison_that_is_offered_can_be_opened_and_its_sides_differ(browser: TestClient, slug: str) -> None:
    offered = find(slug).comparisons
    assert offered
    links = page(browser, f"/compare/{slug}").links()
    for comparison in offered:
        address = href(find(slug), comparison)
        assert links[comparison.title] == address
        assert browser.get(address).status_code == 200
        query = {f"a.{name}": str(value) for name, value in comparison.left.items()}
        query |= {f"b.{name}": str(value) for name, value in comparison.right.items()}
        pair = Pair(find(slug), query | {"choices": ",".join(map(str, find(slug).comparison_choices(comparison)))})
        assert pair.runs["a"].outcome != pair.runs["b"].outcome, comparison.title


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("a.client=allways", "Left: client: “allways” is not usable"),
        ("b.client=allways", "Right: client: “allways” is not usable"),
        ("client=never", "“client” belongs to neither side; allowed: a.client for the left run, b.client for the right one"),
        ("lead=c", "Lead: allowed are a"),
        ("choices=0,9", "choice 9 at step 1 is not enabled"),
        ("step=99", "Step: 99 does not exist; the longer run has the steps 0 to"),
        ("a.client=never&a.client=always", "“a.client” stands more than once"),
    ],
)
def test_what_is_unusable_is_said_with_its_side(browser: TestClient, query: str, said: str) -> None:
    assert said.lower() in " ".join(page(browser, f"/compare/server-crash?{query}", 422).texts("main")).lower()


def test_a_concept_that_does_not_exist_is_said(browser: TestClient) -> None:
    assert "There is no concept" in " ".join(page(browser, "/compare/nothing", 404).texts("main"))
