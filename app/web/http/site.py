"""What a running course consists of; every route gets it from the application."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from jinja2 import Environment
from sqlalchemy import Engine
from starlette.requests import HTTPConnection

from app.course.showcase import Endings
from app.kernel.show.concept import Concept
from app.web.http.assets import Assets


@dataclass(frozen=True, slots=True)
class Site:
    """The parts that routes use. Nothing in it changes while the course runs."""

    engine: Engine
    catalogue: Mapping[str, Concept]
    templates: Environment
    assets: Assets
    endings: Endings | None


def current_site(connection: HTTPConnection) -> Site:
    """The site that this request or socket belongs to."""
    site: Site = connection.app.state.site
    return site


SiteDep = Annotated[Site, Depends(current_site)]
