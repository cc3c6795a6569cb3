"""What stands in the player's list of further things to do."""

from playwright.sync_api import Locator, Page


def open_list(where: Page | Locator) -> None:
    """Open the list, as a reader does."""
    where.locator(".sp-more").first.click()


def choose(where: Page | Locator, name: str) -> None:
    """Open the list and choose something in it."""
    open_list(where)
    where.locator(".sp-more-list").first.get_by_text(name, exact=True).click()
