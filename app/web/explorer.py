"""Explorations for the web: each in a process with a bound on time and memory, a few at once, killed when nobody waits."""

import asyncio
import resource
import sys
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import msgspec
from fastapi import HTTPException

from app.kernel.errors import UsageError
from app.web.worker import Job, RefusedJob

SECONDS = 20.0
MEMORY_BYTES = 1024 * 1024 * 1024
AT_ONCE = 2
WAITING = 16
KEPT = 256
"""Results that are remembered; each is a few kilobytes."""
LINE_BYTES = 16 * 1024 * 1024

_VIOLATED, _UNUSABLE = 1, 2
_STOPPED = "the exploration was stopped: it needs more than {memory} MiB or {seconds:g} s; choose smaller parameters"


class Explorer:
    """Runs explorations for the web, and remembers the complete ones: the same model always has the same endings."""

    def __init__(self) -> None:
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._waiting = 0
        self._kept: OrderedDict[bytes, bytes] = OrderedDict()

    async def explore(self, arguments: list[str]) -> bytes:
        """Give what ``faultline explore --json`` prints; UsageError if the arguments are unusable, 503 if too many wait already."""
        async with self._turn(), _process(["app.cli", "explore", *arguments, "--json"]) as process:
            output, complaint = await process.communicate()
        if process.returncode in (0, _VIOLATED) and output:
            return output
        if process.returncode == _UNUSABLE:
            raise UsageError(complaint.decode(errors="replace").strip().removeprefix("faultline: "))
        raise HTTPException(503, _stopped())

    def remembered(self, key: bytes) -> bytes | None:
        """Give the last line of a job that was done before."""
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)

    async def endings(self, job: Job, key: bytes) -> AsyncIterator[bytes]:
        """Give the lines of a job (see ``app.web.worker``) as they come. ``key`` names it for the memory."""
        kept = self.remembered(key)
        if kept is not None:
            yield kept
            return
        last = b""
        async with self._turn(), _process(["app.web.worker"], msgspec.json.encode(job)) as process:
            assert process.stdout is not None
            async for line in process.stdout:
                last = line
                yield line
            await process.wait()
        if last.startswith(b'{"type":"endings"'):
            if b'"exhausted":false' not in last:
                self._keep(key, last)
        elif not last.startswith(b'{"type":"refused"'):
            yield msgspec.json.encode(RefusedJob(_stopped())) + b"\n"

    def _keep(self, key: bytes, line: bytes) -> None:
        self._kept[key] = line
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        if self._waiting >= WAITING:
            raise HTTPException(503, f"{WAITING} explorations are waiting already; try again in a minute", {"Retry-After": "30"})
        self._waiting += 1
        try:
            async with self._slots:
                yield
        finally:
            self._waiting -= 1


def _stopped() -> str:
    return _STOPPED.format(memory=MEMORY_BYTES >> 20, seconds=SECONDS)


@asynccontextmanager
async def _process(module: list[str], text: bytes | None = None) -> AsyncIterator[asyncio.subprocess.Process]:
    """Start a module of ours, give it its input, and see to it that it is gone at the end, whatever happens here."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        *module,
        stdin=asyncio.subprocess.DEVNULL if text is None else asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE if text is None else asyncio.subprocess.DEVNULL,
        preexec_fn=_bound,
        limit=LINE_BYTES,
    )
    try:
        if text is not None and process.stdin is not None:
            process.stdin.write(text)
            process.stdin.close()
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def _bound() -> None:
    """In the child: no more memory than this, and no more processor time than the search may take plus its start."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (int(SECONDS) + 5, int(SECONDS) + 5))
