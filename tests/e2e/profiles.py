"""Browser profiles that tests use one after the other, each emptied before it is lent again.

Only the cache of fetched files stays: fetching them all is a third of the work of opening a page.
"""

from dataclasses import dataclass, field
from typing import Literal

from playwright.sync_api import Browser, BrowserContext, Error, Page


@dataclass(frozen=True)
class Kind:
    """What is fixed when a profile is made, and the only origin that it is used for."""

    origin: str
    width: int = 1280
    scheme: Literal["dark", "light"] = "light"
    touch: bool = False


def empty(page: Page, origin: str) -> None:
    """Forget what earlier tests left: cookies, storage, databases, workers."""
    page.context.clear_cookies()
    session = page.context.new_cdp_session(page)
    session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
    session.detach()


@dataclass
class Profiles:
    """Those that are free, and those that the present test has. Two that are lent at the same time share nothing."""

    browser: Browser
    free: dict[Kind, list[BrowserContext]] = field(default_factory=dict)
    lent: list[tuple[Kind | None, BrowserContext]] = field(default_factory=list)

    def lend(self, kind: Kind, *, keep: bool = True) -> Page:
        """A blank page in an empty profile; ``keep`` says that its origin will be there for other tests too."""
        free = self.free.get(kind, [])
        context = free.pop() if free else self._made(kind)
        self.lent.append((kind if keep else None, context))
        page = context.new_page()
        empty(page, kind.origin)
        return page

    def take_back(self) -> None:
        """Close all pages. What a test has broken is not lent again."""
        for kind, context in self.lent:
            try:
                if kind is None:
                    context.close()
                    continue
                for page in context.pages:
                    page.close()
                context.set_offline(False)
                context.unroute_all()
            except Error:
                continue
            self.free.setdefault(kind, []).append(context)
        self.lent.clear()

    def _made(self, kind: Kind) -> BrowserContext:
        context = self.browser.new_context(viewport={"width": kind.width, "height": 900}, color_scheme=kind.scheme, has_touch=kind.touch)
        # Somebody who has met a player before: hints would stand in the way of what a test measures.
        context.add_init_script("try { localStorage.setItem('faultline-hints', '0,1,2'); } catch {}")
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=kind.origin)
        return context
