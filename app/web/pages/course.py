"""The course's pages: parse, call, render."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from app.course.player_html import ShownRun, player
from app.course.run_address import address
from app.kernel.runs import play
from app.store.lessons import live_lessons
from app.web.http.access import PUBLIC
from app.web.http.site import Site, SiteDep
from app.web.http.templating import render
from app.web.http.visitors import VisitorDep, personal
from app.web.pages.contexts import CoursePage
from app.web.pages.lesson import page_of
from app.web.pages.lesson_marks import Standing, onward, standing
from app.web.pages.syllabus import LessonLink, parts_of

READ = ["GET", "HEAD"]
SHOWN, SCENARIO = "server-crash", "textbook"
"""What plays on the course page."""
ASKING, GIVEN = "server-crashes", 2
"""The lesson that asks for the table of endings, and how many of its rows are given there: who has not done it is shown no others."""

router = APIRouter(dependencies=[PUBLIC], default_response_class=HTMLResponse, include_in_schema=False)


@router.api_route("/", methods=READ)
def course(request: Request, site: SiteDep, visitor: VisitorDep) -> HTMLResponse:
    """The course page."""
    stands = standing(site, visitor)
    parts = parts_of(live_lessons(site.engine))
    lessons = [lesson for part in parts for lesson in part.lessons]
    page = CoursePage(
        title="Faultline: fault tolerance in distributed systems",
        section="course",
        parts=parts,
        lesson_count=len(lessons),
        minutes=sum(lesson.minutes for lesson in lessons),
        endings=site.endings,
        asking=asking(stands, lessons),
        given=GIVEN,
        showcase=showcase(site),
        has_player=True,
        standing=stands,
        onward=onward(stands, lessons),
    )
    return personal(request, visitor, render(request, "pages/course.html", page))


def asking(stands: Standing, lessons: list[LessonLink]) -> LessonLink | None:
    """The lesson that still asks this visitor for the rest of the table; none once it is done, or where there is no such lesson."""
    known = stands.known.get(ASKING)
    return None if known and known.done_at else next((lesson for lesson in lessons if lesson.id == ASKING), None)


def showcase(site: Site) -> Markup | None:
    """A run that shows at once what the course is about; none where its concept is not among those served."""
    concept = site.catalogue.get(SHOWN)
    if concept is None:
        return None
    run = play(concept.model({}, SCENARIO), concept.opening(SCENARIO))
    alt = "A server confirms a job, crashes before it has printed it, and the client has to decide whether to ask again."
    return player(ShownRun(run, {}, SCENARIO, None, 0, alt=alt, link=address(SHOWN, {}, SCENARIO, None, None), scenarios=True, autoplay=True))


@router.api_route("/lessons/{lesson_id}", methods=READ)
def lesson(request: Request, site: SiteDep, visitor: VisitorDep, lesson_id: str) -> HTMLResponse:
    """One lesson."""
    page = page_of(site, visitor, lesson_id)
    return personal(request, visitor, render(request, "pages/lesson.html", page))
