"""Which tests coverage is measured over, when it is asked for (``--cov=app``, as ``bootstrap.py test`` does).

A tracer, which is what there is before Python 3.12, is told of every line that is carried out, and an exploration of 100,000 states carries out
its few lines 100,000 times. There, coverage is measured over one case of each test: the others carry out the same lines. Newer Pythons report each
line once. Browser tests drive a server that is a process of its own, so there is nothing to measure in
them.
"""

import sys
from collections import defaultdict
from collections.abc import Sequence

import pytest

from tests.sampling import take

TRACED = sys.version_info < (3, 12)


def unmeasured(items: Sequence[pytest.Item], traced: bool = TRACED) -> list[pytest.Item]:
    """Return the tests over which coverage is not measured; of the cases of a test, the same one is measured each time."""
    cases: dict[object, list[pytest.Item]] = defaultdict(list)
    browsing = [item for item in items if item.get_closest_marker("browser")]
    for item in items:
        cases[(item.path, item.name.partition("[")[0]) if traced else item].append(item)
    measured = {item for alike in cases.values() for item in take(alike, 1, lambda case: case.name)}
    return [item for item in items if item in browsing or item not in measured]
