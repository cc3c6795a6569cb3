"""Nothing that was typed or sent is lost: with a connection that goes away, two tabs, the back button, a reload, and without scripts."""

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.e2e.asking import LESSON, expect_said, question, send
from tests.e2e.server import Server
from tests.e2e.waiting import until

pytestmark = pytest.mark.browser

NUMBER = "q-numeric"


def type_in(page: Page, text: str, label: str = NUMBER) -> None:
    question(page, label).get_by_label("Your answer", exact=True).fill(text)


def value_in(page: Page, label: str = NUMBER) -> str:
    return question(page, label).get_by_label("Your answer", exact=True).input_value()


def test_what_is_typed_is_kept_and_there_again_after_a_reload(lesson):
    type_in(lesson, "half an ans")
    expect(question(lesson, NUMBER).locator("[data-kept]")).to_have_text("Draft kept")
    lesson.reload()
    assert value_in(lesson) == "half an ans"
    expect(question(lesson, NUMBER).locator("[data-kept]")).to_have_text("Draft kept")


def test_what_was_typed_in_the_last_moment_before_leaving_is_kept(lesson, asking):
    type_in(lesson, "last moment")
    lesson.goto(f"{asking.url}/play")

    def there_again() -> bool:
        lesson.goto(f"{asking.url}{LESSON}")
        return value_in(lesson) == "last moment"

    # It is sent while the page goes away; the first page after that may be quicker than it.
    assert until(there_again)


@pytest.mark.complains("ERR_INTERNET_DISCONNECTED")
def test_an_answer_that_finds_no_connection_waits_and_is_sent_once_when_there_is_one(lesson):
    asked = question(lesson, NUMBER)
    type_in(lesson, "13")
    lesson.context.set_offline(True)
    send(asked)
    expect(asked.locator("[data-kept]")).to_contain_text("Not sent yet")
    expect(asked.locator("[data-verdict]")).to_have_count(0)
    expect(asked.get_by_label("Your answer", exact=True)).to_be_disabled()
    lesson.context.set_offline(False)
    expect_said(asked, "Not right. 2 tries left.")


@pytest.mark.complains("ERR_FAILED")
def test_an_answer_whose_acknowledgement_got_lost_counts_once(lesson):
    asked = question(lesson, NUMBER)
    lost = []

    def lose(route: Route) -> None:
        lost.append(route.fetch().status)  # the server has it, and nobody hears of it
        route.abort()

    lesson.route("**/answers", lose, times=1)
    type_in(lesson, "13")
    send(asked)
    expect(asked.locator("[data-kept]")).to_contain_text("Not sent yet")
    lesson.evaluate("() => dispatchEvent(new Event('online'))")
    expect_said(asked, "Not right. 2 tries left.")
    assert lost == [200]


@pytest.mark.complains("ERR_FAILED")
def test_an_answer_waits_through_a_reload_of_the_page(lesson):
    asked = question(lesson, NUMBER)
    type_in(lesson, "13")
    lesson.route("**/answers", lambda route: route.abort())
    send(asked)
    expect(asked.locator("[data-kept]")).to_contain_text("Not sent yet")
    lesson.unroute("**/answers")
    lesson.reload()
    expect_said(question(lesson, NUMBER), "2 tries left.")


@pytest.mark.complains("status of 503")
def test_a_server_that_fails_has_acknowledged_nothing(lesson):
    asked = question(lesson, NUMBER)
    lesson.route("**/answers", lambda route: route.fulfill(status=503, body="busy"), times=1)
    type_in(lesson, "4711")
    send(asked)
    expect(asked.locator("[data-kept]")).to_contain_text("Not sent yet")
    expect_said(asked, "Right.")


def test_a_double_click_is_one_answer(lesson):
    asked = question(lesson, NUMBER)
    type_in(lesson, "13")
    asked.get_by_role("button", name="Answer", exact=True).dblclick()
    expect_said(asked, "2 tries left.")
    lesson.reload()
    expect_said(question(lesson, NUMBER), "2 tries left.")


@pytest.mark.complains("status of 409")
def test_a_second_tab_that_comes_late_is_told_and_sees_what_counts(lesson, asking):
    late = lesson.context.new_page()
    late.goto(f"{asking.url}{LESSON}")
    late.wait_for_selector(".sp-player")
    question(lesson, "q-single").get_by_label("The second", exact=True).check()
    send(question(lesson, "q-single"))
    expect_said(question(lesson, "q-single"), "Right.")
    question(late, "q-single").get_by_label("The first", exact=True).check()
    send(question(late, "q-single"))
    expect(question(late, "q-single")).to_contain_text("answered already, perhaps in another tab")
    expect_said(question(late, "q-single"), "Right.")


@pytest.mark.complains("status of 409")
def test_a_tab_that_does_not_know_of_a_used_try_is_told_before_it_uses_another(lesson, asking):
    other = lesson.context.new_page()
    other.goto(f"{asking.url}{LESSON}")
    other.wait_for_selector(".sp-player")
    type_in(lesson, "13")
    send(question(lesson, NUMBER))
    expect_said(question(lesson, NUMBER), "2 tries left.")
    for page, typed, before, after in ((other, "14", "2 tries left.", "1 try left."), (lesson, "15", "1 try left.", "The right answer")):
        asked = question(page, NUMBER)
        type_in(page, typed)
        send(asked)
        expect(asked.get_by_role("alert")).to_contain_text("Another tab has used a try meanwhile")
        expect_said(asked, before)
        assert value_in(page) == typed
        send(asked)
        expect(asked).to_contain_text(after)
        expect(asked.get_by_role("alert")).to_have_count(0)


@pytest.mark.complains("status of 409")
def test_a_draft_that_is_not_kept_says_so(lesson, asking):
    other = lesson.context.new_page()
    other.goto(f"{asking.url}{LESSON}")
    other.wait_for_selector(".sp-player")
    type_in(lesson, "4711")
    send(question(lesson, NUMBER))
    expect_said(question(lesson, NUMBER), "Right.")
    type_in(other, "half an ans")
    expect(question(other, NUMBER).locator("[data-kept]")).to_contain_text("Draft not kept: this was answered in another tab")


def test_going_back_shows_what_was_answered(lesson, asking):
    question(lesson, "q-single").get_by_label("The second", exact=True).check()
    send(question(lesson, "q-single"))
    expect_said(question(lesson, "q-single"), "Right.")
    lesson.get_by_role("link", name="Playground").click()
    expect(lesson.get_by_role("heading", name="Playground")).to_be_visible()
    lesson.go_back()
    expect_said(question(lesson, "q-single"), "Right.")
    lesson.goto(f"{asking.url}/play")
    lesson.go_back()
    expect_said(question(lesson, "q-single"), "Right.")


def test_the_run_of_a_challenge_stands_after_a_reload_where_it_stood(lesson):
    asked = question(lesson, "q-challenge")
    for step, label in enumerate(("server gets", "server crashes"), 1):
        asked.locator(".sp-choice", has_text=label).first.click()
        expect(asked.locator(".sp-say > b")).to_contain_text(f"Step {step} of")
    expect(asked.locator("[data-kept]")).to_have_text("Draft kept")
    lesson.reload()
    expect(asked.locator(".sp-say > b")).to_contain_text("Step 2 of")
    expect(asked.locator("[data-choices]")).to_have_value("0,1")


def test_everything_works_without_scripts(browser: Browser, asking: Server):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{asking.url}{LESSON}")
    type_in(page, "12")
    send(question(page, NUMBER))
    assert page.url.endswith("#question-q-numeric")
    expect(question(page, NUMBER)).to_contain_text("CANARY-hint-one.")
    order = question(page, "q-ordering")
    send(order)
    order.get_by_label("It is right as it stands").check()
    for item, place in (("one", "1"), ("two", "2"), ("three", "3")):
        order.get_by_label(f"Place of: {item}").select_option(place)
    send(order)
    expect(question(page, "q-ordering")).to_contain_text("Right.")
    question(page, "q-later").get_by_label("Your answer").fill("canaryword")
    send(question(page, "q-later"), "Answer")
    page.get_by_role("button", name="Finish", exact=True).click()
    expect(question(page, "q-later")).to_contain_text("Right.")
    context.close()
