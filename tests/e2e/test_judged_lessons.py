"""Every lesson of the course with all its questions answered: what was said of the answers leaves the page as wide as a narrow screen."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Open
from tests.e2e.looks import OVERFLOW

pytestmark = pytest.mark.browser

LESSONS = ["failure", "rpc-failures", "server-crashes", "byzantine-agreement", "domino-effect"]
# An answer that is wrong as a rule, and another one each time: one of the last that can be chosen, two things out of order, a small number typed.
ANSWER = """(time) => {
  const open = [...document.querySelectorAll("form[data-answer]")].filter((form) => !form.querySelector("fieldset").disabled);
  for (const form of open) {
    for (const one of [...form.querySelectorAll(":is([type=radio], [type=checkbox])")].slice(-1 - time).slice(0, 1)) one.checked = true;
    for (const one of form.querySelectorAll("select[required]")) one.selectedIndex = one.options.length - 1 - time;
    const places = [...form.querySelectorAll("[name^=place-]")].slice(0, 2);
    places.forEach((one, index) => { one.selectedIndex = 1 - index; });
    for (const one of form.querySelectorAll("[type=text]")) one.value = one.dataset.choices === undefined ? String(1 + time) : "0";
    form.requestSubmit();
  }
}"""
DONE = "() => document.querySelector('form[aria-busy=true]') === null"
SILENT = """() => [...document.querySelectorAll("form[data-answer] [role=alert], .question:not(:has([data-verdict])) > h3")]
    .map((one) => one.textContent)"""


def answer_everything(page: Page, times: int = 2) -> None:
    """Answer all questions of the lesson that are open, so often, and have it judged."""
    for time in range(times):
        page.evaluate(ANSWER, time)
        page.wait_for_function(DONE)
    assert page.evaluate(SILENT) == []
    finish = page.get_by_role("button", name="Finish", exact=True)
    if finish.count():
        finish.click()
        expect(finish).to_have_count(0)
    page.wait_for_load_state()


@pytest.mark.sampled(2)
@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_with_all_its_questions_judged_is_no_wider_than_a_narrow_screen(open_page: Open, lesson: str) -> None:
    page = open_page(f"/lessons/{lesson}", width=360)
    answer_everything(page)
    assert page.evaluate(OVERFLOW) == 0
