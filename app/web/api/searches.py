"""What only exploration can say, for the player: all endings, what can still become of a run, and a violation without what it does not need."""

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Annotated

import msgspec
from fastapi import APIRouter
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from app.course.run_query import BOUND, CHOICES
from app.kernel.follow import shrink
from app.kernel.parameters import unknown
from app.kernel.runs import play
from app.runner.job import Bounds, Job, NotExploredError, RefusedJob
from app.runner.runner import Runner
from app.web.api.runs import JsonDocument, Parameters, Slug, found_concept
from app.web.http.access import PUBLIC
from app.web.http.runner import RunnerDep
from app.web.http.site import SiteDep

router = APIRouter(prefix="/api", dependencies=[PUBLIC])

SHRINK_SECONDS = 3.0


class EndingsRequest(BaseModel):
    """A model whose endings are wanted."""

    model_config = ConfigDict(extra="forbid")

    concept: Slug
    scenario: str | None = None
    parameters: Parameters = {}


class ProspectsRequest(BaseModel):
    """A run, whole: also the choices of its default continuation."""

    model_config = ConfigDict(extra="forbid")

    concept: Slug
    scenario: str | None = None
    parameters: Parameters = {}
    choices: Annotated[list[int], Field(max_length=CHOICES + BOUND)]


class ShrinkRequest(BaseModel):
    """A run that violates a property."""

    model_config = ConfigDict(extra="forbid")

    concept: Slug
    scenario: str | None = None
    parameters: Parameters = {}
    choices: Annotated[list[int], Field(max_length=CHOICES)]
    property: str


class Shrunk(msgspec.Struct, frozen=True):
    """The events that the violation needs, as choices; ``spared`` counts the events that were left out.

    ``minimal``: no single event more can be spared; false when time was up before that was sure.
    """

    choices: tuple[int, ...]
    spared: int
    minimal: bool


@router.post("/endings")
async def endings(site: SiteDep, runner: RunnerDep, asked: EndingsRequest) -> StreamingResponse:
    """Find all endings. The answer is a line of JSON for each progress, then one with everything; closing the connection stops the search."""
    model = await asyncio.to_thread(found_concept(site, asked.concept).model, asked.parameters, asked.scenario)
    return _stream(runner, Job(model.concept.slug, model.parameters, limit=Bounds().states, table=True))


@router.post("/prospects")
async def prospects(site: SiteDep, runner: RunnerDep, asked: ProspectsRequest) -> StreamingResponse:
    """Say what can still become of a run at each of its steps, in lines like those of the endings."""
    model = await asyncio.to_thread(found_concept(site, asked.concept).model, asked.parameters, asked.scenario)
    return _stream(runner, Job(model.concept.slug, model.parameters, limit=Bounds().states, choices=tuple(asked.choices)))


def _stream(runner: Runner, job: Job) -> StreamingResponse:
    async def lines() -> AsyncIterator[bytes]:
        try:
            async for line in runner.lines(job):
                yield line
        except NotExploredError as error:  # the answer has begun, so its last line says what is wrong
            yield msgspec.json.encode(RefusedJob(error.message)) + b"\n"

    # an encoding is named so that no compression holds lines back
    return StreamingResponse(lines(), media_type="application/x-ndjson", headers={"Content-Encoding": "identity", "Cache-Control": "no-store"})


@router.post("/shrink")
def shrink_run(site: SiteDep, asked: ShrinkRequest) -> JsonDocument:
    """Leave out of a run what its violation of an always property does not need."""
    model = found_concept(site, asked.concept).model(asked.parameters, asked.scenario)
    declared = {p.name: p for p in model.concept.properties if p.kind != "reachable"}
    if asked.property not in declared:
        raise unknown("property", asked.property, declared)
    end = time.thread_time() + SHRINK_SECONDS

    def overdue() -> bool:
        return time.thread_time() > end

    run = play(model, tuple(asked.choices), stop=len(asked.choices), overdue=overdue)
    short = shrink(run, declared[asked.property], overdue)
    return JsonDocument(msgspec.json.encode(Shrunk(short.choices, len(run.choices) - len(short.choices), minimal=not overdue())))
