"""The second door of a machine: the same transition system as ``enabled`` and ``apply``, over integers.

A machine may offer it by ``compile``; exploration then uses nothing else until a state is shown. A contract test holds one door to the other.
"""

from collections.abc import Callable, Hashable
from typing import Any, Protocol, runtime_checkable

JudgedOn = Callable[[Any], Hashable]
"""What properties and outcomes see of one process."""


class FieldFullError(Exception):
    """A number did not fit into its field: the caller goes on with ``wider`` and the codes of it."""


class Compiled(Protocol):
    """A machine whose states are known by codes (integers, as a rule): equal states have equal codes, and different states different ones."""

    first: Any
    """The code of the first state."""

    def expand(self, code: Any) -> tuple[list[Any], int, int, Hashable]:
        """Give the successors of a state in the order of ``enabled``, and three numbers.

        They are: how many of the successors come by no fault; how many of these come by no recovery or healing either; and what judges see of the
        state: where it is equal, every property and outcome is equal, if final and quiet are. It is None where it is not known.
        """

    def decode(self, code: Any) -> Any:
        """Give the state that a code stands for."""

    def encode(self, state: Any) -> Any:
        """Give the code of a state."""

    def wider(self) -> "Compiled":
        """Give the same machine with room for more numbers; its codes are others."""


@runtime_checkable
class Compilable(Protocol):
    """A machine with a second door."""

    def compile(self, judged_on: JudgedOn | None = None) -> Compiled | None:
        """Give the second door, or None where there is none. Without ``judged_on``, it is not known what judges see."""
