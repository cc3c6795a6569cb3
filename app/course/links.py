"""Links of lessons into the course itself, to runs and to places in lessons. One that leads nowhere is its author's mistake."""

import re
from collections.abc import Iterable, Mapping
from urllib.parse import parse_qsl, unquote, urlsplit

from app.course.author_errors import AuthorError, instead
from app.course.directive import LessonReference
from app.course.revisions import notice
from app.course.run_query import asked_for
from app.kernel.errors import UsageError
from app.kernel.show.concept import Concept

PLAY, LESSONS = "/play", "/lessons"
ID = re.compile(r'<[^<>]*\s(?:id="([^"]+)"|data-question="([^"]+)")')
EVERYWHERE = frozenset({"fl-end", "fl-main"})
"""What every lesson's page has besides its text."""
NOTE = re.compile(r"fn(ref)?[0-9]+(:[0-9]+)?")


def lesson_link(target: str, line: int) -> LessonReference | None:
    """The link, if it leads to a lesson. Whether that is there is known when all lessons have been read."""
    if not re.match(rf"{LESSONS}(?![^/?#])", target):
        return None
    parts = urlsplit(target)
    return LessonReference(line, target, unquote(parts.path.removeprefix(LESSONS).removeprefix("/")), unquote(parts.fragment))


def wrong_run(target: str, catalogue: Mapping[str, Concept]) -> str:
    """What is wrong with a link to a run; empty for a good one, and for a link that leads elsewhere."""
    if not target.startswith(f"{PLAY}/"):
        return ""
    parts = urlsplit(target)
    slug = unquote(parts.path.removeprefix(f"{PLAY}/"))
    concept = catalogue.get(slug)
    if concept is None:
        return f"The link to “{target}” leads nowhere. {instead(slug, catalogue)}"
    try:
        shown = asked_for(concept, parse_qsl(parts.query, keep_blank_values=True))
    except UsageError as error:
        return f"The link to “{target}” leads to no run: {error.message.rstrip('.')}."
    if outdated := notice(concept, shown.revision):
        return f"The link to “{target}” leads to a run that may have changed. {outdated} See whether it still shows what is meant."
    return ""


def wrong_lessons(file: str, links: Iterable[LessonReference], known: Mapping[str, str | None], broken: Mapping[str, str]) -> list[AuthorError]:
    """What is wrong with a file's links to lessons.

    ``known`` has the HTML of each lesson that can be linked to; None for one of which only the id is known. ``broken`` has the files of lessons
    with mistakes.
    """
    found = []
    for link in links:
        if link.lesson not in known:
            why = f": the lesson “{link.lesson}” has mistakes itself, in {broken[link.lesson]}." if link.lesson in broken else ". "
            message = why if link.lesson in broken else f"{why}{instead(link.lesson, known)}"
        else:
            message = _wrong_place(link.anchor, known[link.lesson])
        if message:
            found.append(AuthorError(file, link.line, f"The link to “{link.target}” leads nowhere{message}"))
    return found


def _wrong_place(anchor: str, html: str | None) -> str:
    """The end of the sentence about a place that a lesson does not have; empty if it has it."""
    if not anchor or html is None:
        return ""
    places = [name or f"question-{label}" for name, label in ID.findall(html)]
    if anchor in EVERYWHERE or anchor in places:
        return ""
    listed = [place for place in places if not NOTE.fullmatch(place)]
    labelled = next((place for place in listed if place.partition("-")[2] == anchor and place.startswith(("sim-", "claim-", "question-"))), None)
    guess = f"Did you mean “{labelled}”? Allowed: {', '.join(listed)}." if labelled else instead(anchor, listed)
    return f" in that lesson. {guess}"
