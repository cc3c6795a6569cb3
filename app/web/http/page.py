"""What every page knows, whatever is on it: the frame around it, and the page that says what went wrong."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the frame around every page needs. ``section`` is the entry of the navigation that is lit."""

    title: str
    section: str = ""
    has_player: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorPage(Page):
    """What went wrong, what is allowed, and where to go on."""

    status: int
    message: str
    way_on: str
    way_on_title: str
