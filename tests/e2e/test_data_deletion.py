"""Whoever has his data deleted stays deleted: nothing that the browser still holds, or has sent before, makes him known again."""

import sqlite3
import urllib.request
from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Page, Route, expect

from app.web.http.visitors import COOKIE
from tests.e2e.asking import LESSON, expect_said, question, send, serving
from tests.e2e.conftest import Open
from tests.e2e.server import Server

pytestmark = pytest.mark.browser

NUMBER = "q-numeric"
BACK_ONLINE = "() => dispatchEvent(new Event('online'))"


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    yield from serving(tmp_path_factory.mktemp("asking"))


@pytest.fixture
def lesson(open_page: Open, asking: Server) -> Page:
    """The lesson, after a first answer: the visitor is known."""
    page = open_page(LESSON, server=asking)
    answer(page, "12")
    expect_said(question(page, NUMBER), "Not right.")
    assert rows(asking, person(page)) == 1
    return page


def answer(page: Page, text: str) -> None:
    question(page, NUMBER).get_by_label("Your answer", exact=True).fill(text)
    send(question(page, NUMBER))


def expect_waiting(page: Page) -> None:
    expect(question(page, NUMBER).locator("[data-kept]")).to_contain_text("Not sent yet")


def person(page: Page) -> str:
    """The id in the visitor's cookie."""
    cookies = {str(cookie.get("name")): str(cookie.get("value")) for cookie in page.context.cookies()}
    return cookies[COOKIE].partition(".")[0]


def rows(server: Server, *people: str) -> int:
    """How many people the course knows, or whether it knows this one."""
    with closing(sqlite3.connect(server.folder / "course.db")) as database:
        where = " WHERE id = ?" if people else ""
        return int(database.execute(f"SELECT count(*) FROM person{where}", people).fetchone()[0])


def to_the_question(page: Page) -> None:
    """Go to where it is asked whether all is to be deleted, without loading a page anew."""
    page.get_by_role("link", name="Results").click()
    page.get_by_role("link", name="Delete my data").click()
    expect(page.get_by_role("heading", name="Delete your data?")).to_be_focused()


def delete(page: Page) -> None:
    page.get_by_role("button", name="Delete all of it").click()
    expect(page.get_by_text("Your data is deleted.")).to_be_visible()


@pytest.mark.complains("ERR_FAILED")
def test_an_answer_and_a_draft_that_wait_are_not_sent_after_the_data_are_deleted(lesson: Page, asking: Server) -> None:
    lesson.route("**/questions/**", lambda route: route.abort())
    answer(lesson, "13")
    expect_waiting(lesson)
    question(lesson, "q-later").get_by_label("Your answer").fill("a draft")
    expect(question(lesson, "q-later").locator("[data-kept]")).to_contain_text("Draft not kept")
    known, others = person(lesson), rows(asking) - 1
    to_the_question(lesson)
    delete(lesson)
    assert lesson.evaluate("() => localStorage.getItem('faultline-outbox')") is None
    lesson.unroute("**/questions/**")
    lesson.evaluate(BACK_ONLINE)
    lesson.goto(f"{asking.url}{LESSON}")
    lesson.wait_for_selector(".sp-player")
    lesson.evaluate(BACK_ONLINE)
    expect(question(lesson, NUMBER).locator(".q-tries")).to_have_text("You have 3 tries")
    assert (rows(asking, known), rows(asking)) == (0, others)


@pytest.mark.complains("ERR_FAILED")
def test_while_it_is_asked_nothing_that_waits_is_sent_and_who_keeps_his_data_loses_nothing(lesson: Page, asking: Server) -> None:
    lesson.route("**/answers", lambda route: route.abort())
    answer(lesson, "13")
    expect_waiting(lesson)
    lesson.unroute("**/answers")
    sent: list[str] = []
    lesson.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    lesson.goto(f"{asking.url}/results/delete")
    lesson.evaluate(BACK_ONLINE)
    expect(lesson.get_by_role("heading", name="Delete your data?")).to_be_visible()
    assert sent == []
    with lesson.expect_response("**/answers"):
        lesson.get_by_role("link", name="Keep it").click()
    lesson.wait_for_function("() => localStorage.getItem('faultline-outbox') === null")
    lesson.reload()
    expect(lesson.locator("details")).to_contain_text("13 ms")


def test_an_answer_on_its_way_arrives_before_the_data_are_deleted(lesson: Page, asking: Server) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    lesson.route("**/answers", hold)
    answer(lesson, "13")
    expect(question(lesson, NUMBER).locator("[data-kept]")).to_contain_text("Sending")
    known = person(lesson)
    to_the_question(lesson)
    lesson.get_by_role("button", name="Delete all of it").click()
    expect(lesson.get_by_role("button", name="Deleting …")).to_be_visible()
    assert rows(asking, known) == 1
    [route] = held
    asked = urllib.request.Request(route.request.url, route.request.post_data_buffer, {"Cookie": cookie(lesson)}, method="POST")
    with urllib.request.urlopen(asked) as late:
        assert late.status == 200
    route.fulfill(status=200, headers={"faultline-part": "question"}, body="")
    expect(lesson.get_by_text("Your data is deleted.")).to_be_visible()
    assert rows(asking, known) == 0


def cookie(page: Page) -> str:
    """The cookies that the browser would send."""
    return "; ".join(f"{one.get('name')}={one.get('value')}" for one in page.context.cookies())


@pytest.mark.complains("ERR_FAILED")
def test_other_pages_of_the_browser_forget_too(lesson: Page, asking: Server) -> None:
    other = lesson.context.new_page()
    other.goto(f"{asking.url}{LESSON}")
    other.wait_for_selector(".sp-player")
    other.route("**/questions/**", lambda route: route.abort())
    question(other, "q-later").get_by_label("Your answer").fill("a draft")
    expect(question(other, "q-later").locator("[data-kept]")).to_contain_text("Draft not kept")
    known, others = person(lesson), rows(asking) - 1
    to_the_question(lesson)
    delete(lesson)
    other.unroute("**/questions/**")
    sent: list[str] = []
    other.on("request", lambda request: sent.append(request.url))
    other.evaluate(BACK_ONLINE)
    other.goto(f"{asking.url}/results")
    assert [url for url in sent if "/questions/" in url] == []
    assert (rows(asking, known), rows(asking)) == (0, others)
