import json
from collections.abc import Iterator
from itertools import pairwise

import pytest
from fastapi.testclient import TestClient

from tests.web.page import PageReader

PAGES = ["/", "/lessons/two", "/play", "/play/server-crash", "/play/server-crash?client=allways", "/nothing", "/lessons/nothing", "/play/nothing"]


def page(browser: TestClient, address: str, status: int = 200) -> PageReader:
    answer = browser.get(address)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return PageReader(answer.text)


def test_the_course_page_lists_parts_and_lessons_in_order_with_what_they_teach(browser):
    found = page(browser, "/")
    assert found.texts("h2") == ["1 Part A", "2 Part B"]
    assert len([text for text in found.texts("td") if text in {"OK", "DUP", "ZERO"}]) == 12
    assert found.texts("li", class_="card") == [
        f"Lesson {number} What Lesson {number} teaches. about 5 minutes" for number in ("One", "Two", "Three")
    ]
    assert found.links()["Begin: Lesson One"] == "/lessons/one"
    assert "3 lessons · about 15 minutes · no account needed" in found.texts("p", class_="eyebrow")


def test_the_course_page_shows_a_run_that_plays_by_itself_and_reads_without_javascript(browser):
    found = page(browser, "/")
    [player] = found.attributes("sim-player")
    assert (player["concept"], player["scenario"], player["step"], player["autoplay"]) == ("server-crash", "textbook", "0", "")
    assert "The server crashes. It forgets" in found.texts("figure", class_="sim-fallback")[0]


def test_no_other_page_has_a_player_that_plays_by_itself(browser):
    assert "autoplay" not in page(browser, "/play/server-crash").attributes("sim-player")[0]


def test_a_course_without_lessons_says_how_one_gets_in(start, tmp_path):
    (tmp_path / "empty").mkdir()
    found = page(start(tmp_path / "empty"), "/")
    assert found.texts("h2") == ["No lessons yet"]


def test_a_lesson_stands_among_its_neighbours(browser):
    found = page(browser, "/lessons/two")
    assert found.texts("h1") == ["Lesson Two"]
    assert found.texts("title") == ["Lesson Two · Faultline"]
    assert found.texts("p", class_="eyebrow") == ["Part A · lesson 2 of 2 · about 5 minutes"]
    assert found.texts("a", rel="prev") == ["← Previous Lesson One"]
    assert found.texts("a", rel="next") == ["Next → Lesson Three"]
    assert found.texts("a", aria_current="page") == []
    here = [text for name, attributes, text in found.elements if attributes.get("aria-current") == "page"]
    assert here == [["○", "not begun: ", "Lesson Two"]]
    assert found.links()["A heading"] == "#a-heading"


def test_the_first_lesson_has_none_before_it_and_the_last_leads_back_to_the_course(browser):
    assert page(browser, "/lessons/one").texts("a", rel="prev") == []
    assert page(browser, "/lessons/three").texts("a", rel="next") == ["The end, for now → All lessons"]


def test_a_lesson_has_its_player_with_a_readable_run_inside(browser):
    found = page(browser, "/lessons/one")
    [player] = found.attributes("sim-player")
    assert (player["concept"], player["parameters"]) == ("server-crash", '{"client": "never"}')
    assert "The client has sent its request." in found.texts("figure")[0]


def test_the_playground_lists_every_concept(browser):
    assert page(browser, "/play").links()["Server crash"] == "/play/server-crash"


def test_a_run_is_restored_from_its_address(browser):
    found = page(browser, "/play/server-crash?scenario=lost-job&crashes=2&choices=0,0,2&step=3")
    [player] = found.attributes("sim-player")
    assert json.loads(player.pop("parameters") or "") == {"crashes": 2}
    assert player == {
        "concept": "server-crash",
        "scenario": "lost-job",
        "choices": "0,0,2",
        "step": "3",
        "scenarios": "",
        "whole": "",
        "label": "Server crash",
    }
    assert found.links()["M is a promise"] == "/play/server-crash?scenario=lost-job"
    assert "The server crashes." in found.texts("figure")[0]


def test_the_page_of_a_concept_names_its_lessons_and_marks_what_is_broken_on_purpose(browser):
    found = page(browser, "/play/server-crash")
    assert found.links()["Lesson Three"] == "/lessons/three"
    assert found.texts("span", class_="tag") == ["broken on purpose"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("client=allways", "Client: “allways” is not usable; allowed: always, never, when-acked, when-not-acked"),
        ("crashes=9", "Crashes: “9” is not usable; allowed: a whole number from 0 to 2"),
        ("clients=1", "Unknown parameter “clients”; did you mean “client”? (allowed: client, crashes, server)"),
        ("scenario=lost", "Unknown scenario “lost”"),
        ("choices=0,9", "Choice 9 at step 1 is not enabled; allowed there: 0 to 1"),
        ("choices=a", "Choices: allowed are small whole numbers with commas between them, such as 0,0,2"),
        ("choices=" + ",".join("0" * 2001), "Choices: 2001 are too many for an address; allowed are 2000"),
        ("step=99", "Step: 99 does not exist; this run has the steps 0 to 4"),
        ("step=-1", "Step: allowed is a whole number from 0"),
        ("client=never&client=always", "“client” stands more than once in the address."),
        ("client=%3Cscript%3Ealert(1)%3C/script%3E", "Client: “<script>alert(1)</script>” is not usable"),
    ],
)
def test_a_run_that_cannot_be_says_what_is_wrong_and_what_is_allowed(browser, query, said):
    found = page(browser, f"/play/server-crash?{query}", 422)
    assert found.texts("h1") == ["This cannot be done"]
    assert said in found.texts("p", class_="lead")[0]
    assert found.links()["Start this simulation from its default"] == "/play/server-crash"
    assert all("alert" not in script for script in found.texts("script"))


@pytest.mark.parametrize(
    ("address", "said"),
    [("/nothing", "No page has this address."), ("/lessons/x", "There is no lesson “x”."), ("/play/x", "There is no concept “x”.")],
)
def test_an_address_that_leads_nowhere_says_so_and_leads_on(browser, address, said):
    found = page(browser, address, 404)
    assert found.texts("h1") == ["There is nothing here"]
    assert found.texts("p", class_="lead")[0].startswith(said)
    assert found.links()["To the course"] == "/"


def test_a_crash_inside_says_nothing_of_the_inside_and_keeps_the_policy(browser, monkeypatch, caplog):
    def crash(_engine):
        raise RuntimeError("a secret of the inside")

    monkeypatch.setattr("app.web.pages.course.live_lessons", crash)
    answer = browser.get("/")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert PageReader(answer.text).texts("h1") == ["Something broke on our side"]
    assert answer.headers["content-security-policy"].startswith("default-src 'self'")
    assert "GET / crashed" in caplog.messages


def test_errors_of_the_interface_for_programs_are_json(browser):
    answer = browser.get("/api/nothing")
    assert (answer.status_code, answer.json()) == (404, {"error": "No page has this address.", "field": None})


@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_one_heading_landmarks_a_way_past_the_header_and_nothing_inline(browser, address):
    found = PageReader(browser.get(address).text)
    assert len(found.texts("h1")) == 1
    assert [len(found.attributes(tag)) for tag in ("main", "header", "footer")] == [1, 1, 1]
    assert found.links()["Skip to the text"] == f"#{found.attributes('main')[0]['id']}"
    assert found.attributes("html") == [{"lang": "en"}]
    inline = [attributes for attributes in found.attributes("script") if "src" not in attributes]
    assert inline == []
    assert found.attributes("style") == []
    handlers = [(tag, name) for tag, attributes, _ in found.elements for name in attributes if name.startswith(("on", "hx-on")) or name == "style"]
    assert handlers == []
    ids = [attributes["id"] for _, attributes, _ in found.elements if "id" in attributes]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("address", PAGES)
def test_headings_leave_out_no_level(browser, address):
    levels = [int(tag[1]) for tag, _, _ in PageReader(browser.get(address).text).elements if tag in {"h1", "h2", "h3", "h4"}]
    assert levels.count(1) == 1
    after_title = levels[levels.index(1) :]
    assert all(below <= above + 1 for above, below in pairwise(after_title))


def test_a_page_may_be_looked_up_without_being_read(browser):
    answer = browser.head("/lessons/one")
    assert (answer.status_code, answer.text) == (200, "")


def test_the_interface_for_programs_describes_itself(browser):
    document = browser.get("/api/openapi.json").json()
    assert {"/api/concepts", "/api/runs", "/api/explorations"} <= set(document["paths"])
    assert not [path for path in document["paths"] if not path.startswith("/api/")]


def chunks(count: int) -> Iterator[bytes]:
    """A body whose length nobody declares."""
    for _ in range(count):
        yield b" " * 100_000


LONG = {"declared": lambda: b" " * 300_000, "undeclared": lambda: chunks(3)}


@pytest.mark.parametrize("body", LONG.values(), ids=LONG)
def test_a_program_is_told_that_a_body_is_far_too_long_as_it_is_told_everything(browser, body):
    answer = browser.post("/api/runs", content=body(), headers={"Content-Type": "application/json"})
    assert answer.status_code == 413
    assert answer.json() == {"error": "What was sent is too long; allowed: 256 KiB.", "field": None}


@pytest.mark.parametrize("body", LONG.values(), ids=LONG)
def test_a_person_gets_a_page_for_a_form_that_is_far_too_long(browser, body):
    answer = browser.post("/lessons/one/place", content=body(), headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert answer.status_code == 413
    page = PageReader(answer.text)
    assert page.texts("h1") == ["This is too much"]
    assert "allowed: 256 KiB." in answer.text


def test_a_body_that_is_long_and_allowed_is_read(browser):
    answer = browser.post("/api/runs", content=b" " * 250_000 + b'{"concept": "server-crash"}', headers={"Content-Type": "application/json"})
    assert answer.status_code == 200
