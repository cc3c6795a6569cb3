"""What an author might want to change, although the lesson is served as it is."""

from collections.abc import Iterator

from app.course.author_errors import AuthorError
from app.course.lesson import ParsedLesson
from app.course.reading_time import minutes
from app.course.searchable import plain
from app.course.summary import SUMMARY

LONG = 600
"""Words from which on a lesson should be summarised."""
FAR = 1.5
"""The factor by which an author's minutes may differ from those that are computed."""


def advice(lesson: ParsedLesson) -> Iterator[AuthorError]:
    """Each piece of advice with its place."""
    words = len(plain(lesson.rendered.html).split())
    sections = [heading.id for heading in lesson.rendered.contents if heading.level == 2]
    if SUMMARY not in sections and words > LONG:
        yield _said(lesson, f"The lesson has {words} words and no summary: “## In short”, a list of three lines, before the questions at its end.")
    elif SUMMARY in sections and len(sections) - sections.index(SUMMARY) > 2:
        yield _said(lesson, "“In short” stands before the questions at the end: no other section should follow it.")
    taken, said = minutes(lesson.rendered.html, lesson.players, lesson.questions), lesson.front.minutes
    if said and not taken / FAR <= said <= taken * FAR:
        yield _said(lesson, f"“minutes” is {said}, but the lesson takes about {taken}. Its pages show that; leave the line out.")


def _said(lesson: ParsedLesson, message: str) -> AuthorError:
    return AuthorError(lesson.file, 1, f"advice: {message}")
