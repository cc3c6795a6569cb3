"""A second click where a first one answered: nothing lies there that would do something else."""

from collections.abc import Mapping

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.asking import LESSON, expect_said, question, send

pytestmark = pytest.mark.browser

BUTTONS = ".q-after button"


def span(button: Locator) -> tuple[float, float]:
    """From where to where a button reaches, from left to right."""
    box: Mapping[str, float] | None = button.bounding_box()
    assert box is not None
    return box["x"], box["x"] + box["width"]


def apart(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[1] <= other[0] or other[1] <= one[0]


def after(page: Page, label: str) -> list[tuple[float, float]]:
    """Where the buttons lie that came with what was said of the answer."""
    buttons = question(page, label).locator(BUTTONS)
    expect(buttons).not_to_have_count(0)
    return [span(button) for button in buttons.all()]


@pytest.mark.parametrize("width", [1280, 360])
def test_no_button_comes_to_lie_where_the_answer_was_given_and_a_second_click_uses_no_try(open_page, asking, width):
    page = open_page(LESSON, server=asking, width=width)
    number, single = question(page, "q-numeric"), question(page, "q-single")
    number.get_by_label("Your answer", exact=True).fill("13")
    answer = span(number.get_by_role("button", name="Answer", exact=True))
    send(number)
    expect_said(number, "2 tries left.")
    assert [apart(answer, other) for other in after(page, "q-numeric")] == [True]
    send(number)
    expect(number.locator("[data-kept]")).to_have_text("Change your answer first.")
    expect(number.locator("[data-verdict]")).to_be_focused()
    expect_said(number, "2 tries left.")
    single.get_by_label("The first", exact=True).check()
    answer = span(single.get_by_role("button", name="Answer", exact=True))
    send(single)
    expect_said(single, "Not right.")
    assert [apart(answer, other) for other in after(page, "q-single")] == [True]


def test_another_one_like_a_drawn_question_comes_below_it_and_the_next_takes_its_place(lesson):
    def fill(asked: Locator) -> None:
        for cell in asked.get_by_role("combobox").all():
            cell.select_option("OK")

    counted, practice = question(lesson, "q-computed"), question(lesson, "q-computed--practice")
    fill(counted)
    send(counted)
    expect(counted.locator("[data-verdict]")).to_be_focused()
    for _ in range(2):
        (counted if practice.locator("h3").count() == 0 else practice).get_by_role("button", name="Another one like this").click()
        expect(practice.locator("h3")).to_be_focused()
        expect(practice.locator("[data-verdict]")).to_have_count(0)
        fill(practice)
        send(practice)
        expect(practice.locator("[data-verdict]")).to_be_focused()
    expect(lesson.locator("#fl-end")).to_contain_text("of 10 right")
    lesson.reload()
    expect(practice.locator("[data-verdict]")).to_be_visible()
    expect(counted.locator("[data-verdict]")).to_be_visible()
