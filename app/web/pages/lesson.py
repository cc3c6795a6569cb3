"""The page of a lesson for one visitor: its text with the questions in it, where one was, and what is open at its end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fastapi import HTTPException

from app.course import answering
from app.course.answering import QuestionState
from app.course.markdown import Heading
from app.course.progress import Progress
from app.store.lessons import LiveLesson
from app.web.http.site import Site
from app.web.http.visitors import Visitor
from app.web.pages.contexts import LessonPage
from app.web.pages.lesson_marks import standing
from app.web.pages.question_view import Verdict, fragment, verdict_of, view, with_questions
from app.web.pages.syllabus import parts_of


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that is not complete, as a link. ``draft``: what was typed last was not sent."""

    href: str
    title: str
    draft: bool


@dataclass(frozen=True, slots=True)
class JudgedQuestion:
    """A question that was judged when the lesson was finished, as a link with how it went."""

    href: str
    title: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class End:
    """The end of a lesson. ``waiting`` of its questions are answered and not yet judged; ``left`` are open; ``judged`` were judged at the end."""

    lesson_id: str
    total: int
    complete: int
    waiting: tuple[OpenQuestion, ...]
    left: tuple[OpenQuestion, ...]
    judged: tuple[JudgedQuestion, ...]
    done: bool
    due: bool
    due_at: datetime | None
    score: int | None


def _open(state: QuestionState) -> OpenQuestion:
    return OpenQuestion(f"#question-{state.label}", state.question.title, state.draft is not None)


def end_of(site: Site, visitor: Visitor, lesson_id: str, states: Sequence[QuestionState]) -> End:
    """How the lesson's end stands."""
    stands = standing(site, visitor)
    known: Progress | None = stands.known.get(lesson_id)
    scores = [state.score for state in states if state.complete and state.score is not None]
    deferred = [state for state in states if state.question.behaviour == "deferred"]
    # A draft waits too where finishing the lesson makes an answer of it.
    waiting = [state for state in deferred if not state.complete and (state.submitted or state.draft is not None)]
    left = [state for state in states if not state.complete and state not in waiting]
    return End(
        lesson_id=lesson_id,
        total=len(states),
        complete=sum(state.complete for state in states),
        waiting=tuple(_open(state) for state in waiting),
        left=tuple(_open(state) for state in left),
        judged=tuple(
            JudgedQuestion(f"#question-{state.label}", state.question.title, verdict_of(state.submitted[-1].reply))
            for state in deferred
            if state.complete
        ),
        done=known is not None and known.done_at is not None,
        due=known is not None and known.is_due(stands.at),
        due_at=known.due_at if known else None,
        score=round(100 * sum(scores) / len(scores)) if scores else None,
    )


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
