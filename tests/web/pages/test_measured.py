"""A study on the pages: offered by its concept's page, made apart, drawn with the formula and given as a table."""

import pytest
from fastapi.testclient import TestClient

from app.web.api import studies
from app.web.pages import measured
from tests.command_line import answer
from tests.web.page import PageReader

ADDRESS = "/play/hamming/studies/noise"


def page(browser: TestClient, address: str, status: int = 200) -> PageReader:
    found = browser.get(address)
    assert found.status_code == status
    return PageReader(found.text)


def test_the_table_has_the_numbers_that_the_api_and_the_command_line_give(browser: TestClient) -> None:
    cells = page(browser, f"{ADDRESS}?code=secded").texts("td")
    document = browser.post("/api/studies", json={"concept": "hamming", "study": "noise", "parameters": {"code": "secded"}}).json()
    assert document == answer("study", "hamming", "--set", "code=secded")
    assert cells == [f"{point[name]:.4f}" for point in document["points"] for name in ("mean", "error", "formula")]


def test_the_plot_has_a_dot_a_point_and_the_line_of_the_formula(browser: TestClient) -> None:
    found = page(browser, ADDRESS)
    assert len([circle for circle in found.attributes("circle") if circle["class"] == "study-dot"]) == 9 + 1, "and one in the legend"
    assert [path["d"].count("L") for path in found.attributes("path") if path.get("class") == "study-formula"] == [8, 0]
    assert any(svg.get("aria-label") == "Share of words decoded rightly by noise (%), as the table says." for svg in found.attributes("svg"))
    assert found.texts("figcaption")[0].startswith("Words on a noisy wire How often")
    assert "Parameters: Code hamming-7-4 · Data 1011 · Flips 1" in found.texts("p")


def test_where_theory_says_nothing_there_is_no_formula(browser: TestClient) -> None:
    found = page(browser, f"{ADDRESS}?scenario=broken-no-check")
    assert found.texts("th")[:3] == ["Noise (%)", "Measured", "Std. error"]
    assert "Formula" not in found.texts("th")
    assert not [path for path in found.attributes("path") if path.get("class") == "study-formula"]


def test_the_page_of_a_concept_offers_its_studies_with_the_parameters_of_the_run(browser: TestClient) -> None:
    offered = page(browser, "/play/hamming?code=secded&noise=20&seed=3&choices=0&step=1")
    assert offered.links()["Measure it"] == f"{ADDRESS}?code=secded"
    assert [part["hx-get"] for part in offered.attributes("div") if "hx-get" in part] == [f"{ADDRESS}?code=secded"]
    assert "Measure it" not in page(browser, "/play/server-crash").links()


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/play/hamming/studies/nothing", 404, "There is no study “nothing” of “hamming”."),
        ("/play/nothing/studies/noise", 404, "There is no study “noise” of “nothing”."),
        ("/play/server-crash/studies/noise", 404, "There is no study “noise” of “server-crash”."),
        (f"{ADDRESS}?data=12", 422, "four bits"),
        (f"{ADDRESS}?data=1011&data=1111", 422, "more than once"),
    ],
)
def test_what_cannot_be_studied_is_a_page_that_says_why(browser: TestClient, address: str, status: int, said: str) -> None:
    assert said in " ".join(page(browser, address, status).texts("main"))


@pytest.mark.parametrize(
    ("asked", "field", "said"),
    [
        ({"concept": "hamming", "study": "nois"}, "study", "did you mean “noise”?"),
        ({"concept": "hamming", "study": "noise", "seeds": 0}, "seeds", "greater than or equal to 1"),
        ({"concept": "hamming", "study": "noise", "parameters": {"flips": 9}}, "flips", "from 0 to 3"),
        ({"concept": "ham", "study": "noise"}, "concept", "did you mean “hamming”?"),
    ],
)
def test_the_api_names_what_is_unusable(browser: TestClient, asked: dict[str, object], field: str, said: str) -> None:
    refused = browser.post("/api/studies", json=asked)
    assert (refused.status_code, refused.json()["field"]) == (422, field)
    assert said in refused.json()["error"]


def test_when_time_is_up_the_page_says_that_there_is_no_point(browser: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (measured, studies):
        monkeypatch.setattr(module, "SECONDS", 0.0)
    found = page(browser, f"{ADDRESS}?data=0000")
    assert "The time was up: no point was done." in " ".join(found.texts("p"))
    assert found.attributes("circle") == []
    asked = {"concept": "hamming", "study": "noise", "parameters": {"data": "0001"}}
    assert browser.post("/api/studies", json=asked).json()["stopped"] == "time"
