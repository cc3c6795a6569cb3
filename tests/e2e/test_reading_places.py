"""A lesson counts as begun when it is read, not when it is glanced at; and it leads back to where one was."""

import pytest
from playwright.sync_api import Page, Request, expect

from tests.e2e.asking import LESSON, question
from tests.e2e.conftest import Open
from tests.e2e.server import Server

pytestmark = pytest.mark.browser

HIDDEN = """(hidden) => {
  Object.defineProperty(document, "visibilityState", { configurable: true, get: () => (hidden ? "hidden" : "visible") });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


@pytest.fixture
def lesson(open_page: Open, asking: Server) -> Page:
    """The lesson with a clock that only the test turns."""
    page = open_page("/play", server=asking, player=False)
    page.clock.install(time=0)
    page.clock.pause_at(1_000)
    page.goto(f"{asking.url}{LESSON}")
    page.wait_for_selector(".sp-player")
    return page


def told(page: Page) -> list[str | None]:
    """What the page tells of the reader from now on."""
    found: list[str | None] = []

    def heard(request: Request) -> None:
        if request.url.endswith("/place"):
            found.append(request.post_data)

    page.on("request", heard)
    return found


def telling(anchor: str):
    """A response to a page that has told this place."""
    return lambda answer: answer.url.endswith("/place") and answer.request.post_data == f"anchor={anchor}"


def follow(page: Page, link: str, title: str) -> None:
    """Go to another page, and wait until it has the keyboard."""
    page.get_by_role("link", name=link, exact=True).click()
    heading = page.get_by_role("heading", name=title, exact=True, level=1)
    expect(heading).to_be_visible()
    for _ in range(50):  # what is left to be done takes some turns of the clock
        page.clock.run_for(20)
    expect(heading).to_be_focused()


def standing(page: Page, server: Server) -> str:
    """What the course page says of the lesson."""
    page.goto(f"{server.url}/")
    return page.locator(".card", has_text="Asking").inner_text()


def test_a_glance_is_not_told_and_leaves_nothing(lesson, asking):
    found = told(lesson)
    lesson.clock.fast_forward(8_000)
    assert "begun" not in standing(lesson, asking)
    lesson.goto(f"{asking.url}{LESSON}#where-it-begins")
    # The browser's own scrolling to the anchor, whose event comes after the first key.
    lesson.evaluate("scrollBy(0, 5); dispatchEvent(new KeyboardEvent('keydown', { key: 'Control' }))")
    lesson.keyboard.press("Control")
    lesson.clock.fast_forward(8_000)
    assert "begun" not in standing(lesson, asking)
    assert found == []


def test_the_list_of_lessons_shows_at_once_that_a_lesson_is_begun(lesson, asking):
    mark = lesson.locator("#fl-mark")
    expect(mark).to_contain_text("not begun")
    with lesson.expect_response(telling("")):
        lesson.clock.fast_forward(10_100)
    expect(mark).to_have_text("◐begun: ")


def test_an_answer_marks_the_lesson_as_begun_too(lesson):
    lesson.locator("#question-q-single").get_by_label("The second", exact=True).check()
    question(lesson, "q-single").get_by_role("button", name="Answer", exact=True).click()
    expect(lesson.locator("#fl-mark")).to_have_text("◐begun: ")


def test_a_lesson_that_stays_open_for_ten_seconds_is_begun(lesson, asking):
    with lesson.expect_response(telling("")):
        lesson.clock.fast_forward(10_100)
    assert "begun" in standing(lesson, asking)


def test_time_in_which_nobody_sees_the_page_does_not_count(lesson):
    found = told(lesson)
    lesson.clock.fast_forward(4_000)
    lesson.evaluate(HIDDEN, True)
    lesson.clock.fast_forward(3_600_000)
    lesson.evaluate(HIDDEN, False)
    assert found == []
    with lesson.expect_response(telling("")):
        lesson.clock.fast_forward(8_000)


def test_another_lesson_or_page_begins_to_count_anew(lesson, asking):
    found = told(lesson)
    lesson.clock.fast_forward(8_000)
    follow(lesson, "Playground", "Playground")
    lesson.clock.fast_forward(8_000)
    follow(lesson, "Course", "Break distributed systems, on purpose, until you see why they hold.")
    follow(lesson, "Begin: Asking", "Asking")
    lesson.clock.fast_forward(5_000)
    assert found == []


def test_who_scrolls_past_a_heading_has_begun_and_is_led_back_there(lesson, asking):
    lesson.mouse.move(640, 450)
    with lesson.expect_response(telling("where-it-begins")):
        lesson.mouse.wheel(0, 1_500)
        lesson.wait_for_function("() => scrollY > 1000")
        lesson.clock.fast_forward(2_000)
    assert "begun" in standing(lesson, asking)
    lesson.goto(f"{asking.url}{LESSON}")
    offer = lesson.locator("[data-resume]")
    expect(offer).to_contain_text("You were at “Where it begins”.")
    offer.get_by_role("link").click()
    expect(lesson.get_by_role("heading", name="Where it begins")).to_be_in_viewport()


def test_who_steps_a_simulation_has_begun(lesson, asking):
    with lesson.expect_response(lambda answer: answer.url.endswith("/place")):
        question(lesson, "q-challenge").get_by_role("button", name="Next", exact=True).click()
    assert "begun" in standing(lesson, asking)


def test_who_types_has_begun(lesson, asking):
    question(lesson, "q-numeric").get_by_label("Your answer", exact=True).fill("13")
    with lesson.expect_response(lambda answer: answer.url.endswith("/draft")):
        lesson.clock.fast_forward(1_000)
    assert "begun" in standing(lesson, asking)
