"""The application with a counter of the WebSockets that it holds open, told at an address of its own."""

import sys
from typing import Any

import uvicorn
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from app.main import create_app

ADDRESS = "/open-sockets"
COMMAND = ("-m", "tests.e2e.counted")


class Counted:
    """Counts what begins and what ends."""

    def __init__(self, app: ASGIApp) -> None:
        """Count the sockets of ``app``."""
        self.app = app
        self.open = 0
        self.all = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> Any:
        """Pass on, and count while it lasts."""
        if scope["type"] == "http" and scope["path"] == ADDRESS:
            return await JSONResponse({"open": self.open, "all": self.all})(scope, receive, send)
        if scope["type"] != "websocket":
            return await self.app(scope, receive, send)
        self.open += 1
        self.all += 1
        try:
            return await self.app(scope, receive, send)
        finally:
            self.open -= 1


def counted_app() -> Counted:
    """The application, counted."""
    return Counted(create_app())


if __name__ == "__main__":
    uvicorn.run(counted_app, factory=True, host="127.0.0.1", port=int(sys.argv[sys.argv.index("--port") + 1]), log_level="warning")
