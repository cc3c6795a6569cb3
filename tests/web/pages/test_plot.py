"""Where the marks of a plot stand: numbers in proportion, round ticks that hold everything, gaps where theory says nothing."""

import re

import pytest

from app.kernel.parameters import Value
from app.kernel.show.study import Measured
from app.web.pages.plot import BOTTOM, LEFT, RIGHT, TOP, Plot, plot


def point(at: Value, mean: float, formula: float | None = None, error: float = 0.0) -> Measured:
    return Measured(at, 10, mean, error, min(mean, 0.0), mean, formula)


def numbers(drawn: Plot) -> tuple[list[str], list[str]]:
    return [tick.text for tick in drawn.across], [tick.text for tick in drawn.up]


def test_a_share_has_all_of_0_to_1_and_numbers_stand_in_proportion() -> None:
    drawn = plot([point(0, 1.0, 1.0), point(5, 0.5, 0.25, error=0.1), point(50, 0.0, 0.0)])
    assert numbers(drawn) == (["0", "10", "20", "30", "40", "50"], ["0", "0.2", "0.4", "0.6", "0.8", "1"])
    assert [dot.x for dot in drawn.dots] == [LEFT, pytest.approx(LEFT + (RIGHT - LEFT) / 10, abs=0.05), RIGHT]
    assert [dot.y for dot in drawn.dots] == [TOP, (TOP + BOTTOM) / 2, BOTTOM]
    middle = drawn.dots[1]
    assert (middle.low - middle.y, middle.y - middle.high) == pytest.approx((0.2 * (BOTTOM - TOP), 0.2 * (BOTTOM - TOP)))
    assert [float(height) for height in re.findall(r" ([0-9.]+)(?: L|$)", drawn.formula)] == [TOP, TOP + 0.75 * (BOTTOM - TOP), BOTTOM]


@pytest.mark.parametrize(
    ("means", "up"),
    [
        ((3.0, 7.0), ["0", "2", "4", "6", "8"]),
        ((-3.0, 4.0), ["-4", "-2", "0", "2", "4"]),
        ((1_200.0, 41_000.0), ["0", "10,000", "20,000", "30,000", "40,000", "50,000"]),
        ((0.0, 0.0), ["0", "0.2", "0.4", "0.6", "0.8", "1"]),
        ((2.0, 2.0), ["0", "0.5", "1", "1.5", "2"]),
    ],
)
def test_the_ticks_are_round_and_hold_every_point(means: tuple[float, float], up: list[str]) -> None:
    drawn = plot([point(1, means[0]), point(2, means[1])])
    assert numbers(drawn)[1] == up
    assert all(TOP <= dot.y <= BOTTOM for dot in drawn.dots)


def test_words_on_the_axis_stand_at_even_distances_under_their_points() -> None:
    drawn = plot([point("never", 1.0), point("seldom", 2.0), point("always", 3.0)])
    assert [(tick.text, tick.at) for tick in drawn.across] == [("never", LEFT), ("seldom", (LEFT + RIGHT) / 2), ("always", RIGHT)]
    assert numbers(plot([point(False, 1.0), point(True, 2.0)]))[0] == ["False", "True"]


def test_the_formula_is_drawn_through_the_points_that_have_one() -> None:
    assert plot([point(0, 1.0), point(1, 2.0)]).formula == ""
    assert plot([point(0, 1.0, 1.0), point(1, 2.0), point(2, 2.0, 2.0)]).formula.count(" L") == 1


def test_one_point_is_a_plot() -> None:
    assert [dot.x for dot in plot([point(3, 1.0)]).dots] == [LEFT]
