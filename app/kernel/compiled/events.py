"""What every machine has, in the shape of a second door: its states stand for themselves, and successors come from ``enabled`` and ``apply``."""

from typing import Any

from app.kernel.machine import Machine


class EventByEvent:
    """The first door, seen through the second one."""

    def __init__(self, machine: Machine[Any]) -> None:
        self._machine = machine
        self.first = machine.start().state

    def expand(self, code: Any) -> tuple[list[Any], int, int, None]:
        """Give the successors of a state; how many are normal; how many of those are no recoveries or healings. What judges see is not known."""
        enabled = self._machine.enabled(code)
        normal = sum(not event.fault for event in enabled)
        own = sum(not event.fault and event.kind not in ("recover", "heal") for event in enabled)
        return [self._machine.apply(code, event).state for event in enabled], normal, own, None

    def decode(self, code: Any) -> Any:
        """Give the state."""
        return code

    def encode(self, state: Any) -> Any:
        """Give the state."""
        return state

    def wider(self) -> "EventByEvent":
        """Give the same: states need no fields."""
        return self
