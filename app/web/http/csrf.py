"""No other site may change anything here in a visitor's name: a request that is not merely reading must come from our own pages."""

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from app.web.http.errors import answer, is_api

READING = {"GET", "HEAD", "OPTIONS", "TRACE"}
OWN = {"same-origin", "none"}
REFUSED = "This came from another site, so nothing was changed. Open the page here and try again."


def comes_from_us(headers: Headers) -> bool:
    """What the browser says of the request's page. Every browser in use says one of the two; a program has no page, and no visitor's cookie."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in OWN
    origin = headers.get("origin")
    return origin is None or (origin.startswith(("http://", "https://")) and origin.partition("://")[2] == headers.get("host"))


class OwnPagesOnly:
    """Refuses what other sites' pages send."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] == "http" and scope["method"] not in READING and not comes_from_us(Headers(scope=scope)):
            request = Request(scope)
            refused = answer(request, 403, REFUSED) if is_api(request) else PlainTextResponse(REFUSED, 403)
            await refused(scope, receive, send)
            return
        await self.app(scope, receive, send)
