"""Each kind of question in a real browser, right and wrong, by mouse and by keyboard."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.asking import LESSON, expect_led, expect_said, question, send, send_in_order
from tests.e2e.looks import flaws

pytestmark = pytest.mark.browser


def pairs(first: str, second: str) -> Callable[[Locator], None]:
    def fill(asked: Locator) -> None:
        asked.get_by_label("print").select_option(label=first)
        asked.get_by_label("message").select_option(label=second)

    return fill


def cells(first: str, second: str) -> Callable[[Locator], None]:
    def fill(asked: Locator) -> None:
        asked.get_by_label("crash, sign").select_option(first)
        asked.get_by_label("message, sign").select_option(second)

    return fill


def option(*names: str) -> Callable[[Locator], None]:
    def fill(asked: Locator) -> None:
        for name in names:
            asked.get_by_label(name, exact=True).check()

    return fill


def typed(text: str) -> Callable[[Locator], None]:
    return lambda asked: asked.get_by_label("Your answer", exact=True).fill(text)


def played(*labels: str) -> Callable[[Locator], None]:
    def fill(asked: Locator) -> None:
        for step, label in enumerate(labels, 1):
            asked.locator(".sp-choice", has_text=label).first.click()
            expect(asked.locator(".sp-say")).to_contain_text(f"Step {step} of")

    return fill


@pytest.mark.parametrize(
    ("label", "fill", "button", "said", "because"),
    [
        ("q-single", option("The second"), "Answer", "Right.", "CANARY-explained."),
        ("q-single", option("The third"), "Answer", "Not right.", "CANARY-third is wrong."),
        ("q-multiple", option("North", "South"), "Answer", "Right.", "CANARY-several."),
        ("q-multiple", option("North", "Up"), "Answer", "Not right.", "CANARY-up is no direction"),
        ("q-numeric", typed("4711"), "Answer", "Right.", "CANARY-number."),
        ("q-numeric", typed("12"), "Answer", "Not right. 2 tries left.", "CANARY-hint-one."),
        ("q-matching", pairs("P", "M"), "Answer", "Right.", "CANARY-pairs."),
        ("q-matching", pairs("M", "P"), "Answer", "Not right.", "The right answer:"),
        ("q-table", cells("C", "M"), "Answer", "Right.", "CANARY-table."),
        ("q-table", cells("C", "P"), "Answer", "Partly right: 50 %.", "The right answer:"),
        ("q-predict", option("Nothing"), "Answer", "Right.", "CANARY-predicted."),
        ("q-predict", option("One copy"), "Answer", "Not right.", "CANARY-copy: who should print it?"),
        ("q-challenge", played("server gets", "server prints", "server crashes"), "Answer", "Right.", "It cannot be done with fewer."),
        ("q-challenge", played("server gets", "server crashes"), "Answer", "Not right. 9 tries left.", "CANARY-where."),
    ],
)
def test_each_kind_is_judged_in_words_and_sign_and_the_keyboard_is_led_to_it(lesson, label, fill, button, said, because):
    asked = question(lesson, label)
    fill(asked)
    send(asked, button)
    expect_said(asked, said)
    expect_led(asked)
    expect(asked).to_contain_text(because)
    assert lesson.url.endswith(LESSON)


@pytest.mark.complains("status of 422")
@pytest.mark.parametrize(
    ("order", "said", "because"),
    [(["one", "two", "three"], "Right.", "CANARY-order."), (["three", "one", "two"], "Not right.", "0 of 3 are in the right place")],
)
def test_an_order_is_judged_when_it_was_moved_or_confirmed(lesson, order, said, because):
    asked = question(lesson, "q-ordering")
    send_in_order(asked, order)
    expect_said(asked, said)
    expect_led(asked)
    expect(asked).to_contain_text(because)


def test_all_by_keyboard(lesson):
    asked = question(lesson, "q-single")
    asked.get_by_role("radio").first.focus()
    while not asked.get_by_label("The second", exact=True).is_checked():
        lesson.keyboard.press("ArrowDown")
    lesson.keyboard.press("Enter")
    expect_said(asked, "Right.")
    asked = question(lesson, "q-ordering")
    last = asked.locator("[data-item]").last.get_attribute("data-item")
    asked.get_by_role("button", name=f"Move up: {last}").focus()
    for place in (2, 1):
        lesson.keyboard.press("Enter")
        expect(asked.locator("[data-moved]")).to_have_text(f"{last}: now number {place} of 3")
        expect(asked.get_by_role("button", name=f"Move up: {last}")).to_be_focused()


def test_things_can_be_dragged_into_order(lesson):
    asked = question(lesson, "q-ordering")
    items = asked.locator("[data-order] > li")
    last = items.nth(2).get_attribute("data-item")
    items.nth(2).locator(".q-grip").drag_to(items.nth(0), target_position={"x": 40, "y": 3})
    expect(items.nth(0)).to_have_attribute("data-item", last)
    places = items.evaluate_all("items => items.map((item) => item.querySelector('select').value)")
    assert places == ["1", "2", "3"]


def test_tries_and_hints_run_out(lesson):
    asked = question(lesson, "q-numeric")
    for number, said in (("12", "2 tries left"), ("13", "1 try left"), ("14", "Not right.")):
        typed(number)(asked)
        send(asked)
        expect_said(asked, said)
    expect(asked).to_contain_text("The right answer: 4711 ms")
    expect(asked.get_by_label("Your answer", exact=True)).to_be_disabled()
    send(asked, "Try again")
    expect(asked.get_by_label("Your answer", exact=True)).to_have_value("")
    expect(asked.locator(".q-tries")).to_have_text("You have 3 tries")


@pytest.mark.complains("status of 422")
def test_the_keyboard_is_led_to_why_an_answer_was_not_taken_and_not_to_an_older_verdict(lesson):
    asked = question(lesson, "q-numeric")
    for number, tries in (("long", "You have 3 tries"), ("12", "2 tries left"), ("longer", "2 tries left")):
        typed(number)(asked)
        send(asked)
        expect(asked.locator(".q-tries")).to_have_text(tries)
        expect(asked.locator("[data-verdict]" if number == "12" else "[role=alert]")).to_be_focused()
    expect(asked.get_by_role("alert")).to_contain_text("The answer must be a number")


def test_a_deferred_answer_is_judged_when_the_lesson_is_finished_and_a_draft_with_it(lesson):
    asked = question(lesson, "q-later")
    typed("something else")(asked)
    send(asked)
    expect_said(asked, "Saved.")
    typed("canaryword")(asked)
    lesson.get_by_role("button", name="Finish", exact=True).click()
    expect_said(question(lesson, "q-later"), "Right.")
    expect(lesson.get_by_text("1 of 10")).to_be_visible()


def test_a_prediction_waits_and_then_goes_on_from_where_it_waited(lesson):
    asked = question(lesson, "q-predict")
    player = asked.locator("sim-player")
    expect(player).to_contain_text("Step 2 of 2")
    expect(player).to_contain_text("Answer first, then watch how it goes on.")
    expect(player.locator(".sp-choice")).to_have_count(0)
    player.get_by_role("button", name="Back", exact=True).click()
    expect(player).to_contain_text("Step 1 of 2")
    option("Nothing")(asked)
    send(asked)
    expect_said(asked, "Right.")
    expect(asked.locator(".sp-say > b")).to_contain_text("of 6")
    expect(asked.locator(".sp-choice").first).to_be_visible()


def test_the_simulation_of_a_challenge_stays_as_it_is_between_tries(lesson):
    asked = question(lesson, "q-challenge")
    played("server gets", "server crashes")(asked)
    expect(asked.get_by_role("button", name="Find all endings")).to_have_count(0)
    send(asked)
    expect_said(asked, "Not right.")
    expect(asked.locator(".sp-say")).to_contain_text("Step 2 of")
    expect(asked.locator("[data-choices]")).to_have_value("0,1")
    expect(asked.locator("[data-choices]")).to_be_hidden()
    expect(asked.locator(".sp-goal-bar")).to_contain_text("Goal")


def test_a_challenge_that_is_won_keeps_the_run_where_it_is_and_marks_the_goal_in_it(lesson):
    asked = question(lesson, "q-challenge")
    played("server gets", "server prints", "server crashes")(asked)
    send(asked)
    expect_said(asked, "Right.")
    expect(asked.locator(".sp-say > b")).to_have_text("Step 3 of 9")
    asked.get_by_role("tab", name="Runs").click()
    expect(asked.locator(".sp-branches li")).not_to_have_count(0)
    asked.get_by_role("button", name="Go to step 9").click()
    expect(asked.locator(".sp-say")).to_contain_text("✓ Goal reached")
    expect(asked.get_by_role("slider", name="Timeline")).to_have_attribute("aria-valuetext", re.compile(r"The goal is reached here\.$"))
    expect(asked.get_by_role("link", name="Watch")).to_have_count(0)
    expect(asked.get_by_role("tab", name="All endings")).to_have_count(0)
    asked.locator("[data-branch='0']").click()
    expect(asked.locator(".sp-say")).not_to_contain_text("Goal reached")
    expect(asked.locator(".sp-goal-mark")).to_have_count(0)


def test_a_challenge_that_is_given_up_keeps_the_run_too_and_a_new_attempt_begins_anew(lesson):
    asked = question(lesson, "q-challenge")
    played("server gets", "server crashes")(asked)
    send(asked)
    expect_said(asked, "9 tries left.")
    send(asked, "Show the answer")
    expect(asked.get_by_role("link", name="Watch a best run")).to_be_visible()
    expect(asked.locator(".sp-say > b")).to_contain_text("Step 2 of")
    expect(asked.locator(".sp-goal, .sp-goal-mark")).to_have_count(0)
    send(asked, "Try again")
    expect(asked.locator(".sp-say > b")).to_contain_text("Step 0 of")
    expect(asked.locator("[data-choices]")).to_have_value("")


def test_a_challenge_counts_the_events_of_the_default_that_were_only_followed(lesson):
    asked = question(lesson, "q-challenge")
    played("server gets", "server prints", "server crashes")(asked)
    for step in (4, 5):
        asked.get_by_role("button", name="Next", exact=True).click()
        expect(asked.locator(".sp-say > b")).to_have_text(f"Step {step} of 9")
    expect(asked.locator("[data-choices]")).to_have_value("0,0,1,0,0")


def test_an_answer_that_was_typed_is_shown_as_it_was_typed(lesson):
    asked = question(lesson, "q-challenge")
    played("server gets", "server crashes")(asked)
    asked.get_by_text("Your run as numbers").click()
    asked.locator("[data-choices]").fill("0, 0, 1")
    send(asked)
    expect_said(asked, "Right.")
    expect(asked.locator(".sp-say > b")).to_have_text("Step 9 of 9")
    expect(asked.locator(".sp-say")).to_contain_text("✓ Goal reached")


def test_a_shorter_run_is_offered_beside_one_that_won_by_a_detour(open_page):
    page = open_page("/lessons/failure")
    asked = question(page, "slow-twice")
    early = ("binder gets", "client gets", "server gets", "server executes", "server replies", "too early")
    detour = ("client gets", "server gets", "server executes")
    played(*early, *detour)(asked)
    send(asked)
    expect_said(asked, "Right.")
    expect(asked.get_by_role("link", name="Watch a shorter one")).to_be_visible()
    expect(asked.locator(".sp-say")).to_contain_text("✓ Goal reached")


def test_questions_fit_and_can_be_used_by_everybody_before_and_after_answering(open_page, asking):
    page = open_page(LESSON, server=asking)
    assert flaws(page) == []
    for label, fill in (("q-single", option("The third")), ("q-matching", pairs("M", "M")), ("q-table", cells("C", "P"))):
        fill(question(page, label))
        send(question(page, label))
        expect(question(page, label).locator("[data-verdict]")).to_be_visible()
    typed("12")(question(page, "q-numeric"))
    send(question(page, "q-numeric"))
    expect_said(question(page, "q-numeric"), "2 tries left")
    assert flaws(page) == []
