"""The pages of the concepts. The address of a run says all of it: scenario, parameters by name, choices, and the step to show."""

import re
import time
from collections.abc import Sequence

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from app.course.fallback import Player, player
from app.course.kinds.sim import address, first_choices
from app.kernel.concept import Concept
from app.kernel.errors import UsageError
from app.kernel.runs import play
from app.store.lessons import live_lessons
from app.web.contexts import ConceptLink, ConceptListPage, LessonLink, PlayPage, ScenarioLink
from app.web.live import BOUND, CHOICES, SECONDS
from app.web.pages import READ
from app.web.parts import parts_of
from app.web.roles import PUBLIC
from app.web.site import Site, SiteDep
from app.web.templating import render

router = APIRouter(dependencies=[PUBLIC], default_response_class=HTMLResponse, include_in_schema=False)

WRITTEN_CHOICES = re.compile(r"[0-9]{1,4}(,[0-9]{1,4})*")


@router.api_route("/play", methods=READ)
def concepts(request: Request, site: SiteDep) -> HTMLResponse:
    """All concepts."""
    links = tuple(concept_link(concept) for concept in site.catalogue.values())
    return render(request, "pages/concepts.html", ConceptListPage(title="Playground", section="play", concepts=links))


@router.api_route("/play/{slug}", methods=READ)
def concept(request: Request, site: SiteDep, slug: str) -> HTMLResponse:
    """One concept with the run that the query asks for. UsageError becomes a page that says what is allowed."""
    found = site.catalogue.get(slug)
    if found is None:
        raise HTTPException(404, f"There is no concept “{slug}”. There are: {', '.join(site.catalogue)}.")
    shown = asked_for(found, request.query_params.multi_items())
    page = PlayPage(
        title=found.title,
        section="play",
        has_player=True,
        concept=concept_link(found),
        scenarios=scenario_links(found, shown.scenario),
        lessons=lessons_about(site, slug),
        player=player(shown),
    )
    return render(request, "pages/play.html", page)


def asked_for(found: Concept, query: Sequence[tuple[str, str]]) -> Player:
    """The run in a query, played; UsageError says which part of it is unusable."""
    given = once(query)
    scenario = given.pop("scenario", None) or None
    choices = read_choices(given.pop("choices", None))
    step = read_step(given.pop("step", None))
    model = found.model(given, scenario)
    begin = first_choices(model, scenario, choices)
    end = time.thread_time() + SECONDS
    run = play(model, begin, bound=len(begin) + BOUND, overdue=lambda: time.thread_time() > end)
    last = len(run.choices)
    if step is not None and step > last:
        raise UsageError(f"step: {step} does not exist; this run has the steps 0 to {last}", "step")
    parameters = {name: value for name, value in model.parameters.items() if name in given}
    return Player(run, parameters, scenario, choices, step, alt="The run, step by step.")


def once(query: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The query by name; UsageError for what stands in it twice."""
    given = dict(query)
    if len(given) < len(query):
        twice = next(name for name in given if sum(other == name for other, _ in query) > 1)
        raise UsageError(f"“{twice}” stands more than once in the address.", twice)
    return given


def read_choices(text: str | None) -> tuple[int, ...] | None:
    """The choices in an address; nothing when it does not say anything about them."""
    if text is None:
        return None
    if text and not WRITTEN_CHOICES.fullmatch(text):
        raise UsageError("choices: allowed are small whole numbers with commas between them, such as 0,0,2", "choices")
    numbers = tuple(int(word) for word in text.split(",")) if text else ()
    if len(numbers) > CHOICES:
        raise UsageError(f"choices: {len(numbers)} are too many for an address; allowed are {CHOICES}", "choices")
    return numbers


def read_step(text: str | None) -> int | None:
    """The step in an address."""
    if text is None:
        return None
    if not re.fullmatch(r"[0-9]{1,6}", text):
        raise UsageError("step: allowed is a whole number from 0", "step")
    return int(text)


def concept_link(concept: Concept) -> ConceptLink:
    """A concept for a list."""
    return ConceptLink(concept.slug, concept.title, concept.summary, concept.source, len(concept.scenarios))


def scenario_links(concept: Concept, here: str | None) -> tuple[ScenarioLink, ...]:
    """The concept's scenarios as links."""
    return tuple(
        ScenarioLink(
            name=scenario.name,
            title=scenario.title,
            sentence=scenario.sentence,
            href=address(concept.slug, {}, scenario.name, None, None),
            broken=scenario.broken,
            here=scenario.name == here,
        )
        for scenario in concept.scenarios
    )


def lessons_about(site: Site, slug: str) -> tuple[LessonLink, ...]:
    """The lessons that use a concept."""
    lessons = live_lessons(site.engine)
    about = {lesson.id for lesson in lessons if slug in lesson.front_matter["concepts"]}
    return tuple(link for part in parts_of(lessons) for link in part.lessons if link.id in about)
