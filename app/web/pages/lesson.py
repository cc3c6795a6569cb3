"""The page of a lesson for one visitor: its text with the questions in it, where one was, and what is open at its end."""

from collections.abc import Mapping
from typing import Any

from fastapi import HTTPException

from app.course import answering
from app.course.markdown import Heading
from app.store.lessons import LiveLesson
from app.web.http.site import Site
from app.web.http.visitors import Visitor
from app.web.pages.contexts import LessonPage
from app.web.pages.lesson_end import end_of
from app.web.pages.lesson_marks import standing
from app.web.pages.question_view import fragment, view, with_questions
from app.web.pages.syllabus import parts_of


def page_of(
    site: Site, visitor: Visitor, lessons: list[LiveLesson], lesson_id: str, refused: Mapping[str, tuple[str, Any]] | None = None
) -> LessonPage:
    """What the page of a lesson shows. ``refused``: what was not taken, and why, by question. 404 where there is no such lesson."""
    found = next((lesson for lesson in lessons if lesson.id == lesson_id), None)
    if found is None:
        raise HTTPException(404, f"There is no lesson “{lesson_id}”. It may have moved: the course page lists all there are.")
    states = answering.state(site.engine, visitor.secret, visitor.id, lesson_id, site.catalogue)
    nothing = ("", None)
    views = [view(state, site.catalogue, notice=said, typed=typed) for state in states for said, typed in [(refused or {}).get(state.label, nothing)]]
    parts = parts_of(lessons)
    everything = [(part, link) for part in parts for link in part.lessons]
    place = next(place for place, (_, link) in enumerate(everything) if link.id == found.id)
    part, link = everything[place]
    stands = standing(site, visitor)
    contents = tuple(Heading(**heading) for heading in found.contents)
    known = stands.known.get(lesson_id)
    return LessonPage(
        title=link.title,
        section="course",
        has_player=found.players > 0 or any(shown.player for shown in views),
        parts=parts,
        part=part,
        lesson=link,
        text=with_questions(found.html, [(shown.state.label, fragment(site.templates, shown)) for shown in views]),
        contents=contents,
        previous=everything[place - 1][1] if place else None,
        following=everything[place + 1][1] if place + 1 < len(everything) else None,
        standing=stands,
        resume=next((heading for heading in contents if known and heading.id == known.place), None),
        end=end_of(site, visitor, lesson_id, states),
    )
