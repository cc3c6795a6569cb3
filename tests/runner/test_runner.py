"""Explorations in other processes: one answer for the command line, the page and a claim; bounded, shared, cancelled, remembered."""

import asyncio
import json
import os
from collections.abc import AsyncIterator, Callable
from typing import Any

import msgspec
import pytest

from app.kernel.errors import UsageError
from app.runner import exploration_worker
from app.runner import runner as module
from app.runner.blocking import explore_apart
from app.runner.exploration_worker import work
from app.runner.job import Bounds, Endings, Job, NotExploredError
from app.runner.runner import Runner
from app.settings import Settings
from tests.command_line import faultline
from tests.loops import finish

HEAVY = Job("byzantine-agreement", {"processes": 7, "traitors": "3,5"})
LITTLE = Bounds(memory=60 << 20)


async def all_lines(runner: Runner, job: Job) -> list[dict[str, Any]]:
    """Give the lines of a job."""
    return [json.loads(line) async for line in runner.lines(job)]


@pytest.mark.parametrize("symmetry", [False, True])
def test_it_finds_what_the_command_line_finds(symmetry: bool) -> None:
    parameters = ["--set", "client=never", *(["--symmetry"] if symmetry else [])]
    printed = json.loads(faultline("explore", "server-crash", *parameters, "--json").stdout)
    job = Job("server-crash", {"client": "never"}, symmetry=symmetry)
    for found in (finish(Runner().result(job)), explore_apart(job)):
        document = json.loads(msgspec.json.encode(found.exploration))
        assert document | {"seconds": 0} == printed | {"seconds": 0}
        assert found.table is None


def test_a_table_is_filled_in_where_it_is_asked_for() -> None:
    found = finish(Runner().result(Job("server-crash", table=True)))
    assert found.table is not None
    assert [row.head for row in found.table.rows] == ["always", "never", "when acknowledged", "when not acknowledged"]


@pytest.mark.parametrize("ask", [lambda job: finish(Runner().result(job)), explore_apart])
def test_unusable_arguments_are_the_askers_mistake(ask: Callable[[Job], Endings]) -> None:
    with pytest.raises(UsageError, match="crashes: “9” is not usable") as caught:
        ask(Job("server-crash", {"crashes": 9}))
    assert caught.value.field == "crashes"


@pytest.mark.parametrize("ask", [lambda job: finish(Runner(LITTLE).result(job)), lambda job: explore_apart(job.within(LITTLE))])
def test_a_search_that_needs_too_much_memory_ends_in_words(ask: Callable[[Job], Endings]) -> None:
    with pytest.raises(NotExploredError, match="it needs more than 60 MiB") as caught:
        ask(HEAVY)
    assert not caught.value.busy


def test_bounds_of_the_runner_are_never_exceeded() -> None:
    found = finish(Runner(Bounds(states=10)).result(HEAVY))
    assert (found.exploration.states, found.exploration.stopped) == (10, "states")
    assert HEAVY.within(Bounds(5, 0.5, 7)) == msgspec.structs.replace(HEAVY, limit=5, seconds=0.5, memory=7)
    assert Job("x", limit=1, seconds=0.1, memory=1).within(Bounds()) == Job("x", limit=1, seconds=0.1, memory=1)


def test_a_search_is_stopped_by_time_and_says_so(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    work(msgspec.structs.replace(HEAVY, seconds=0.3))
    last = json.loads(capsysbinary.readouterr().out.splitlines()[-1])
    assert (last["exploration"]["exhausted"], last["exploration"]["stopped"]) == (False, "time")


@pytest.mark.parametrize("ask", [lambda job: finish(Runner().result(job)), explore_apart])
def test_a_process_that_does_not_end_by_itself_is_stopped_from_outside(ask: Callable[[Job], Endings], monkeypatch: pytest.MonkeyPatch) -> None:
    from app.runner import blocking, process

    for each in (module, blocking):
        monkeypatch.setattr(each, "COMMAND", (process.COMMAND[0], "-c", "import time; time.sleep(600)"))
        monkeypatch.setattr(each, "longest", lambda job: 0.5)
    with pytest.raises(NotExploredError, match="was stopped: it needs more than"):
        ask(HEAVY)


def test_the_bounds_of_the_settings_are_those_of_a_job_unless_told_otherwise() -> None:
    settings = Settings()
    assert Bounds(settings.exploration_states, settings.exploration_seconds, settings.exploration_memory_mib << 20) == Bounds()
    assert (settings.explorations_at_once, Job("x").seconds, Job("x").memory) == (module.AT_ONCE, Bounds().seconds, Bounds().memory)


def test_a_finished_search_is_remembered_and_a_stopped_one_is_not() -> None:
    async def twice(job: Job) -> tuple[dict[str, Any], bytes | None]:
        runner = Runner()
        return (await all_lines(runner, job))[-1], runner.remembered(job)

    last, kept = finish(twice(Job("server-crash", table=True)))
    assert kept is not None
    assert json.loads(kept) == last
    last, kept = finish(twice(Job("byzantine-agreement", limit=10)))
    assert (last["exploration"]["exhausted"], kept) == (False, None)


def test_what_is_remembered_is_not_given_for_other_questions() -> None:
    job = Job("server-crash")
    others = [
        Job("server-crash", {"crashes": 0}),
        Job("server-crash", limit=5),
        Job("server-crash", symmetry=True),
        Job("server-crash", table=True),
    ]

    async def ask() -> list[bool]:
        runner = Runner()
        await runner.result(job)
        return [runner.remembered(each) is not None for each in [job, msgspec.structs.replace(job, seconds=1.0), *others]]

    assert finish(ask()) == [True, True, *([False] * len(others))]


class Counted:
    """Starts processes as asyncio does, and keeps them."""

    def __init__(self) -> None:
        self.real = asyncio.create_subprocess_exec
        self.started: list[asyncio.subprocess.Process] = []
        self.one = asyncio.Event()

    async def __call__(self, *arguments: Any, **options: Any) -> asyncio.subprocess.Process:
        self.started.append(await self.real(*arguments, **options))
        self.one.set()
        return self.started[-1]


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counted:
    """Count the processes that are started."""
    counted = Counted()
    monkeypatch.setattr(asyncio, "create_subprocess_exec", counted)
    return counted


async def first_line(lines: AsyncIterator[bytes]) -> bytes:
    """Wait for the first line."""
    return await anext(lines)


def test_all_who_ask_for_the_same_at_once_share_one_process(counted: Counted) -> None:
    async def ask() -> list[Endings]:
        runner = Runner(waiting=1)
        return await asyncio.gather(*(runner.result(Job("server-crash", table=True)) for _ in range(30)))

    found = finish(ask())
    assert len(found) == 30
    assert all(each == found[0] for each in found)
    assert len(counted.started) == 1


def test_a_search_goes_on_while_one_waits_and_is_killed_when_nobody_does(counted: Counted) -> None:
    async def ask() -> tuple[int | None, int | None]:
        runner = Runner()
        first, second = runner.lines(HEAVY), runner.lines(HEAVY)
        await asyncio.gather(first_line(first), first_line(second))
        await first.aclose()
        await anext(second)
        going_on = counted.started[0].returncode
        await second.aclose()
        return going_on, counted.started[0].returncode

    assert finish(ask()) == (None, -9)
    assert len(counted.started) == 1


def test_a_result_that_nobody_waits_for_any_more_is_not_searched_for(counted: Counted) -> None:
    async def give_up() -> int | None:
        task = asyncio.create_task(Runner().result(HEAVY))
        await counted.one.wait()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        return counted.started[0].returncode

    assert finish(give_up()) == -9


def test_the_next_who_asks_after_a_cancelled_search_begins_a_new_one(counted: Counted) -> None:
    async def ask() -> Endings:
        runner = Runner()
        job = msgspec.structs.replace(HEAVY, limit=2_000)
        lines = runner.lines(job)
        task = asyncio.create_task(anext(lines))
        await counted.one.wait()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        return await runner.result(job)

    assert finish(ask()).exploration.states == 2_000
    assert len(counted.started) == 2


def test_no_more_than_so_many_run_at_once_and_wait_for_their_turn(counted: Counted) -> None:
    jobs = [Job("server-crash", {"crashes": crashes, "client": client}) for crashes in (0, 1, 2) for client in ("always", "never")]
    running: list[int] = []

    async def ask() -> list[Endings | BaseException]:
        runner = Runner(at_once=2, waiting=5)

        async def watch() -> None:
            while True:
                running.append(sum(process.returncode is None for process in counted.started))
                await asyncio.sleep(0.001)

        watching = asyncio.create_task(watch())
        found = await asyncio.gather(*(runner.result(job) for job in jobs), return_exceptions=True)
        watching.cancel()
        return found

    found = finish(ask())
    assert max(running) <= 2
    assert [isinstance(each, Endings) for each in found] == [True] * 5 + [False]
    assert isinstance(found[5], NotExploredError)
    assert found[5].busy


@pytest.mark.parametrize(("job", "searches"), [(Job("server-crash", table=True), 9), (msgspec.structs.replace(HEAVY, limit=2_000), 1)])
def test_progress_counts_up_and_comes_before_the_end(
    job: Job, searches: int, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr(exploration_worker, "PROGRESS_SECONDS", 0.0)
    work(job)
    *progress, last = map(json.loads, capsysbinary.readouterr().out.splitlines())
    assert len(progress) > 1
    assert {(line["type"], line["searches"]) for line in progress} == {("progress", searches)}
    told = [(line["done"], line["states"]) for line in progress]
    assert told == sorted(set(told))
    assert last["type"] == "endings"


def test_the_process_imports_neither_web_nor_course_nor_store() -> None:
    import subprocess
    import sys

    code = "import app.runner.exploration_worker, sys; print(*{name for name in sys.modules if name.startswith('app.')})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=dict(os.environ))
    loaded = {name.split(".")[1] for name in done.stdout.split()}
    assert loaded == {"concepts", "kernel", "runner"}


def test_a_study_is_the_one_of_the_command_line_and_a_whole_one_is_remembered() -> None:
    runner, job = Runner(), Job("hamming", study="noise", seeds=5)
    document = json.loads(msgspec.json.encode(finish(runner.study(job))))
    assert document == json.loads(faultline("study", "hamming", "--seeds", "5", "--json").stdout)
    assert runner.remembered(job) is not None
    assert runner.remembered(msgspec.structs.replace(job, seeds=6)) is None


def test_a_study_without_time_has_no_points_and_is_not_remembered() -> None:
    runner, job = Runner(), Job("hamming", study="noise", seconds=0.0)
    assert (finish(runner.study(job)).points, runner.remembered(job)) == ((), None)


def test_a_study_that_no_concept_has_is_the_askers_mistake() -> None:
    with pytest.raises(UsageError, match="unknown study “nois”; did you mean “noise”"):
        finish(Runner().study(Job("hamming", study="nois")))
