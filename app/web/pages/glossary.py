"""The glossary: every term with its meaning and the lessons that use it."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from app.store.glossary import KeptTerm, all_terms
from app.store.lessons import LiveLesson, live_lessons
from app.web.http.access import PUBLIC
from app.web.http.page import Page
from app.web.http.site import SiteDep
from app.web.http.templating import render
from app.web.pages.course import READ
from app.web.pages.syllabus import LessonLink, parts_of

router = APIRouter(dependencies=[PUBLIC], default_response_class=HTMLResponse, include_in_schema=False)


@dataclass(frozen=True, slots=True)
class TermView:
    """A term, and the lessons with its word in their text."""

    term: KeptTerm
    lessons: tuple[LessonLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryPage(Page):
    """All terms in their order."""

    terms: tuple[TermView, ...]


@router.api_route("/glossary", methods=READ)
def glossary(request: Request, site: SiteDep) -> HTMLResponse:
    """The page."""
    terms = views(all_terms(site.engine), live_lessons(site.engine))
    return render(request, "pages/glossary.html", GlossaryPage(title="Glossary", section="glossary", terms=terms))


def views(terms: Sequence[KeptTerm], lessons: Sequence[LiveLesson]) -> tuple[TermView, ...]:
    """The terms, each with the lessons whose text leads to it, in the order of the course."""
    texts = {lesson.id: lesson.html for lesson in lessons}
    links = [link for part in parts_of(lessons) for link in part.lessons]
    return tuple(TermView(term, tuple(link for link in links if f'href="/glossary#{term.slug}"' in texts[link.id])) for term in terms)
