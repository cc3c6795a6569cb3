"""Pseudo-random numbers as a pure function of a seed: the same on every machine and in every Python.

SplitMix64 (Steele, Lea, Flood 2014), so that no run depends on the global generator or on how the standard library draws.
"""

_MASK = (1 << 64) - 1


def draw(seed: int, index: int) -> int:
    """Give the ``index``-th 64-bit number of the sequence that ``seed`` starts."""
    z = (seed + (index + 1) * 0x9E3779B97F4A7C15) & _MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
    return z ^ (z >> 31)


def below(seed: int, index: int, bound: int) -> int:
    """Give a number in ``range(bound)``; ``bound`` must be positive. The bias is below 2**-32 for every bound under 2**32."""
    return draw(seed, index) * bound >> 64


class Sequence:
    """The numbers of one seed, taken one after the other. For generators of examples; worlds never hold one."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._index = 0

    def below(self, bound: int) -> int:
        """Give the next number in ``range(bound)``."""
        self._index += 1
        return below(self._seed, self._index - 1, bound)
