"""The timed schedule: when an event is due, which are the earliest, how long a message takes. Latencies follow from a seed."""

from collections.abc import Mapping

from msgspec.structs import replace

from app.kernel.events import Event
from app.kernel.faults import Timing
from app.kernel.prng import below
from app.kernel.world import Message, World


class Schedule:
    """The times of a network's events. ``rank`` gives the place of each process in a world."""

    def __init__(self, timing: Timing, rank: Mapping[str, int]) -> None:
        self.timing = timing
        self._rank = rank

    def earliest(self, world: World, events: list[Event]) -> list[Event]:
        """Give those of the events that are due first."""
        times = [max(world.clock, self._due(world, event)) for event in events]
        return [event for event, time in zip(events, times, strict=True) if time == min(times)]

    def advance(self, world: World, event: Event) -> World:
        """Give the world at the time of an event."""
        return replace(world, clock=max(world.clock, self._due(world, event)))

    def arrival(self, clock: int, sent: int) -> int:
        """Give the time at which a message arrives that leaves at ``clock``, as the ``sent``th of the run."""
        return clock + self.timing.fastest + below(self.timing.seed, sent, self.timing.slowest - self.timing.fastest + 1)

    def _due(self, world: World, event: Event) -> int:
        """When an event happens; what has no time of its own happens now."""
        if isinstance(event.subject, Message):
            return event.subject.due if event.kind == "deliver" else world.clock
        process = world.processes[self._rank[event.process]] if event.process in self._rank else None
        if process is not None and event.kind == "timeout" and not event.fault:
            return next(timer.due for timer in process.timers if timer.name == event.subject)
        if process is not None and event.kind == "recover":
            return process.due
        return world.clock
