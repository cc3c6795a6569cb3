"""Run a coroutine to its end in a thread of its own: another test of this process may keep an event loop running in the main one."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")


def finish(work: Coroutine[Any, Any, T]) -> T:
    """Give what the coroutine returns, or raise what it raises."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(asyncio.run, work).result()
