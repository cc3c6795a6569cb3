"""The course's pages: parse, call, render."""

from collections.abc import Sequence

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from app.course.progress import tallies
from app.store.lessons import live_lessons
from app.web.http.access import PUBLIC
from app.web.http.site import SiteDep
from app.web.http.templating import render
from app.web.http.visitors import VisitorDep, personal
from app.web.pages.contexts import CoursePage
from app.web.pages.lesson import page_of
from app.web.pages.lesson_marks import Standing, onward, standing
from app.web.pages.syllabus import LessonLink, lessons_about, parts_of

READ = ["GET", "HEAD"]

router = APIRouter(dependencies=[PUBLIC], default_response_class=HTMLResponse, include_in_schema=False)


@router.api_route("/", methods=READ)
def course(request: Request, site: SiteDep, visitor: VisitorDep) -> HTMLResponse:
    """The course page."""
    stands = standing(site, visitor)
    live, opening = live_lessons(site.engine), site.opening
    parts = parts_of(live)
    lessons = [lesson for part in parts for lesson in part.lessons]
    page = CoursePage(
        title="Faultline: fault tolerance in distributed systems",
        section="course",
        parts=parts,
        lesson_count=len(lessons),
        minutes=sum(lesson.minutes for lesson in lessons),
        showcase=opening.declared if opening else None,
        player=opening.player() if opening else None,
        endings=opening.endings if opening else None,
        asking=asking(stands, lessons_about(live, opening.concept.slug)) if opening else None,
        has_player=True,
        standing=stands,
        tallies=tallies(site.engine, visitor.id) if stands.known else {},
        onward=onward(stands, lessons),
    )
    return personal(request, visitor, render(request, "pages/course.html", page))


def asking(stands: Standing, about: Sequence[LessonLink]) -> LessonLink | None:
    """The lesson that still asks this visitor for the rest of the table: the first about its concept; none once it is done, or without one."""
    first = about[0] if about else None
    known = stands.known.get(first.id) if first else None
    return None if known and known.done_at else first


@router.api_route("/lessons/{lesson_id}", methods=READ)
def lesson(request: Request, site: SiteDep, visitor: VisitorDep, lesson_id: str) -> HTMLResponse:
    """One lesson."""
    page = page_of(site, visitor, lesson_id)
    return personal(request, visitor, render(request, "pages/lesson.html", page))
