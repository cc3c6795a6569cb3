"""A server that is there to be killed: it takes answers over HTTP through the same service as the course, and starts again in no time.

    python server.py URL PORT [FAULT]

Imports once, then waits for lines on standard input; each starts one serving process on the same socket and prints its number. FAULT plants a
mistake: ``reply-first`` acknowledges before anything is committed, ``forget-keys`` takes every answer for a new one.
"""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import Callable
from typing import Any

import msgspec
import uvicorn
from sqlalchemy import Engine

from app import concepts
from app.course import answering
from app.course.answering import Service
from app.store import secrets
from app.store.database import open_database
from app.store.people import new_id
from tests.course.answering.a_course import LESSON

WARM = "warm-up"


class Sent(msgspec.Struct):
    """What a client sends."""

    person: str
    lesson: str
    label: str
    key: str
    attempt: str
    answer: Any


def submitting(engine: Engine, fault: str) -> Callable[[bytes], bytes]:
    """What becomes of a request's body."""
    service = Service(engine, secrets.secret(engine), concepts.catalogue())
    # Whatever is made at the first answer is made before the first start.
    [shown] = answering.lesson_state(service, WARM, LESSON).questions
    answering.submit(service, answering.open_question(service, WARM, LESSON, shown.label, shown.attempt, new_id()), "a")
    answering.forget(engine, WARM)
    engine.dispose()

    def submit(body: bytes) -> bytes:
        sent = msgspec.json.decode(body, type=Sent)
        key = new_id() if fault == "forget-keys" else sent.key
        question = answering.open_question(service, sent.person, sent.lesson, sent.label, sent.attempt, key)
        return msgspec.json.encode(answering.submit(service, question, sent.answer))

    return submit


def application(submit: Callable[[bytes], bytes], fault: str) -> Any:
    """The smallest application that takes answers."""

    async def app(scope: dict[str, Any], receive: Any, send: Any) -> None:
        assert scope["type"] == "http"
        body, more = b"", True
        while more:
            message = await receive()
            body, more = body + message.get("body", b""), message.get("more_body", False)
        said = b"{}" if fault == "reply-first" else await asyncio.to_thread(submit, body)
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", str(len(said)).encode())]})
        await send({"type": "http.response.body", "body": said})
        if fault == "reply-first":
            await asyncio.to_thread(submit, body)

    return app


def main(url: str, port: str, fault: str = "") -> None:
    """Start a serving process for every line that comes."""
    listening = socket.create_server(("127.0.0.1", int(port)), backlog=64)
    listening.set_inheritable(True)
    sys.stdout.write(f"{listening.getsockname()[1]}\n")
    sys.stdout.flush()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    config = uvicorn.Config(application(submitting(open_database(url), fault), fault), lifespan="off", log_level="critical", ws="none")
    config.load()
    config.get_loop_factory()
    for _ in sys.stdin:
        number = os.fork()
        if number == 0:
            uvicorn.Server(config).run(sockets=[listening])
            os._exit(0)
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
