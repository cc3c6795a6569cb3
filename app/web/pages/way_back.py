"""The way from a lesson to the playground and back: its links say where they stand, and the page that they lead to says how to return.

An address names a lesson by its id and a place in it. Only a lesson that is on the course counts, so that no address leads anywhere else.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from app.course.front_matter import SLUG
from app.store.lessons import LiveLesson

LESSON, PLACE = "from", "at"
"""The names in an address: the lesson's id, and the anchor of the section or question."""

FOUND = re.compile(r'(<h[23] id="(?P<heading>[^"]+)")|(?P<before><[^<>]*\shref=")(?P<href>/play/[^"#]*)(?=")')


@dataclass(frozen=True, slots=True)
class WayBack:
    """The lesson that a visitor came from: its title, that of the section (empty if not known), and where both are."""

    title: str
    section: str
    lesson: str
    place: str

    @property
    def href(self) -> str:
        """The place in the lesson."""
        return f"/lessons/{self.lesson}" + (f"#{self.place}" if self.place else "")


def kept(href: str, back: WayBack | None) -> str:
    """An address of the playground with this way back, if there is one."""
    return href if back is None else href + ("&" if "?" in href else "?") + urlencode(_named(back.lesson, back.place))


def with_way_back(html: str, lesson_id: str, place: str = "") -> str:
    """Text of a lesson whose links to the playground say that they stand there; ``place`` is where the text begins."""

    def marked(found: re.Match[str]) -> str:
        nonlocal place
        if found["heading"]:
            place = found["heading"]
            return found[0]
        joint = "&amp;" if "?" in found["href"] else "?"
        return found["before"] + found["href"] + joint + urlencode(_named(lesson_id, place)).replace("&", "&amp;")

    return FOUND.sub(marked, html)


def _named(lesson_id: str, place: str) -> dict[str, str]:
    return {LESSON: lesson_id} | ({PLACE: place} if place else {})


def split(query: Sequence[tuple[str, str]], lessons: Sequence[LiveLesson]) -> tuple[list[tuple[str, str]], WayBack | None]:
    """A query without what it says about the way back, and that way; none where it names no lesson of the course."""
    rest = [(name, value) for name, value in query if name not in (LESSON, PLACE)]
    said = dict(query)
    lesson = next((lesson for lesson in lessons if lesson.id == said.get(LESSON)), None)
    if lesson is None:
        return rest, None
    place = said.get(PLACE, "")
    section = next((str(heading["text"]) for heading in lesson.contents if heading["id"] == place), "")
    return rest, WayBack(str(lesson.front_matter["title"]), section, lesson.id, place if SLUG.fullmatch(place) else "")
