"""The application, put together."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from anyio.to_thread import run_sync
from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from app import concepts
from app.course.showcase import opening
from app.course.sync import sync
from app.runner.job import Bounds
from app.runner.runner import Runner
from app.settings import Settings
from app.settings import settings as settings_of_this_process
from app.store.database import open_database
from app.store.migrate import upgrade
from app.web.api import exports, runs, schema, searches, studies
from app.web.http import errors
from app.web.http.assets import PREFIX, Assets, VersionedFiles
from app.web.http.body_limit import BodyLimit
from app.web.http.csrf import OwnPagesOnly
from app.web.http.security import SecurityHeaders
from app.web.http.site import Site
from app.web.http.templating import environment
from app.web.pages import answers, compare, course, glossary, measured, play, results, search
from app.web.player import player_socket

log = logging.getLogger(__name__)


def prepare(site: Site, settings: Settings) -> None:
    """Make or migrate the database, and bring the lessons in."""
    upgrade(site.engine, settings.migrations_dir)
    report = sync(site.engine, settings.lessons_dir, site.catalogue)
    log.info("%d lessons are live, %d mistakes found", report.live, len(report.errors))


def create_app(settings: Settings | None = None) -> FastAPI:
    """The course as an application. At its start it makes or migrates the database and brings the lessons in."""
    settings = settings or settings_of_this_process()
    assets = Assets(settings.static_dir)
    catalogue = concepts.catalogue()
    site = Site(
        engine=open_database(settings.database_url),
        catalogue=catalogue,
        templates=environment(settings.templates_dir),
        assets=assets,
        opening=opening(catalogue),
    )

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        await run_sync(prepare, site, settings)
        yield
        site.engine.dispose()

    # The interactive documentation pages need scripts from elsewhere, which no page of the course may load.
    app = FastAPI(title="Faultline", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.site = site
    bounds = Bounds(settings.exploration_states, settings.exploration_seconds, settings.exploration_memory_mib << 20)
    app.state.runner = Runner(bounds, settings.explorations_at_once)
    for module in (course, glossary, answers, results, search, play, compare, measured, schema, runs, exports, searches, studies, player_socket):
        app.include_router(module.router)
    app.mount(PREFIX, VersionedFiles(assets), name="static")
    app.mount("/images", StaticFiles(directory=settings.lessons_dir / "images", check_dir=False), name="images")
    errors.install(app)
    app.add_middleware(BodyLimit)
    app.add_middleware(GZipMiddleware, minimum_size=1_000, compresslevel=6)
    app.add_middleware(OwnPagesOnly)
    app.add_middleware(SecurityHeaders, assets=assets)
    return app


def serve(host: str, port: int, workers: int) -> None:
    """Serve the course until interrupted."""
    uvicorn.run(
        "app.main:create_app",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        ws_max_size=player_socket.WIRE_BYTES,
        log_level="warning",
        server_header=False,
    )
