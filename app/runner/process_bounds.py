"""Bounds on memory and processor time that the system itself keeps, where it can."""

import sys
from importlib.util import find_spec
from math import ceil

KEPT_BY_THE_SYSTEM = find_spec("resource") is not None
"""Whether a process can be bounded. Windows has no such bounds: there an exploration ends by its states and seconds only."""
RSS_UNIT = 1 if sys.platform == "darwin" else 1024
"""The bytes in which the system counts resident memory."""
START_SECONDS = 5
"""Processor time that a process may take besides its search."""


def bound_this_process(memory: int, seconds: float) -> None:
    """Take no more bytes of memory than this, and no more processor time than a search of so many seconds needs. Nothing where it cannot be done.

    MemoryError where the process has more already: what it has freed could serve a small search, so that the bound would hold on some days only.
    """
    if not KEPT_BY_THE_SYSTEM:
        return
    import resource

    for bound, wanted in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, ceil(seconds) + START_SECONDS)):
        allowed = resource.getrlimit(bound)[1]
        most = wanted if allowed == resource.RLIM_INFINITY else min(wanted, allowed)
        resource.setrlimit(bound, (most, most))
    if resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * RSS_UNIT > memory:
        raise MemoryError
