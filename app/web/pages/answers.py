"""Answers, drafts, finishing and trying again: what is said here is said after it was written down.

A page that runs our scripts asks for a part of the page (``HX-Request``) and gets the question as it stands now, together with the end of the lesson;
without scripts, the same forms lead back to the lesson.
"""

import re
from collections.abc import Callable

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from app.course import answering, progress
from app.course.answering import ClosedError, LessonState, MissingError, RedrawnError, StaleError
from app.course.questions.kinds.kind import Form, one
from app.course.questions.presented import answer_in, given_answer
from app.kernel.errors import UsageError
from app.web.http.access import PUBLIC
from app.web.http.site import Site, SiteDep
from app.web.http.templating import render
from app.web.http.visitors import Visitor, VisitorDep, personal
from app.web.pages.forms import FormDep
from app.web.pages.lesson import NO_LESSON, NOT_ASKED, page_of
from app.web.pages.lesson_end import end_of
from app.web.pages.lesson_marks import Standing, standing_with
from app.web.pages.question_view import Refusal, fragment, view

router = APIRouter(prefix="/lessons/{lesson_id}", dependencies=[PUBLIC], include_in_schema=False)

PART = "faultline-part"
"""The header of a response that holds parts of a page, so that no page of an error is ever put into a lesson."""
CLOSED = "This question was answered already, perhaps in another tab. What you sent now was not counted; this is what counts."
STRANGER = "This page was opened for another visit, so your answer was not counted. It stands here again: look at the question once more and send it."
STALE = "Another tab has used a try meanwhile, so this was not counted. It stands here again: see what was said there, and how many tries are left."
REDRAWN = "This question has changed since your page was opened, so this was not counted and used no try. Look at it again before you answer."
NOTICES = {ClosedError: CLOSED, MissingError: STRANGER, StaleError: STALE, RedrawnError: REDRAWN}
STATUS = {ClosedError: 409, MissingError: 409, StaleError: 409, RedrawnError: 409}

SEEN = re.compile("[0-9]{1,4}")


def wants_part(request: Request) -> bool:
    """Whether the page swaps in a part of itself."""
    return request.headers.get("hx-request") == "true"


@router.post("/questions/{label}/answers")
def answer(request: Request, site: SiteDep, visitor: VisitorDep, form: FormDep, lesson_id: str, label: str) -> Response:
    """Take an answer."""

    def take() -> None:
        key, attempt, seen = (one(form, name) for name in ("key", "attempt", "seen"))
        question = answering.open_question(site.answering, visitor.id, lesson_id, label, attempt, key)
        known = int(seen) if SEEN.fullmatch(seen) else None
        answering.submit(site.answering, question, given_answer(question.shown, form, first=not known), known)

    return _done(request, site, visitor, lesson_id, label, form, take)


@router.post("/questions/{label}/show")
def show(request: Request, site: SiteDep, visitor: VisitorDep, form: FormDep, lesson_id: str, label: str) -> Response:
    """End the attempt and show what is right."""
    attempt = one(form, "attempt")
    return _done(request, site, visitor, lesson_id, label, {}, lambda: answering.give_up(site.answering, visitor.id, lesson_id, label, attempt))


@router.post("/questions/{label}/another")
def another(request: Request, site: SiteDep, visitor: VisitorDep, form: FormDep, lesson_id: str, label: str) -> Response:
    """Begin to practise on another variant of a drawn question."""
    practice = answering.practice_of(label)
    return _done(request, site, visitor, lesson_id, practice, form, lambda: answering.another(site.answering, visitor.id, lesson_id, label))


@router.post("/questions/{label}/retry")
def retry(request: Request, site: SiteDep, visitor: VisitorDep, form: FormDep, lesson_id: str, label: str) -> Response:
    """Begin a new attempt, in a new variant of what the lesson asks now."""
    return _done(request, site, visitor, lesson_id, label, form, lambda: answering.retry(site.answering, visitor.id, lesson_id, [label]))


def _done(request: Request, site: Site, visitor: Visitor, lesson_id: str, label: str, form: Form, act: Callable[[], None]) -> Response:
    """Do it, and show the question as it stands then; where it was refused, with the reason and with what was typed."""
    refusal = None
    try:
        act()
    except UsageError as error:
        notice, status = NOTICES.get(type(error), error.message), STATUS.get(type(error), 422)
        refusal = Refusal(label, notice, status, None if isinstance(error, ClosedError | RedrawnError) else form)
    if wants_part(request):
        return _part(request, site, visitor, lesson_id, label, refusal)
    if refusal is None:
        return personal(request, visitor, RedirectResponse(f"/lessons/{lesson_id}#question-{label}", 303))
    page = page_of(site, visitor, lesson_id, refusal)
    return personal(request, visitor, render(request, "pages/lesson.html", page, refusal.status))


def _part(request: Request, site: Site, visitor: Visitor, lesson_id: str, label: str, refusal: Refusal | None) -> Response:
    """The question with the end of the lesson, and its mark in the list of lessons."""
    state = found_lesson(site, visitor, lesson_id, label)
    question = state.question(label)
    if question is None:
        raise HTTPException(404, NOT_ASKED)
    stands = standing_with(state.progress)
    shown = fragment(site.templates, view(question, site.catalogue, refusal))
    end = site.templates.get_template("fragments/_end.html").render(end=end_of(state, stands))
    status = refusal.status if refusal else 200
    return personal(request, visitor, HTMLResponse(f"{shown}\n{end}\n{mark_of(site, stands, lesson_id)}", status, {PART: "question"}))


def found_lesson(site: Site, visitor: Visitor, lesson_id: str, label: str = "") -> LessonState:
    """The lesson as it stands for the visitor, with this question even if the lesson has dropped it; 404 where there is no such lesson."""
    try:
        return answering.lesson_state(site.answering, visitor.id, lesson_id, label)
    except MissingError as error:
        raise HTTPException(404, NO_LESSON.format(lesson_id)) from error


def mark_of(site: Site, stands: Standing, lesson_id: str) -> str:
    """How the lesson stands now, for the list of lessons beside it."""
    return site.templates.get_template("fragments/_mark_here.html").render(standing=stands, lesson=lesson_id)


@router.put("/questions/{label}/draft")
def draft(request: Request, site: SiteDep, visitor: VisitorDep, form: FormDep, lesson_id: str, label: str) -> Response:
    """Keep what is being typed."""
    try:
        question = answering.open_question(site.answering, visitor.id, lesson_id, label, one(form, "attempt"))
        kept = answering.save_draft(site.answering, question, answer_in(question.shown, form))
    except (ClosedError, MissingError, RedrawnError) as error:
        return personal(request, visitor, JSONResponse({"error": error.message}, 409))
    return personal(request, visitor, JSONResponse({"kept": None if kept is None else kept.isoformat()}))


@router.post("/finish")
def finish(request: Request, site: SiteDep, visitor: VisitorDep, lesson_id: str) -> Response:
    """Have everything judged that waits for it."""
    try:
        answering.finish(site.answering, visitor.id, lesson_id)
    except MissingError as error:
        raise HTTPException(404, NO_LESSON.format(lesson_id)) from error
    return _back(request, visitor, lesson_id, "#fl-end")


@router.post("/retry-missed")
def retry_missed(request: Request, site: SiteDep, visitor: VisitorDep, lesson_id: str) -> Response:
    """Begin again with every question that was answered and is not right."""
    try:
        missed = answering.retry_missed(site.answering, visitor.id, lesson_id)
    except MissingError as error:
        raise HTTPException(404, NO_LESSON.format(lesson_id)) from error
    return _back(request, visitor, lesson_id, f"#question-{missed[0]}" if missed else "#fl-end")


@router.post("/review")
def review(request: Request, site: SiteDep, visitor: VisitorDep, lesson_id: str) -> Response:
    """Begin again with every question that is complete."""
    try:
        answering.retry(site.answering, visitor.id, lesson_id)
    except MissingError as error:
        raise HTTPException(404, NO_LESSON.format(lesson_id)) from error
    return _back(request, visitor, lesson_id)


@router.post("/done")
def done(request: Request, site: SiteDep, visitor: VisitorDep, lesson_id: str) -> Response:
    """Take a lesson that asks nothing as done."""
    if not progress.declared_done(site.engine, visitor.id, lesson_id):
        raise HTTPException(404, NO_LESSON.format(lesson_id))
    return _back(request, visitor, lesson_id, "#fl-end")


@router.post("/place")
def place(request: Request, site: SiteDep, visitor: VisitorDep, form: FormDep, lesson_id: str) -> Response:
    """Remember where one is, or that one reads at all."""
    anchor = one(form, "anchor")
    noted = progress.visited(site.engine, visitor.id, lesson_id, anchor) if anchor else progress.opened(site.engine, visitor.id, lesson_id)
    if noted is None:
        raise HTTPException(404, NO_LESSON.format(lesson_id))
    return personal(request, visitor, HTMLResponse(mark_of(site, standing_with({lesson_id: noted}), lesson_id), headers={PART: "mark"}))


def _back(request: Request, visitor: Visitor, lesson_id: str, anchor: str = "") -> Response:
    return personal(request, visitor, RedirectResponse(f"/lessons/{lesson_id}{anchor}", 303))
