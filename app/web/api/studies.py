"""Studies over HTTP: the same answer as the command line's JSON."""

import asyncio
from typing import Annotated

import msgspec
from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field, StrictInt

from app.kernel.show.study import RUNS, StudyDocument
from app.runner.job import Job
from app.web.api.runs import JsonDocument, Parameters, Slug, answer, found_concept
from app.web.http.access import PUBLIC
from app.web.http.runner import RunnerDep, while_wanted
from app.web.http.site import SiteDep

router = APIRouter(prefix="/api", dependencies=[PUBLIC])

SECONDS = 20.0
"""The time that a study for a page or a request may take; a point that is not done by then is missing."""


class StudyRequest(BaseModel):
    """A study to be made. ``seeds``: the runs at each point, if not as many as the study says."""

    model_config = ConfigDict(extra="forbid")

    concept: Slug
    study: str = Field(description="The name of a study that the concept declares.")
    scenario: str | None = None
    parameters: Parameters = {}
    seeds: Annotated[StrictInt, Field(ge=1, le=RUNS)] | None = None


@router.post("/studies", responses=answer(StudyDocument))
async def study(site: SiteDep, runner: RunnerDep, asked: StudyRequest, request: Request) -> JsonDocument:
    """Measure a quantity over many seeds, beside the formula."""
    concept = found_concept(site, asked.concept)
    concept.study(asked.study)
    model = await asyncio.to_thread(concept.model, asked.parameters, asked.scenario)
    job = Job(concept.slug, model.parameters, seconds=SECONDS, study=asked.study, seeds=asked.seeds)
    return JsonDocument(msgspec.json.encode(await while_wanted(request, runner.study(job))))
