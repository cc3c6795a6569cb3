"""An exploration in another process for a caller that waits for it: no event loop, no progress."""

import subprocess

import msgspec

from app.runner.job import Endings, Job, NotExploredError, beyond_bounds
from app.runner.process import COMMAND, endings_of, is_last, longest


def explore_apart(job: Job) -> Endings:
    """Give what a job finds; UsageError if it is unusable, NotExploredError if there is no result within its bounds."""
    try:
        done = subprocess.run(COMMAND, input=msgspec.json.encode(job), capture_output=True, timeout=longest(job), check=False)
    except subprocess.TimeoutExpired:
        raise NotExploredError(beyond_bounds(job)) from None
    last = done.stdout.splitlines()[-1:] or [b""]
    if not is_last(last[0]):
        raise NotExploredError(beyond_bounds(job))
    return endings_of(last[0])
