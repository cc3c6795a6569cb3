"""Search: a page of its own, and its results alone for those who see them while they type."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from app.store.search import Found, Hit, Part, search
from app.web.http.access import PUBLIC
from app.web.http.page import Page
from app.web.http.site import Site, SiteDep
from app.web.http.templating import render
from app.web.pages.course import READ

router = APIRouter(prefix="/search", dependencies=[PUBLIC], default_response_class=HTMLResponse, include_in_schema=False)

TYPED_MAX = 200
KINDS = {"lesson": "Lesson", "section": "Section", "question": "Question", "concept": "Simulation", "term": "Term"}


@dataclass(frozen=True, slots=True)
class FoundLink:
    """Something that was found, with where it belongs and the place in its text."""

    kind: str
    title: str
    href: str
    context: str
    excerpt: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage(Page):
    """What was typed, and what was found by it. ``instead``: the words that were looked for instead, if others were."""

    typed: str
    instead: str
    found: tuple[FoundLink, ...]


@router.api_route("", methods=READ)
def search_page(request: Request, site: SiteDep, q: str = "") -> HTMLResponse:
    """The page, with results when something was asked for."""
    return render(request, "pages/search.html", _page(site, q))


@router.api_route("/found", methods=READ)
def found(request: Request, site: SiteDep, q: str = "") -> HTMLResponse:
    """The results alone."""
    return render(request, "fragments/_found.html", _page(site, q))


def _page(site: Site, typed: str) -> SearchPage:
    typed = " ".join(typed.split())[:TYPED_MAX]
    found = search(site.engine, typed) if typed else Found(())
    links = tuple(FoundLink(KINDS[hit.kind], hit.title, href_of(hit), hit.context, hit.excerpt) for hit in found.hits)
    return SearchPage(title=f"Search: {typed}" if typed else "Search", section="search", typed=typed, instead=found.instead, found=links)


def href_of(hit: Hit) -> str:
    """Where a hit leads."""
    if hit.kind == "term":
        return f"/glossary#{hit.target}"
    if hit.kind == "concept":
        return f"/play/{hit.target}"
    anchor = f"question-{hit.anchor}" if hit.kind == "question" else hit.anchor
    return f"/lessons/{hit.target}#{anchor}" if anchor else f"/lessons/{hit.target}"
