"""The page of a lesson for one visitor: its text with the questions in it, where one was, and what is open at its end."""

from fastapi import HTTPException

from app.course import answering
from app.course.markdown import Heading
from app.store.lessons import live_lessons
from app.web.http.site import Site
from app.web.http.visitors import Visitor
from app.web.pages.contexts import LessonPage
from app.web.pages.lesson_end import end_of
from app.web.pages.lesson_marks import standing_with
from app.web.pages.question_view import Refusal, fragments, view, with_questions
from app.web.pages.syllabus import parts_of
from app.web.pages.way_back import with_way_back

NO_LESSON = "There is no lesson “{}”. It may have moved: the course page lists all there are."
NOT_ASKED = "This lesson does not ask this question any more. Open the lesson again."


def page_of(site: Site, visitor: Visitor, lesson_id: str, refusal: Refusal | None = None) -> LessonPage:
    """What the page of a lesson shows. ``refusal``: what is shown of an answer that was not taken. 404 where there is no such lesson."""
    lessons = live_lessons(site.engine)
    found = next((lesson for lesson in lessons if lesson.id == lesson_id), None)
    if found is None:
        raise HTTPException(404, NO_LESSON.format(lesson_id))
    state = answering.lesson_state(site.answering, visitor.id, lesson_id)
    if refusal is not None and state.question(refusal.label) is None:
        raise HTTPException(404, NOT_ASKED)
    views = [view(question, site.catalogue, refusal if refusal and refusal.label == question.label else None) for question in state.shown()]
    parts = parts_of(lessons)
    everything = [(part, link) for part in parts for link in part.lessons]
    place = next(place for place, (_, link) in enumerate(everything) if link.id == found.id)
    part, link = everything[place]
    stands = standing_with(state.progress)
    contents = tuple(Heading(**heading) for heading in found.contents)
    known = stands.known.get(lesson_id)
    return LessonPage(
        title=link.title,
        section="course",
        has_player=found.players > 0 or any(shown.player for shown in views),
        parts=parts,
        part=part,
        lesson=link,
        text=with_questions(with_way_back(found.html, lesson_id), fragments(site.templates, views)),
        contents=contents,
        previous=everything[place - 1][1] if place else None,
        following=everything[place + 1][1] if place + 1 < len(everything) else None,
        standing=stands,
        resume=next((heading for heading in contents if known and heading.id == known.place), None),
        end=end_of(state, stands),
    )
