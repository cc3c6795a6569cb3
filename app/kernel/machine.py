"""The two doors: everything that a run, the explorer, the player or a grader does to a concept goes through ``enabled`` and ``apply``."""

from abc import ABC, abstractmethod
from collections.abc import Hashable, Mapping
from typing import Any, Generic, Literal, TypeVar

import msgspec

from app.kernel.events import Event, Transition
from app.kernel.world import Process

StateT = TypeVar("StateT")


class Lane(msgspec.Struct, frozen=True):
    """One horizontal line of the diagram: a process, or an ``outside`` place where effects can be seen (paper, account).

    ``label``: what the texts call it, where that is not its name.
    """

    name: str
    kind: Literal["process", "outside"] = "process"
    traitor: bool = False
    label: str = ""


class Machine(ABC, Generic[StateT]):
    """A state machine over immutable values. A concept without messages implements it on a state of its own."""

    lanes: tuple[Lane, ...] = ()

    @abstractmethod
    def start(self) -> Transition[StateT]:
        """Give the first state, with what happens at the start (first messages sent)."""

    @abstractmethod
    def enabled(self, state: StateT) -> tuple[Event, ...]:
        """Give what can happen, in a fixed order: normal events, then faults. The first is the default."""

    @abstractmethod
    def apply(self, state: StateT, event: Event) -> Transition[StateT]:
        """Give what an enabled event leads to. ``state`` stays as it is."""

    def budgets(self, state: StateT) -> tuple[tuple[str, str, int], ...]:
        """Give the faults left: name, label, number."""
        return ()

    def without_budgets(self, state: StateT) -> Hashable:
        """Give the state without its budgets: two states that are equal without them differ only in faults spent."""
        return state

    def processes(self, state: StateT) -> Mapping[str, Process]:
        """Give every process by its name, as it is in a state; empty for a machine without processes."""
        return {}

    def history(self, state: StateT) -> Any:
        """Give what the outside could observe so far, as the concept folds it; None where nothing is kept."""
        return None


def is_final(enabled: tuple[Event, ...]) -> bool:
    """Whether nothing but faults is enabled."""
    return all(event.fault for event in enabled)


def is_quiet(enabled: tuple[Event, ...]) -> bool:
    """Whether nothing but faults, recoveries and healing is enabled: nobody has anything left to do or to wait for."""
    return all(event.fault or event.kind in ("recover", "heal") for event in enabled)
