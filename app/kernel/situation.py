"""A state as properties, observations, outcomes and words see it: with its parameters, its processes by name, and what can still happen."""

from collections.abc import Mapping
from typing import Any, Generic, TypeVar

import msgspec

from app.kernel.machine import Machine, is_final, is_quiet
from app.kernel.parameters import Values
from app.kernel.world import Process

StateT = TypeVar("StateT")
MemoryT = TypeVar("MemoryT")


class Situation(msgspec.Struct, Generic[StateT], frozen=True):
    """One state of a model.

    ``values`` are the resolved parameters. ``final``: nothing but faults is enabled. ``quiet``: nothing but faults, recoveries and healing is.
    """

    machine: Machine[StateT]
    values: Values
    state: StateT
    final: bool
    quiet: bool

    @property
    def processes(self) -> Mapping[str, Process]:
        """Every process by its name; empty for a machine without processes."""
        return self.machine.processes(self.state)

    @property
    def logs(self) -> dict[str, Any]:
        """What stands on the stable storage of each process, up or down."""
        return {name: process.stable for name, process in self.processes.items()}

    @property
    def history(self) -> Any:
        """What the outside could observe so far, as the concept folds it."""
        return self.machine.history(self.state)

    def up(self, name: str) -> bool:
        """Whether a process is up."""
        return self.processes[name].up

    def memory(self, name: str, kind: type[MemoryT]) -> MemoryT:
        """Give the volatile state of a process that is up, by its type; TypeError if it is of another one (a process that is down has None)."""
        found = self.processes[name].state
        if not isinstance(found, kind):
            raise TypeError(f"{name} holds {type(found).__name__}, not {kind.__name__}")
        return found


def situation(machine: Machine[StateT], values: Values, state: StateT) -> Situation[StateT]:
    """Give a state with what is enabled in it worked out."""
    enabled = machine.enabled(state)
    return Situation(machine, values, state, is_final(enabled), is_quiet(enabled))
