"""How far a visitor is, as pages show it: a mark for each lesson, and where to go on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.course.progress import Progress, progress
from app.store.tables import now
from app.web.http.site import Site
from app.web.http.visitors import Visitor
from app.web.pages.syllabus import LessonLink


@dataclass(frozen=True, slots=True)
class Mark:
    """How a lesson stands: a word for the style, a sign, and the words that say it."""

    tone: str
    sign: str
    text: str


NEW = Mark("new", "○", "not begun")
STARTED = Mark("started", "◐", "begun")
DONE = Mark("done", "●", "done")
DUE = Mark("due", "↻", "due for review")


@dataclass(frozen=True, slots=True)
class Onward:
    """Where to go on: a lesson, and what to do there."""

    verb: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Standing:
    """All that is known of a visitor's way through the course."""

    known: Mapping[str, Progress]
    at: datetime

    def mark(self, lesson_id: str) -> Mark:
        """The mark of a lesson."""
        found = self.known.get(lesson_id)
        if found is None:
            return NEW
        if found.is_due(self.at):
            return DUE
        return DONE if found.done_at else STARTED

    def count(self, tone: str) -> int:
        """How many lessons have this mark."""
        return sum(self.mark(lesson_id).tone == tone for lesson_id in self.known)


def standing(site: Site, visitor: Visitor) -> Standing:
    """How the visitor stands now."""
    return standing_with(progress(site.engine, visitor.id))


def standing_with(known: Mapping[str, Progress]) -> Standing:
    """The same, with what was read of the visitor's progress already."""
    return Standing(known, now())


def onward(stands: Standing, lessons: list[LessonLink]) -> Onward | None:
    """The way on: the lesson that was open last and is not done, else one that is due, else the first that is new; none before the first visit."""
    if not any(lesson.id in stands.known for lesson in lessons):
        return None
    begun = [lesson for lesson in lessons if stands.mark(lesson.id) is STARTED]
    if begun:
        last = max(begun, key=lambda lesson: stands.known[lesson.id].seen_at)
        place = stands.known[last.id].place
        return Onward("Continue where you were", last.title, f"{last.href}#{place}" if place else last.href)
    for verb, mark in (("Review", DUE), ("Go on with", NEW)):
        waiting = next((lesson for lesson in lessons if stands.mark(lesson.id) is mark), None)
        if waiting:
            return Onward(verb, waiting.title, waiting.href)
    return None
