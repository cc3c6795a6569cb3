"""Errors as people meet them: a page in a browser, JSON under /api, and never a trace of the inside."""

import logging
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from app.kernel.errors import UsageError, sendable
from app.web.http.page import ErrorPage
from app.web.http.security import security_headers
from app.web.http.templating import render

log = logging.getLogger(__name__)

TITLES = {
    404: "There is nothing here",
    405: "This address does not do that",
    413: "This is too much",
    422: "This cannot be done",
    500: "Something broke on our side",
}
UNKNOWN_TITLE = "This did not work"
CRASHED = "It has been written down. A run is safe in its address: going back and trying again may be all it takes."
DETAILS = {
    404: "No page has this address.",
    405: "The address exists, but not for this kind of request.",
}


def install(app: FastAPI) -> None:
    """Let the application answer errors with these pages."""
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(UsageError, _usage)
    app.add_exception_handler(RequestValidationError, _validation)
    app.add_exception_handler(Exception, _crash)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    spoken = error.detail if error.detail and not _is_default(error) else DETAILS.get(error.status_code, error.detail)
    return answer(request, error.status_code, spoken, headers=dict(error.headers or {}))


def _is_default(error: HTTPException) -> bool:
    """Whether nobody wrote a sentence for this error, so that it has only the protocol's phrase."""
    return error.detail == HTTPException(error.status_code).detail


def _usage(request: Request, error: Exception) -> Response:
    assert isinstance(error, UsageError)
    return answer(request, 422, error.message, field=error.field)


def _validation(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    where = [str(part) for part in first["loc"] if part not in {"body", "query", "path"}]
    if where[:1] == ["parameters"]:  # a parameter is known by its own name; what else pydantic says of the place is its own business
        where = where[1:2] or where
    name = ".".join(where)
    return answer(request, 422, f"{name}: {first['msg']}" if name else str(first["msg"]), field=name or None)


def _crash(request: Request, error: Exception) -> Response:
    """Nothing passes through the other layers after a crash, so the headers are set here."""
    log.error("%s %s crashed", request.method, request.url.path, exc_info=error)
    response = answer(request, 500, CRASHED)
    response.headers.update(security_headers(request.headers.get("host", "")))
    return response


def is_api(request: Request) -> bool:
    """Whether a program asks: it gets JSON."""
    return request.url.path.startswith("/api/")


def answer(request: Request, status: int, message: str, *, field: str | None = None, headers: dict[str, str] | None = None) -> Response:
    """The error in the form that the asker can read."""
    message, field = sendable(message), None if field is None else sendable(field)
    if is_api(request):
        content: dict[str, Any] = {"error": message, "field": field}
        return JSONResponse(content, status, headers)
    play = request.path_params.get("slug") if status == 422 else None
    page = ErrorPage(
        title=TITLES.get(status, UNKNOWN_TITLE),
        status=status,
        message=message[:1].upper() + message[1:],
        way_on=f"/play/{play}" if play else "/",
        way_on_title="Start this simulation from its default" if play else "To the course",
    )
    return render(request, "pages/error.html", page, status, **(headers or {}))
