"""The runner of explorations and studies for routes, and how they wait for it."""

import asyncio
from collections.abc import Coroutine
from typing import Annotated, Any, TypeVar

from fastapi import Depends, HTTPException, Request

from app.runner.job import NotExploredError
from app.runner.runner import Runner

DISCONNECT_SECONDS = 0.25
"""How often it is looked whether the one who asked is still there."""

T = TypeVar("T")


def _runner(request: Request) -> Runner:
    found: Runner = request.app.state.runner
    return found


RunnerDep = Annotated[Runner, Depends(_runner)]


async def while_wanted(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """Give what the work gives; if the one who asked goes away before, cancel it. Without a result within its bounds the answer is 503."""
    task = asyncio.create_task(work)
    try:
        while not task.done():
            if await request.is_disconnected():
                raise HTTPException(499, "nobody waits for this any more")
            await asyncio.wait([task], timeout=DISCONNECT_SECONDS)
        return task.result()
    except NotExploredError as error:
        raise HTTPException(503, error.message, {"Retry-After": "30"} if error.busy else None) from None
    finally:
        task.cancel()
