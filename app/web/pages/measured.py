"""Studies: what only many runs can say, as a plot with the formula beside the measurement, and the same numbers as a table."""

import asyncio
from dataclasses import dataclass

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from app.course.run_query import once
from app.kernel.show.concept import Concept
from app.kernel.show.study import StudyDocument
from app.kernel.specification import Model
from app.runner.job import Job
from app.web.api.studies import SECONDS
from app.web.http.access import PUBLIC
from app.web.http.page import Page
from app.web.http.runner import RunnerDep, while_wanted
from app.web.http.site import SiteDep
from app.web.http.templating import render
from app.web.pages.contexts import ConceptLink
from app.web.pages.course import READ
from app.web.pages.play import concept_link
from app.web.pages.plot import Plot, plot

router = APIRouter(dependencies=[PUBLIC], default_response_class=HTMLResponse, include_in_schema=False)

OF_A_RUN = ("choices", "step", "revision")
"""What an address says of one run only."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table, as text."""

    at: str
    mean: str
    error: str
    formula: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyPage(Page):
    """A study that was made. ``setting`` says with which parameters; ``plot`` is None where time was up before the first point."""

    concept: ConceptLink
    study: StudyDocument
    plot: Plot | None
    lines: tuple[Line, ...]
    setting: str


@router.api_route("/play/{slug}/studies/{name}", methods=READ)
async def study(request: Request, site: SiteDep, runner: RunnerDep, slug: str, name: str) -> HTMLResponse:
    """One study of a concept, with the parameters of the query. UsageError becomes a page that says what is allowed."""
    concept = site.catalogue.get(slug)
    if concept is None or name not in [study.name for study in concept.studies]:
        raise HTTPException(404, f"There is no study “{name}” of “{slug}”.")
    model = await asyncio.to_thread(asked_model, concept, request.query_params.multi_items())
    found = await while_wanted(request, runner.study(Job(slug, model.parameters, seconds=SECONDS, study=name)))
    return render(request, "pages/study.html", page_of(concept, found))


def asked_model(concept: Concept, query: list[tuple[str, str]]) -> Model:
    """The model that the address of a run has."""
    given = {name: value for name, value in once(query).items() if name not in OF_A_RUN}
    return concept.model(given, given.pop("scenario", None) or None)


def page_of(concept: Concept, found: StudyDocument) -> StudyPage:
    """The page of a study."""
    titles = {parameter.name: parameter.title for parameter in concept.parameters}
    return StudyPage(
        title=f"{found.title}: {concept.title}",
        section="play",
        concept=concept_link(concept),
        study=found,
        plot=plot(found.points) if found.points else None,
        lines=tuple(
            Line(str(point.at), f"{point.mean:.4f}", f"{point.error:.4f}", "" if point.formula is None else f"{point.formula:.4f}")
            for point in found.points
        ),
        setting=" · ".join(f"{titles[name]} {value}" for name, value in found.parameters.items()),
    )
