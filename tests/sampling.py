"""Large matrices: a sample of their cases in every run, all of them on demand (``--all``).

Which cases are taken depends on nothing but their names: of all cases, those with the smallest hash. So every run on every machine tries the same
ones, a case that is added or removed displaces one other at most, and a failure is repeated by running the test again. Who names tests, by
``-k`` or by an id with ``::``, gets all the cases that he names.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import pytest

T = TypeVar("T")

SEED = "faultline"
"""Another word gives another sample. It stays as it is, so that a sample does not change with every commit."""


def take(cases: Iterable[T], most: int, name: Callable[[T], str] = str) -> list[T]:
    """The cases with the smallest hashes, ``most`` of them, in the order in which they were given."""
    given = list(cases)
    ranked = sorted(range(len(given)), key=lambda place: hashlib.sha256(f"{SEED} {name(given[place])}".encode()).digest())
    return [given[place] for place in sorted(ranked[:most])]


def whole(config: pytest.Config) -> bool:
    """Whether all cases are to run: they were asked for, or tests were asked for by name."""
    return bool(config.getoption("--all") or config.getoption("keyword") or any("::" in argument for argument in config.args))


def matrix(item: pytest.Item, marker: pytest.Mark) -> tuple[Any, ...]:
    """The matrix that a case belongs to: its test, and with ``per`` the value of that parameter."""
    callspec = getattr(item, "callspec", None)
    assert callspec is not None, f"{item.nodeid} is marked as sampled and has no parameters"
    per = marker.kwargs.get("per")
    return (item.path, item.name.partition("[")[0], str(callspec.params[per]) if per else "")


def left_out(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """The cases of matrices marked ``sampled(most)`` that are not in their samples."""
    matrices: dict[tuple[Any, ...], list[pytest.Item]] = defaultdict(list)
    most: dict[tuple[Any, ...], int] = {}
    for item in items:
        if marker := item.get_closest_marker("sampled"):
            key = matrix(item, marker)
            matrices[key].append(item)
            most[key] = marker.args[0]
    kept = {item for key, cases in matrices.items() for item in take(cases, most[key], lambda case: case.name)}
    return [item for cases in matrices.values() for item in cases if item not in kept]
