"""What a running course consists of; every route gets it from the application."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated

from fastapi import Depends
from jinja2 import Environment
from sqlalchemy import Engine
from starlette.requests import HTTPConnection

from app.course.answering import Service
from app.course.showcase import Opening
from app.kernel.show.concept import Concept
from app.store import secrets
from app.web.http.assets import Assets


@dataclass(frozen=True)
class Site:
    """The parts that routes use. Nothing in it changes while the course runs; the secret is fetched once, when somebody needs it."""

    engine: Engine
    catalogue: Mapping[str, Concept]
    templates: Environment
    assets: Assets
    opening: Opening | None

    @cached_property
    def secret(self) -> bytes:
        """The server's secret, which never changes. The database must have its tables."""
        return secrets.secret(self.engine)

    @cached_property
    def answering(self) -> Service:
        """What the answering service works with."""
        return Service(self.engine, self.secret, self.catalogue)


def current_site(connection: HTTPConnection) -> Site:
    """The site that this request or socket belongs to."""
    site: Site = connection.app.state.site
    return site


SiteDep = Annotated[Site, Depends(current_site)]
