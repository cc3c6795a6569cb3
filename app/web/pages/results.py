"""A visitor's own results and data: to be looked at, taken away and deleted."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup

from app.course import answering
from app.course.answering import Result
from app.course.model.questions import Presented
from app.course.questions.presented import in_words, run_of
from app.course.review import LessonReview, TopicResult, reviews
from app.course.summary import SUMMARY
from app.web.http.access import PUBLIC
from app.web.http.page import Page
from app.web.http.site import SiteDep
from app.web.http.templating import render
from app.web.http.visitors import VisitorDep, personal, unknown
from app.web.pages.course import READ
from app.web.pages.question_player import href_of
from app.web.pages.question_view import GradeLabel, Said, grade_label

router = APIRouter(prefix="/results", dependencies=[PUBLIC], include_in_schema=False)

VERSION_SHOWN = 8
WHOLE, BEGINNING = "The lesson as a whole", "The beginning"


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer: when it was taken, what it says (or where the run that it is can be watched), how it was judged, and the run that shows it."""

    at: datetime
    words: Markup
    own_run: str
    verdict: GradeLabel
    run: Said | None


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """One attempt at a question, as it was asked."""

    href: str
    title: str
    prompt: Markup
    number: int
    version: str
    live: bool
    practice: bool
    score: int | None
    answers: tuple[AnswerRow, ...]


@dataclass(frozen=True, slots=True)
class TopicRow:
    """The questions about one section of a lesson: where it is, how they went, and whether it should be read again."""

    href: str
    title: str
    standing: GradeLabel
    again: bool


@dataclass(frozen=True, slots=True)
class LessonResults:
    """A lesson by its topics, and the attempts at its questions. ``summary`` says how many are right; empty for a lesson that left the course."""

    id: str
    title: str
    href: str
    summary: str
    topics: tuple[TopicRow, ...]
    attempts: tuple[AttemptRow, ...]

    @property
    def missed(self) -> bool:
        """Whether something was answered and was never right."""
        return any(topic.again for topic in self.topics)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsPage(Page):
    """All results of a visitor. ``forgotten``: everything has just been deleted."""

    lessons: tuple[LessonResults, ...]
    answered: int
    forgotten: bool


@router.api_route("", methods=READ, response_class=HTMLResponse)
def results(request: Request, site: SiteDep, visitor: VisitorDep) -> HTMLResponse:
    """How each topic went, and every attempt, by lesson."""
    found = answering.results(site.engine, visitor.id)
    lessons = tuple(_lessons(found, {review.lesson_id: review for review in reviews(site.engine, visitor.id)}))
    page = ResultsPage(
        title="Your results", section="results", lessons=lessons, answered=len(found), forgotten=request.query_params.get("deleted") == "yes"
    )
    return personal(request, visitor, render(request, "pages/results.html", page))


def _lessons(found: list[Result], by_topic: Mapping[str, LessonReview]) -> Iterator[LessonResults]:
    for lesson_id, of_lesson in groupby(found, key=lambda result: result.lesson_id):
        rows, href = list(of_lesson), f"/lessons/{lesson_id}"
        review = by_topic.get(lesson_id)
        summary = f"{review.right} of {review.total} right" if review else ""
        topics = tuple(_topic(href, result) for result in review.topics) if review else ()
        yield LessonResults(lesson_id, rows[0].lesson_title, href, summary, topics, tuple(_attempt(result) for result in rows))


def _topic(lesson: str, result: TopicResult) -> TopicRow:
    title = WHOLE if result.topic.anchor == SUMMARY else result.topic.title or BEGINNING
    href = f"{lesson}#{result.topic.anchor}" if result.topic.anchor else lesson
    said = f"{result.right} of {result.total} right"
    if result.missed:
        standing = GradeLabel("partly" if result.right else "wrong", "◐" if result.right else "✗", said)
    elif result.right == result.total:
        standing = GradeLabel("right", "✓", said)
    else:
        standing = GradeLabel("open", "○", said if result.answered else "not answered yet")
    return TopicRow(href, title, standing, result.missed)


def _attempt(result: Result) -> AttemptRow:
    question = result.question
    return AttemptRow(
        href=f"/lessons/{result.lesson_id}#question-{result.label}",
        title=question.title,
        prompt=Markup(question.prompt),  # noqa: S704 - made by our own Markdown
        number=result.number,
        version=result.version[:VERSION_SHOWN],
        live=result.live,
        practice=result.practice,
        score=None if result.score is None else round(100 * result.score),
        answers=tuple(
            AnswerRow(
                one.reply.at,
                in_words(question, one.answer),
                _run(question, one.answer),
                grade_label(one.reply),
                Said(None, Markup(""), href_of(one.reply.run), one.reply.run.sentence) if one.reply.run else None,
            )
            for one in result.submitted
        ),
    )


def _run(question: Presented, answer: object) -> str:
    """Where an answer that is a run can be watched; empty for any other."""
    run = None if answer is None else run_of(question, answer)
    return href_of(run) if run else ""


@router.api_route("/export.json", methods=READ)
def export_json(request: Request, site: SiteDep, visitor: VisitorDep) -> Response:
    """All of one's own data."""
    text = json.dumps(answering.export(site.engine, visitor.id, site.catalogue), ensure_ascii=False, indent=2)
    return personal(request, visitor, _file(text, "application/json", "faultline.json"))


@router.api_route("/export.csv", methods=READ)
def export_csv(request: Request, site: SiteDep, visitor: VisitorDep) -> Response:
    """The answers as a table; with a mark at its start, by which spreadsheets know its letters."""
    written = io.StringIO(newline="")
    csv.writer(written).writerows(answering.csv_rows(site.engine, visitor.id, site.catalogue))
    return personal(request, visitor, _file("\ufeff" + written.getvalue(), "text/csv", "faultline.csv"))


def _file(text: str, media_type: str, name: str) -> Response:
    return Response(text, media_type=f"{media_type}; charset=utf-8", headers={"Content-Disposition": f'attachment; filename="{name}"'})


@router.api_route("/delete", methods=READ, response_class=HTMLResponse)
def confirm(request: Request, site: SiteDep, visitor: VisitorDep) -> HTMLResponse:
    """Ask before everything is deleted."""
    return personal(request, visitor, render(request, "pages/delete.html", Page(title="Delete your data", section="results")))


@router.post("/delete")
def delete(site: SiteDep, visitor: VisitorDep) -> Response:
    """Delete everything that is kept of the visitor, who is nobody we know afterwards."""
    answering.forget(site.engine, visitor.id)
    answer = unknown(RedirectResponse("/results?deleted=yes", 303))
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
