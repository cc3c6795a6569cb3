from fastapi import APIRouter, Depends, FastAPI, WebSocket
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from app.web.http.access import PUBLIC, OpenTo, UserRole, routes_without_roles


def test_every_route_of_the_course_says_who_may_use_it(tmp_path):
    app = create_app(Settings(database_url=f"sqlite:///{tmp_path / 'course.db'}"))
    assert list(routes_without_roles(app.routes)) == []


def test_a_route_or_socket_that_says_nothing_is_found_wherever_it_hides():
    silent, inner, app = APIRouter(prefix="/silent"), APIRouter(), FastAPI(docs_url=None, redoc_url=None, openapi_url=None)

    @silent.get("/page")
    def page() -> None: ...

    @inner.websocket("/socket")
    async def socket(socket: WebSocket) -> None: ...

    @inner.get("/declared", dependencies=[PUBLIC])
    def declared() -> None: ...

    @app.get("/top")
    def top() -> None: ...

    silent.include_router(inner)
    app.include_router(silent)
    assert sorted(routes_without_roles(app.routes)) == ["/silent/page", "/socket", "/top"]


def test_a_route_for_instructors_refuses_a_guest():
    app = FastAPI()

    @app.get("/grades", dependencies=[Depends(OpenTo(frozenset({UserRole.INSTRUCTOR})))])
    def grades() -> None: ...

    answer = TestClient(app).get("/grades")
    assert (answer.status_code, answer.json()) == (403, {"detail": "This is for instructors only."})
