"""Every lesson of the course with all its questions answered: what was said of the answers leaves the page as wide as a narrow screen."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Open
from tests.e2e.looks import OVERFLOW

pytestmark = pytest.mark.browser

LESSONS = ["failure", "rpc-failures", "server-crashes", "byzantine-agreement", "domino-effect"]
# An answer that is wrong as a rule: the last of what can be chosen, the order as it stands, a 1 where something is typed, and a first choice.
ANSWER = """() => {
  const open = [...document.querySelectorAll("form[data-answer]")].filter((form) => !form.querySelector("fieldset").disabled);
  for (const form of open) {
    for (const one of [...form.querySelectorAll(":is([type=radio], [type=checkbox])")].slice(-1)) one.checked = true;
    for (const one of form.querySelectorAll("select[required]")) one.selectedIndex = one.options.length - 1;
    for (const one of form.querySelectorAll("[type=text]")) one.value = one.dataset.choices === undefined ? "1" : "0";
    form.requestSubmit();
  }
}"""
DONE = "() => document.querySelector('form[aria-busy=true]') === null"
SILENT = """() => [...document.querySelectorAll("form[data-answer] [role=alert], .question:not(:has([data-verdict])) > h3")]
    .map((one) => one.textContent)"""


def answer_everything(page: Page, times: int = 2) -> None:
    """Answer all questions of the lesson that are open, so often, and have it judged."""
    for _ in range(times):
        page.evaluate(ANSWER)
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
