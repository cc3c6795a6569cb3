"""Answers, drafts, finishing and trying again: what is said here is said after it was written down.

A page that runs our scripts asks for a part of the page (``HX-Request``) and gets the question as it stands now, together with the end of the lesson;
without scripts, the same forms lead back to the lesson.
"""

import re
from collections.abc import Callable
from typing import TypeVar

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from app.course import answering, progress
from app.course.answering import ClosedError, MissingError, QuestionState, StaleError
from app.kernel.errors import UsageError
from app.store.lessons import live_lessons
from app.web.http.access import PUBLIC
from app.web.http.site import Site, SiteDep
from app.web.http.templating import render
from app.web.http.visitors import Visitor, VisitorDep, personal
from app.web.pages.forms import Form, FormDep, answer_in, given_answer, one
from app.web.pages.lesson import page_of
from app.web.pages.lesson_end import end_of
from app.web.pages.lesson_marks import standing
from app.web.pages.question_view import fragment, view

router = APIRouter(prefix="/lessons/{lesson_id}", dependencies=[PUBLIC], include_in_schema=False)

PART = "faultline-part"
"""The header of an answer that holds parts of a page, so that no page of an error is ever put into a lesson."""
CLOSED = "This question was answered already, perhaps in another tab. What you sent now was not counted; this is what counts."
STRANGER = "This page was opened for another visit, so your answer was not counted. It stands here again: look at the question once more and send it."
STALE = "Another tab has used a try meanwhile, so this was not counted. It stands here again: see what was said there, and how many tries are left."
STATUS = {ClosedError: 409, MissingError: 409, StaleError: 409}

SEEN = re.compile("[0-9]{1,4}")

T = TypeVar("T")


def states(site: Site, visitor: Visitor, lesson_id: str) -> list[QuestionState]:
    """All questions of a lesson as they stand; 404 where there is no such lesson."""
    try:
        return answering.state(site.engine, visitor.secret, visitor.id, lesson_id, site.catalogue)
    except MissingError as error:
        raise HTTPException(404, error.message) from error


def state_of(site: Site, visitor: Visitor, lesson_id: str, label: str) -> QuestionState:
    """One of them."""
    found = next((state for state in states(site, visitor, lesson_id) if state.label == label), None)
    if found is None:
        raise HTTPException(404, "This lesson does not ask this question any more. Open the lesson again.")
    return found


def wants_part(request: Request) -> bool:
    """Whether the page swaps in a part of itself."""
    return request.headers.get("hx-request") == "true"


@router.post("/questions/{label}/answers")
def answer(request: Request, site: SiteDep, visitor: VisitorDep, form: FormDep, lesson_id: str, label: str) -> Response:
    """Take an answer."""
    state = state_of(site, visitor, lesson_id, label)

    def take() -> None:
        given = given_answer(state.question, form)
        key, attempt, seen = (one(form, name) for name in ("key", "attempt", "seen"))
        known = int(seen) if SEEN.fullmatch(seen) else None
        answering.submit(site.engine, visitor.secret, visitor.id, lesson_id, label, key, attempt, given, site.catalogue, known)

    return _done(request, site, visitor, state, form, take)


@router.post("/questions/{label}/retry")
def retry(request: Request, site: SiteDep, visitor: VisitorDep, form: FormDep, lesson_id: str, label: str) -> Response:
    """Begin a new attempt, in a new variant of what the lesson asks now."""
    state = state_of(site, visitor, lesson_id, label)
    return _done(
        request, site, visitor, state, form, lambda: answering.retry(site.engine, visitor.secret, visitor.id, lesson_id, label, site.catalogue)
    )


def _done(request: Request, site: Site, visitor: Visitor, state: QuestionState, form: Form, act: Callable[[], T]) -> Response:
    """Do it, and show the question as it stands then; where it was refused, with the reason and with what was typed."""
    notice, status, typed = "", 200, None
    try:
        act()
    except UsageError as error:
        notice = {ClosedError: CLOSED, MissingError: STRANGER, StaleError: STALE}.get(type(error), error.message)
        status = STATUS.get(type(error), 422)
        typed = None if isinstance(error, ClosedError) else answer_in(state.question, form)
    if not wants_part(request):
        if status == 200:
            return personal(request, visitor, RedirectResponse(f"/lessons/{state.lesson_id}#question-{state.label}", 303))
        page = page_of(site, visitor, live_lessons(site.engine), state.lesson_id, {state.label: (notice, typed)})
        return personal(request, visitor, render(request, "pages/lesson.html", page, status))
    now = states(site, visitor, state.lesson_id)
    shown = next(one for one in now if one.label == state.label)
    question = fragment(site.templates, view(shown, site.catalogue, notice=notice, typed=typed))
    end = site.templates.get_template("fragments/_end.html").render(end=end_of(site, visitor, state.lesson_id, now))
    mark = mark_of(site, visitor, state.lesson_id)
    return personal(request, visitor, HTMLResponse(f"{question}\n{end}\n{mark}", status, {PART: "question"}))


def mark_of(site: Site, visitor: Visitor, lesson_id: str) -> str:
    """How the lesson stands now, for the list of lessons beside it."""
    return site.templates.get_template("fragments/_mark_here.html").render(standing=standing(site, visitor), lesson=lesson_id)


@router.put("/questions/{label}/draft")
def draft(request: Request, site: SiteDep, visitor: VisitorDep, form: FormDep, lesson_id: str, label: str) -> Response:
    """Keep what is being typed."""
    state = state_of(site, visitor, lesson_id, label)
    try:
        kept = answering.save_draft(
            site.engine, visitor.secret, visitor.id, lesson_id, label, one(form, "attempt"), answer_in(state.question, form), site.catalogue
        )
    except (ClosedError, MissingError) as error:
        return personal(request, visitor, JSONResponse({"error": error.message}, 409))
    return personal(request, visitor, JSONResponse({"kept": None if kept is None else kept.isoformat()}))


@router.post("/finish")
def finish(request: Request, site: SiteDep, visitor: VisitorDep, lesson_id: str) -> Response:
    """Have everything judged that waits for it."""
    states(site, visitor, lesson_id)
    answering.finish(site.engine, visitor.secret, visitor.id, lesson_id, site.catalogue)
    return _back(request, visitor, lesson_id)


@router.post("/review")
def review(request: Request, site: SiteDep, visitor: VisitorDep, lesson_id: str) -> Response:
    """Begin again with every question that is complete."""
    for state in states(site, visitor, lesson_id):
        if state.can_retry:
            answering.retry(site.engine, visitor.secret, visitor.id, lesson_id, state.label, site.catalogue)
    return personal(request, visitor, RedirectResponse(f"/lessons/{lesson_id}", 303))


@router.post("/done")
def done(request: Request, site: SiteDep, visitor: VisitorDep, lesson_id: str) -> Response:
    """Take a lesson that asks nothing as done."""
    if not states(site, visitor, lesson_id):
        progress.completed(site.engine, visitor.id, lesson_id)
    return _back(request, visitor, lesson_id)


@router.post("/place")
def place(request: Request, site: SiteDep, visitor: VisitorDep, form: FormDep, lesson_id: str) -> Response:
    """Remember where one is, or that one reads at all."""
    states(site, visitor, lesson_id)
    anchor = one(form, "anchor")
    if anchor:
        progress.visited(site.engine, visitor.id, lesson_id, anchor)
    else:
        progress.opened(site.engine, visitor.id, lesson_id)
    return personal(request, visitor, HTMLResponse(mark_of(site, visitor, lesson_id), headers={PART: "mark"}))


def _back(request: Request, visitor: Visitor, lesson_id: str) -> Response:
    return personal(request, visitor, RedirectResponse(f"/lessons/{lesson_id}#fl-end", 303))
