"""Pseudo-random numbers are a function of their seed, and the published one."""

from hypothesis import given
from hypothesis import strategies as st

from app.kernel.prng import Sequence, below, draw


def test_the_numbers_are_those_of_splitmix64() -> None:
    """The first numbers for seed 0, as other implementations of the algorithm give them."""
    assert [draw(0, index) for index in range(3)] == [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F]


@given(st.integers(0, 2**64 - 1), st.integers(0, 1000), st.integers(1, 1000))
def test_a_bounded_number_is_within_its_bound(seed: int, index: int, bound: int) -> None:
    assert 0 <= below(seed, index, bound) < bound


def test_every_value_below_the_bound_comes_up() -> None:
    numbers = Sequence(1)
    assert {numbers.below(6) for _ in range(200)} == set(range(6))
