"""The description of the HTTP interface for programs, as OpenAPI."""

from typing import Any

from fastapi import APIRouter, Request

from app.web.api.runs import SCHEMAS
from app.web.http.access import PUBLIC

router = APIRouter(prefix="/api", dependencies=[PUBLIC])


@router.get("/openapi.json", include_in_schema=False)
def schema(request: Request) -> dict[str, Any]:
    """The OpenAPI document. FastAPI's own route for it could not say who may use it."""
    document: dict[str, Any] = request.app.openapi()
    components = document.get("components", {})
    return document | {"components": components | {"schemas": components.get("schemas", {}) | SCHEMAS}}
