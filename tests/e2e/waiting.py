"""What a test waits for, where Playwright itself has no words for it. Nothing here waits for a time."""

import time
from collections.abc import Callable

from playwright.sync_api import Page

PATIENCE = 30_000
"""A busy machine is no mistake: whoever waits for something waits this long, in milliseconds, before it is called missing."""

REST = """() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
    .then(() => document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime !== Infinity && one.playState === "running"))
    .then((moving) => Promise.allSettled(moving.map((one) => one.finished))).then(() => null)"""


def until(holds: Callable[[], bool]) -> bool:
    """Whether it comes to hold: for what is no part of a page."""
    end = time.monotonic() + PATIENCE / 1000
    while not (held := holds()) and time.monotonic() < end:
        time.sleep(0.05)
    return held


def drawn(page: Page) -> None:
    """Wait until what has changed is on the screen: the first frame shows it, and what follows from it is in the second."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def at_rest(page: Page) -> None:
    """Wait until what was asked for is drawn and nothing glides any more; what turns for ever is no reason to wait."""
    page.evaluate(REST)
