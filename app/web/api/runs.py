"""The headless interface over HTTP: the same bodies and answers as the command line's JSON."""

import asyncio
import time
from collections.abc import Callable
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, StrictStr

from app.course.revisions import notice, replaying
from app.kernel.errors import UsageError
from app.kernel.explore import LIMIT
from app.kernel.follow import opening
from app.kernel.parameters import unknown
from app.kernel.runs import BOUND, Run, play
from app.kernel.show.concept import Concept
from app.kernel.show.frames import ExplorationDocument, RunDocument
from app.kernel.show.report import concept_document, run_document
from app.kernel.show.study import StudyDocument
from app.runner.job import Bounds, Job
from app.web.http.access import PUBLIC
from app.web.http.runner import RunnerDep, while_wanted
from app.web.http.site import Site, SiteDep

router = APIRouter(prefix="/api", dependencies=[PUBLIC])

RUN_SECONDS = 5.0
"""Processor time that a run may take."""
BOUNDS = Bounds()
Slug = Annotated[str, Field(description="The slug of a concept, as GET /api/concepts lists it.")]
Parameters = Annotated[
    dict[str, StrictStr | StrictBool | StrictInt | list[StrictStr | StrictInt]],
    Field(description="Parameters by name, on top of the scenario’s; what is left out has its default."),
]


class JsonDocument(Response):
    """JSON that was encoded already."""

    media_type = "application/json"


def answer(kind: type) -> dict[int | str, dict[str, Any]]:
    """Give the OpenAPI entry of an answer, which is encoded from a type of ours; ``SCHEMAS`` explains the types."""
    return {
        200: {"content": {"application/json": {"schema": {"$ref": REFERENCE.format(name=kind.__name__)}}}},
        422: {"description": "Unusable arguments: what, where, what is allowed."},
    }


REFERENCE = "#/components/schemas/{name}"
SCHEMAS: dict[str, Any] = msgspec.json.schema_components([RunDocument, ExplorationDocument, StudyDocument], ref_template=REFERENCE)[1]


class RunRequest(BaseModel):
    """A run to be played: the choices, then the default; or every choice drawn from ``random``."""

    model_config = ConfigDict(extra="forbid")

    concept: Slug
    scenario: str | None = None
    parameters: Parameters = {}
    choices: Annotated[list[StrictInt], Field(max_length=BOUND)] | None = Field(None, examples=[[0, 0, 2]])
    random: StrictInt | None = None
    stop: Annotated[StrictInt, Field(ge=0, le=BOUND)] | None = None
    revision: Annotated[StrictInt, Field(ge=1)] | None = Field(None, description="That of the concept which the choices were made with.")


class ReplayedDocument(RunDocument, frozen=True, kw_only=True):
    """A run that was made with another revision of its concept. ``notice`` is a sentence about that; ``revision`` is the present one."""

    notice: str


class ExplorationRequest(BaseModel):
    """A model to be explored. ``limit`` counts distinct states; neither it nor ``seconds`` is ever more than the server's own bound."""

    model_config = ConfigDict(extra="forbid")

    concept: Slug
    scenario: str | None = None
    parameters: Parameters = {}
    limit: Annotated[StrictInt, Field(ge=1, le=BOUNDS.states)] = LIMIT
    seconds: Annotated[float, Field(gt=0, le=BOUNDS.seconds)] = BOUNDS.seconds
    symmetry: bool = False


def found_concept(site: SiteDep, slug: str) -> Concept:
    """Give a concept by its slug; UsageError names the ones there are."""
    if slug not in site.catalogue:
        raise unknown("concept", slug, site.catalogue)
    return site.catalogue[slug]


@router.get("/concepts")
def concepts(site: SiteDep) -> JsonDocument:
    """All concepts with their parameters, scenarios, properties and outcomes."""
    return JsonDocument(msgspec.json.encode([concept_document(concept) for concept in site.catalogue.values()]))


@router.get("/concepts/{slug}")
def concept(site: SiteDep, slug: str) -> JsonDocument:
    """One concept."""
    return JsonDocument(msgspec.json.encode(concept_document(found_concept(site, slug))))


@router.post("/runs", responses=answer(RunDocument))
def run(site: SiteDep, asked: RunRequest) -> JsonDocument:
    """Play one run, to its final state unless told otherwise.

    Choices of another revision of the concept are replayed where they are enabled all along, and the answer has a ``notice``.
    """
    end = time.thread_time() + RUN_SECONDS
    document = run_document(asked_run(site, asked, lambda: time.thread_time() > end))
    if said := notice(found_concept(site, asked.concept), asked.revision):
        document = ReplayedDocument(**msgspec.structs.asdict(document), notice=said)
    return JsonDocument(msgspec.json.encode(document))


def asked_run(site: Site, asked: RunRequest, overdue: Callable[[], bool]) -> Run:
    """Play the run that a request asks for; UsageError says what in it is unusable."""
    found = found_concept(site, asked.concept)
    if asked.choices is not None and asked.random is not None:
        raise UsageError("choices and random cannot be given together", "random")
    with replaying(found, asked.revision):
        model = found.model(asked.parameters, asked.scenario)
        choices = tuple(asked.choices or ())
        if asked.choices is None and asked.random is None and asked.scenario:
            choices = opening(model, asked.scenario)
        return play(model, choices, seed=asked.random, stop=asked.stop, overdue=overdue)


@router.post("/explorations", responses=answer(ExplorationDocument))
async def explore(site: SiteDep, runner: RunnerDep, asked: ExplorationRequest, request: Request) -> JsonDocument:
    """Explore every run of a model."""
    model = await asyncio.to_thread(found_concept(site, asked.concept).model, asked.parameters, asked.scenario)
    job = Job(model.concept.slug, model.parameters, limit=asked.limit, seconds=asked.seconds, symmetry=asked.symmetry)
    found = await while_wanted(request, runner.result(job))
    return JsonDocument(msgspec.json.encode(found.exploration))
