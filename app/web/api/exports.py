"""A run in the languages of other tools, over HTTP: the same text as the command line prints."""

import time
from enum import StrEnum

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse

from app.kernel.show.export import mermaid, shiviz
from app.web.api.runs import RUN_SECONDS, RunRequest, asked_run
from app.web.http.access import PUBLIC
from app.web.http.site import SiteDep

router = APIRouter(prefix="/api", dependencies=[PUBLIC])


class TextFormat(StrEnum):
    """The formats that are text; JSON is the run itself."""

    MERMAID = "mermaid"
    SHIVIZ = "shiviz"


WRITERS = {TextFormat.MERMAID: mermaid, TextFormat.SHIVIZ: shiviz}


@router.post(
    "/runs/{text_format}", response_class=PlainTextResponse, responses={422: {"description": "Unusable arguments: what, where, what is allowed."}}
)
def export(site: SiteDep, text_format: TextFormat, asked: RunRequest) -> PlainTextResponse:
    """Play one run as ``POST /api/runs`` does, and give it as a Mermaid sequence diagram or as a ShiViz log."""
    end = time.thread_time() + RUN_SECONDS
    return PlainTextResponse(WRITERS[text_format](asked_run(site, asked, lambda: time.thread_time() > end)))
