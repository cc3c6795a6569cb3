import pytest

from app.web.pages.way_back import with_way_back
from tests.web.page import PageReader


def links(browser, address: str) -> dict[str, str]:
    answer = browser.get(address)
    assert answer.status_code == 200
    return PageReader(answer.text).links()


def test_links_to_the_playground_say_in_which_section_of_a_lesson_they_stand():
    html = '<p><a href="/play/a">x</a></p><h2 id="one">1</h2><a class="c" href="/play/a?x=1&amp;y=2">y</a><a href="/lessons/b">z</a>'
    assert with_way_back(html, "crashes") == (
        '<p><a href="/play/a?from=crashes">x</a></p><h2 id="one">1</h2>'
        '<a class="c" href="/play/a?x=1&amp;y=2&amp;from=crashes&amp;at=one">y</a><a href="/lessons/b">z</a>'
    )
    assert with_way_back('<a href="/play/a">x</a>', "crashes", "question-q") == '<a href="/play/a?from=crashes&amp;at=question-q">x</a>'


def test_a_lesson_leads_to_the_playground_and_that_leads_back(browser):
    there = links(browser, "/lessons/two")["This run on a page of its own"]
    assert there == "/play/server-crash?client=never&from=two&at=a-heading"
    found = links(browser, there)
    assert found["← Back to Lesson Two"] == "/lessons/two#a-heading"
    assert found["M is a promise"] == "/play/server-crash?scenario=lost-job&from=two&at=a-heading"


@pytest.mark.parametrize(
    "query", ["", "?from=", "?from=four", "?from=//example.org", "?from=https://example.org/", "?from=two/../../x", "?at=a-heading", "?from=%00"]
)
def test_only_a_lesson_of_the_course_is_led_back_to(browser, query):
    assert not [text for text in links(browser, f"/play/server-crash{query}") if text.startswith("←")]


@pytest.mark.parametrize("at", ["nothing", "//example.org", "javascript:alert(1)", '"><b>', "A B", ""])
def test_a_place_that_is_no_anchor_is_left_out(browser, at):
    back = PageReader(browser.get("/play/server-crash", params={"from": "two", "at": at}).text).links()["← Back to Lesson Two"]
    assert back in ("/lessons/two", "/lessons/two#nothing")
    assert back.endswith("#nothing") == (at == "nothing")
