"""Coverage is measured over one case of each test where a tracer is slow, over all of them where it is not, and never in the browser."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest

from tests.measured import unmeasured


@dataclass(frozen=True)
class Item:
    """As much of a test as is asked for."""

    name: str
    marker: str = ""
    path: Path = Path("test_it.py")

    def get_closest_marker(self, name: str) -> bool:
        return name == self.marker


ITEMS = cast("list[Any]", [*(Item(f"test_one[{number}]") for number in range(20)), Item("test_two"), Item("test_three", "browser")])


@pytest.mark.parametrize(("traced", "left"), [(True, 20), (False, 1)])
def test_browser_tests_and_further_cases_are_not_measured(traced: bool, left: int) -> None:
    without = unmeasured(ITEMS, traced)
    assert len(without) == left
    assert [item.name for item in without if item.name in ("test_two", "test_three")] == ["test_three"]


def test_the_case_that_is_measured_is_the_same_in_any_order() -> None:
    assert unmeasured(ITEMS[::-1], traced=True) == unmeasured(ITEMS, traced=True)[::-1]
