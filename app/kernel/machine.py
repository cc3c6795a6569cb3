"""The two doors: everything that a run, the explorer, the player or a grader does to a concept goes through ``enabled`` and ``apply``."""

from collections.abc import Hashable
from typing import Any, Protocol

from app.kernel.events import Event, Transition
from app.kernel.show.diagram import Lane


class Machine(Protocol):
    """A state machine over immutable values. A concept without messages implements it on a state of its own."""

    lanes: tuple[Lane, ...]

    def start(self) -> Transition[Any]:
        """Give the first state, with what happens at the start (first messages sent)."""

    def enabled(self, state: Any) -> tuple[Event, ...]:
        """Give what can happen, in a fixed order: normal events, then faults. The first is the default."""

    def apply(self, state: Any, event: Event) -> Transition[Any]:
        """Give what an enabled event leads to. ``state`` stays as it is."""

    def budgets(self, state: Any) -> tuple[tuple[str, str, int], ...]:
        """Give the faults left: name, label, number."""

    def without_budgets(self, state: Any) -> Hashable:
        """Give the state without its budgets: two states of equal without_budgets differ only in faults spent."""


def is_final(enabled: tuple[Event, ...]) -> bool:
    """Whether nothing but faults is enabled."""
    return all(event.fault for event in enabled)
