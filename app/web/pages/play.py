"""The pages of the concepts. The address of a run says all of it: scenario, parameters by name, choices, and the step to show."""

import time

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from app.course.player_html import ShownRun, player
from app.course.run_address import address
from app.course.run_query import SECONDS, asked_for
from app.kernel.show.concept import Concept
from app.store.lessons import live_lessons
from app.web.http.access import PUBLIC
from app.web.http.site import SiteDep
from app.web.http.templating import render
from app.web.pages.contexts import ConceptLink, ConceptListPage, PlayPage, ScenarioLink, StudyLink
from app.web.pages.course import READ
from app.web.pages.syllabus import lessons_about
from app.web.pages.way_back import WayBack, kept, split

router = APIRouter(dependencies=[PUBLIC], default_response_class=HTMLResponse, include_in_schema=False)


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
    lessons = live_lessons(site.engine)
    query, back = split(request.query_params.multi_items(), lessons)
    end = time.thread_time() + SECONDS
    shown = asked_for(found, query, lambda: time.thread_time() > end)
    page = PlayPage(
        title=found.title,
        section="play",
        has_player=True,
        concept=concept_link(found),
        scenarios=scenario_links(found, shown.scenario, back),
        studies=study_links(found, shown),
        lessons=lessons_about(lessons, slug),
        player=player(shown),
        back=back,
    )
    return render(request, "pages/play.html", page)


def concept_link(concept: Concept) -> ConceptLink:
    """A concept for a list."""
    return ConceptLink(concept.slug, concept.title, concept.summary, concept.source, len(concept.scenarios))


def study_links(concept: Concept, shown: ShownRun) -> tuple[StudyLink, ...]:
    """The concept's studies as links, with the parameters of the run but for those that a study sets itself."""
    return tuple(
        StudyLink(
            title=study.title,
            sentence=study.sentence,
            href=address(
                f"{concept.slug}/studies/{study.name}",
                {name: value for name, value in shown.parameters.items() if name not in (study.parameter, study.seed)},
                shown.scenario,
            ),
            size=f"{study.seeds:,} runs at each of {len(study.at)} points",
        )
        for study in concept.studies
    )


def scenario_links(concept: Concept, here: str | None, back: WayBack | None) -> tuple[ScenarioLink, ...]:
    """The concept's scenarios as links, which keep the way back."""
    return tuple(
        ScenarioLink(
            name=scenario.name,
            title=scenario.title,
            sentence=scenario.sentence,
            watch=scenario.watch,
            href=kept(address(concept.slug, {}, scenario.name, None, None), back),
            broken=scenario.broken,
            here=scenario.name == here,
        )
        for scenario in concept.scenarios
    )
