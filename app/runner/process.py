"""What both ways to start the process have in common: the command, how long it may take, and what its last line means."""

import sys

import msgspec

from app.kernel.errors import UsageError
from app.kernel.show.study import StudyDocument
from app.runner.job import Endings, Job, Line, NotExploredError, RefusedJob, Studied, StudyLine
from app.runner.process_bounds import START_SECONDS

COMMAND = (sys.executable, "-m", "app.runner.exploration_worker")
GRACE_SECONDS = 15.0
"""Time that a process may take besides its start and its search, on a busy machine, before it is stopped from outside."""


def longest(job: Job) -> float:
    """Give the seconds after which a process that has not ended is stopped."""
    return job.seconds + START_SECONDS + GRACE_SECONDS


def is_last(line: bytes) -> bool:
    """Whether a line says what became of the job."""
    return line.startswith((b'{"type":"endings"', b'{"type":"prospects"', b'{"type":"studied"', b'{"type":"refused"'))


def is_complete(line: bytes) -> bool:
    """Whether a last line says everything that there is to say, so that the same job need not be done again."""
    if line.startswith(b'{"type":"studied"'):
        return b'"stopped":' not in line
    if line.startswith(b'{"type":"prospects"'):
        return b'"stopped":null' in line
    return b'"exhausted":true' in line and b'"exhausted":false' not in line


def endings_of(line: bytes) -> Endings:
    """Read the last line of an exploration; UsageError if the job was unusable, NotExploredError if there is no result within its bounds."""
    last: Line = msgspec.json.decode(line, type=Line)
    if isinstance(last, Endings):
        return last
    assert isinstance(last, RefusedJob)
    raise _refusal(last)


def study_of(line: bytes) -> StudyDocument:
    """Read the last line of a study; errors as of an exploration."""
    last: StudyLine = msgspec.json.decode(line, type=StudyLine)
    if isinstance(last, Studied):
        return last.study
    raise _refusal(last)


def _refusal(last: RefusedJob) -> UsageError | NotExploredError:
    return UsageError(last.message, last.field) if last.unusable else NotExploredError(last.message)
