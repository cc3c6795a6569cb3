"""Explorations for an event loop: a few processes at once, shared by all who ask for the same, killed when nobody waits, and remembered."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import msgspec

from app.kernel.show.study import StudyDocument
from app.runner.job import Bounds, Endings, Job, NotExploredError, RefusedJob, beyond_bounds
from app.runner.process import COMMAND, endings_of, is_complete, is_last, longest, study_of
from app.runner.process_bounds import KEPT_BY_THE_SYSTEM

log = logging.getLogger(__name__)

AT_ONCE = 2
WAITING = 16
"""Searches that may be under way or wait for their turn."""
KEPT = 256
"""Results that are remembered; each is a few kilobytes."""
LINE_BYTES = 16 * 1024 * 1024


class _Search:
    """An exploration under way: the lines that came last go to everybody who waits for it."""

    def __init__(self) -> None:
        self.listeners: set[asyncio.Queue[bytes | Exception | None]] = set()
        self.last: bytes | None = None
        self.task: asyncio.Task[None] | None = None

    def tell(self, news: bytes | Exception | None) -> None:
        """Pass on a line, an error, or the end (None)."""
        if isinstance(news, bytes):
            self.last = news
        for listener in self.listeners:
            listener.put_nowait(news)


class Runner:
    """Runs explorations, and remembers the complete ones: the same model always has the same endings."""

    def __init__(self, most: Bounds | None = None, at_once: int = AT_ONCE, waiting: int = WAITING) -> None:
        self.most = most or Bounds()
        self._waiting = waiting
        self._slots = asyncio.Semaphore(at_once)
        self._searches: dict[bytes, _Search] = {}
        self._kept: OrderedDict[bytes, bytes] = OrderedDict()
        if not KEPT_BY_THE_SYSTEM:
            log.warning("This system has no bound on the memory of a process: explorations are bounded by their states and seconds only.")

    async def result(self, job: Job) -> Endings:
        """Give what a job finds; UsageError if it is unusable, NotExploredError if there is no result within its bounds."""
        return endings_of(await self._last(job))

    async def study(self, job: Job) -> StudyDocument:
        """Give the study that a job makes; errors as of an exploration."""
        return study_of(await self._last(job))

    async def _last(self, job: Job) -> bytes:
        last = b""
        async for line in self.lines(job):
            last = line
        return last

    async def lines(self, job: Job) -> AsyncIterator[bytes]:
        """Give the lines of a job (see ``app.runner.job``) as they come, the last one at once if it is remembered."""
        job = job.within(self.most)
        kept = self.remembered(job)
        if kept is not None:
            yield kept
            return
        async with self._listening(job) as news:
            while (line := await news.get()) is not None:
                if isinstance(line, Exception):
                    raise line
                yield line

    def remembered(self, job: Job) -> bytes | None:
        """Give the last line of a job that was done before."""
        if job.key in self._kept:
            self._kept.move_to_end(job.key)
        return self._kept.get(job.key)

    @asynccontextmanager
    async def _listening(self, job: Job) -> AsyncIterator[asyncio.Queue[bytes | Exception | None]]:
        """Listen to a search, which begins with the first who does, and ends with the last."""
        name = msgspec.json.encode(job, order="sorted")
        search = self._searches.get(name)
        if search is None:
            if len(self._searches) >= self._waiting:
                raise NotExploredError(f"{self._waiting} explorations are waiting already; try again in a minute", busy=True)
            search = self._searches[name] = _Search()
            search.task = asyncio.create_task(self._search(job, search, name))
        news: asyncio.Queue[bytes | Exception | None] = asyncio.Queue()
        if search.last is not None:
            news.put_nowait(search.last)
        search.listeners.add(news)
        try:
            yield news
        finally:
            search.listeners.discard(news)
            if not search.listeners and search.task is not None and not search.task.done():
                self._forget(name, search)
                search.task.cancel()
                await asyncio.gather(search.task, return_exceptions=True)

    async def _search(self, job: Job, search: _Search, name: bytes) -> None:
        try:
            async with self._slots:
                await self._pump(job, search)
        except Exception as error:
            search.tell(error)
        finally:
            self._forget(name, search)
        search.tell(None)

    def _forget(self, name: bytes, search: _Search) -> None:
        if self._searches.get(name) is search:
            del self._searches[name]

    async def _pump(self, job: Job, search: _Search) -> None:
        """Run the process, and tell its lines; what was stopped from outside or by the system ends with a refusal."""
        last = b""
        async with _process(job) as output:
            with suppress(TimeoutError):
                async with asyncio.timeout(longest(job)):
                    async for line in output:
                        last = line
                        search.tell(line)
        if not is_last(last):
            search.tell(msgspec.json.encode(RefusedJob(beyond_bounds(job))) + b"\n")
        elif is_complete(last):
            self._kept[job.key] = last
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)


@asynccontextmanager
async def _process(job: Job) -> AsyncIterator[asyncio.StreamReader]:
    """Start a process on a job, give its output, and see to it that it is gone at the end, whatever happens here."""
    pipe, devnull = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(*COMMAND, stdin=pipe, stdout=pipe, stderr=devnull, limit=LINE_BYTES)
    try:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(msgspec.json.encode(job))
        process.stdin.close()
        yield process.stdout
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
