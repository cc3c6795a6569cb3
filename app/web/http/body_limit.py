"""No body may be longer than anything that the course asks for; one whose length is declared is refused before it is read."""

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.web.http.errors import answer

BODY_BYTES = 256 * 1024
TOO_LONG = f"What was sent is too long; allowed: {BODY_BYTES // 1024} KiB."


class BodyLimit:
    """Refuses what is too long, in the form that the asker can read."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if declared(Headers(scope=scope)) > BODY_BYTES:
            await answer(Request(scope), 413, TOO_LONG)(scope, receive, send)
            return
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > BODY_BYTES:
                raise HTTPException(413, TOO_LONG)  # answered as every error of a route is
            return message

        await self.app(scope, counted, send)


def declared(headers: Headers) -> int:
    """The length that the headers declare; 0 if none that can be read."""
    text = headers.get("content-length", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else 0
