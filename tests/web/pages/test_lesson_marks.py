from datetime import timedelta

import pytest

from app.store import tables
from app.web.pages import lesson_marks
from tests.web.page import PageReader


def marks(browser, address: str = "/") -> dict[str, str]:
    """What the page says of each lesson."""
    found = PageReader(browser.get(address).text)
    return {text.partition(" What")[0]: text.rpartition("minutes")[2].strip() for text in found.texts("li", class_="card")}


def test_a_lesson_is_new_then_begun_then_done_then_due(browser, monkeypatch):
    assert marks(browser)["Lesson One"] == ""
    browser.post("/lessons/one/place", data={"anchor": ""})
    assert marks(browser)["Lesson One"] == "◐ begun"
    browser.post("/lessons/one/done")
    assert marks(browser)["Lesson One"] == "● done"
    monkeypatch.setattr(lesson_marks, "now", lambda: tables.now() + timedelta(days=2))
    assert marks(browser)["Lesson One"] == "↻ due for review"
    assert "It is time to look at this lesson again" in browser.get("/lessons/one").text


def test_the_sidebar_says_the_same_in_words_and_signs(browser):
    browser.post("/lessons/one/place", data={"anchor": ""})
    found = PageReader(browser.get("/lessons/two").text)
    assert found.texts("a", href="/lessons/one") == ["◐begun: Lesson One", "← Previous Lesson One"]


def test_the_course_page_leads_on_where_one_was(browser):
    assert PageReader(browser.get("/").text).links()["Begin: Lesson One"] == "/lessons/one"
    browser.post("/lessons/two/place", data={"anchor": "a-heading"})
    assert PageReader(browser.get("/").text).links()["Continue where you were: Lesson Two"] == "/lessons/two#a-heading"
    browser.post("/lessons/two/done")
    assert PageReader(browser.get("/").text).links()["Go on with: Lesson One"] == "/lessons/one"


def test_the_table_of_the_course_page_gives_no_row_away_that_a_lesson_still_asks_for(browser):
    def played() -> list[str]:
        links = PageReader(browser.get("/").text).attributes("a")
        return [str(link["aria-label"]) for link in links if str(link["href"]).startswith("/play/server-crash?") and "aria-label" in link]

    def endings() -> str:
        return PageReader(browser.get("/").text).texts("figure", class_="endings")[0]

    assert len(played()) == 12
    assert {name.rpartition(": ")[2] for name in played()} == {"always", "never"}
    assert "No row is OK" not in endings()
    assert "What do you expect?" in endings()
    browser.post("/lessons/one/done")
    assert len(played()) == 24
    assert "No row is OK everywhere." in endings()
    assert "What do you expect?" not in endings()


def test_a_lesson_offers_to_continue_at_the_last_heading(browser):
    assert "Continue there" not in browser.get("/lessons/one").text
    browser.post("/lessons/one/place", data={"anchor": "a-heading"})
    assert PageReader(browser.get("/lessons/one").text).links()["Continue there"] == "#a-heading"


def test_who_tells_a_place_gets_the_mark_that_stands_in_the_list_of_lessons(browser):
    [before] = [mark for mark in PageReader(browser.get("/lessons/one").text).attributes("span") if mark.get("id") == "fl-mark"]
    told = browser.post("/lessons/one/place", data={"anchor": ""})
    [after, *_] = PageReader(told.text).attributes("span")
    assert (before["class"], after["class"], after["id"]) == ("mark-of new", "mark-of started", "fl-mark")
    assert told.headers["faultline-part"] == "mark"


@pytest.mark.parametrize("anchor", ["gone", "x" * 5000, "<b>"])
def test_a_place_that_is_none_offers_nothing(browser, anchor):
    assert browser.post("/lessons/one/place", data={"anchor": anchor}).status_code == 200
    assert "Continue there" not in browser.get("/lessons/one").text


def test_reading_alone_writes_nothing(browser):
    browser.get("/lessons/one")
    assert marks(browser)["Lesson One"] == ""
