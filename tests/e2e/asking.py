"""The lesson with one question of each kind, served to a real browser, and how a student finds his way in it."""

import re
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.e2e.server import Server
from tests.web.asking import WHOLE, write

LESSON = "/lessons/asking"


def serving(folder: Path, text: str = WHOLE) -> Iterator[Server]:
    """A course of this one lesson, while it is needed. Words stand between the questions, so that none of them is folded."""
    open_all = text.replace(":::\n\n:::{quiz}", ":::\n\nAnd then:\n\n:::{quiz}")
    server = Server(folder, settings={"LESSONS_DIR": str(write(folder / "lessons", open_all))})
    server.start()
    yield server
    server.stop()


def question(page: Page, label: str) -> Locator:
    """A question of the page."""
    return page.locator(f"#question-{label}")


def send(asked: Locator, name: str = "Answer") -> None:
    """Press the button of a question."""
    asked.get_by_role("button", name=name, exact=True).click()


def expect_said(asked: Locator, said: str) -> None:
    """That this is said of the answer, and that the keyboard was led to it."""
    expect(asked.locator("[data-verdict]")).to_contain_text(said)


def expect_led(asked: Locator) -> None:
    """That the keyboard is at what was said."""
    expect(asked.locator("[data-verdict]")).to_be_focused()


def move_up(asked: Locator, item: str, times: int = 1) -> None:
    """Press the arrow of a thing that is to be ordered."""
    for _ in range(times):
        asked.get_by_role("button", name=re.compile(f"^Move up: {item}$")).click()


def shown_order(asked: Locator) -> list[str]:
    """The things to be ordered, as they stand."""
    return asked.locator("[data-item]").evaluate_all("items => items.map((item) => item.dataset.item)")


def send_in_order(asked: Locator, order: list[str]) -> None:
    """Send things in this order. What was not moved is refused at first, and then to be confirmed."""
    send(asked)
    stands = asked.get_by_label("It is right as it stands")
    expect(stands).to_be_visible()
    if shown_order(asked) == order:
        stands.check()
    else:
        sort(asked, order)
    send(asked)


def sort(asked: Locator, order: list[str]) -> None:
    """Put things in order by their arrows."""
    for place, item in enumerate(order):
        move_up(asked, item, shown_order(asked).index(item) - place)
