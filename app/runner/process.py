"""What both ways to start the process have in common: the command, how long it may take, and what its last line means."""

import sys

import msgspec

from app.kernel.errors import UsageError
from app.runner.job import Endings, Job, Line, NotExploredError, RefusedJob
from app.runner.process_bounds import START_SECONDS

COMMAND = (sys.executable, "-m", "app.runner.exploration_worker")
GRACE_SECONDS = 15.0
"""Time that a process may take besides its start and its search, on a busy machine, before it is stopped from outside."""


def longest(job: Job) -> float:
    """Give the seconds after which a process that has not ended is stopped."""
    return job.seconds + START_SECONDS + GRACE_SECONDS


def is_last(line: bytes) -> bool:
    """Whether a line says what became of the job."""
    return line.startswith((b'{"type":"endings"', b'{"type":"refused"'))


def result_of(line: bytes) -> Endings:
    """Read the last line; UsageError if the job was unusable, NotExploredError if there is no result within its bounds."""
    last: Line = msgspec.json.decode(line, type=Line)
    if isinstance(last, Endings):
        return last
    assert isinstance(last, RefusedJob)
    raise UsageError(last.message, last.field) if last.unusable else NotExploredError(last.message)
