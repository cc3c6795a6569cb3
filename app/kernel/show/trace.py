"""From a run's acts to its space-time diagram: which message is which, who knew what (vector clocks), where each event is drawn.

Clocks after Fidge and Mattern (1988): a process counts its own events and, on receiving, takes the larger of each entry. Serves every concept.
"""

from collections import defaultdict
from typing import Generic, TypeVar

import msgspec

from app.kernel.events import Occurrence, PointKind
from app.kernel.machine import Lane
from app.kernel.runs import Run
from app.kernel.show.diagram import Arrow, Diagram, Fate, Point, Span
from app.kernel.show.panels import Code
from app.kernel.steps import Step
from app.kernel.world import Message

StateT = TypeVar("StateT")
Clock = tuple[int, ...]

# when one event does several things at one process, the drawing shows the one that matters most
_WEIGHT: dict[str, int] = {
    kind: weight
    for weight, kind in enumerate(
        [
            "start",
            "send",
            "step",
            "write",
            "choose",
            "receive",
            "suspect",
            "timeout",
            "checkpoint",
            "partition",
            "heal",
            "recover",
            "rollback",
            "crash",
        ]
    )
}


class InFlightMessage(msgspec.Struct):
    """A message of the run while its end is not known yet."""

    id: int
    act: Occurrence
    from_column: int
    sent_step: int
    clock: Clock
    copy: bool = False
    to_column: int | None = None
    end_step: int | None = None
    fate: Fate = "in-flight"


class Tracer(Generic[StateT]):
    """Reads a run step by step and keeps what the diagram needs."""

    def __init__(self, run: Run[StateT]) -> None:
        self.run = run
        self.codes: list[Code] | None = None
        """The programs after each step, once somebody has asked for them."""
        self.lanes = run.model.machine.lanes
        self._lane = {lane.name: number for number, lane in enumerate(self.lanes)}
        self._processes = sum(lane.kind == "process" for lane in self.lanes)
        self._clock: dict[str, Clock] = {lane.name: (0,) * self._processes for lane in self.lanes}
        self.flights: list[InFlightMessage] = []
        self._open: dict[tuple[str, str], list[InFlightMessage]] = defaultdict(list)
        self.points: dict[tuple[int, int], Point] = {}
        self.columns: list[int] = []
        self.spans: list[Span] = []
        self._down: dict[str, tuple[int, int]] = {}
        self.ended: list[tuple[int, ...]] = []
        self._copied: dict[int, int] = {}
        for number, step in enumerate(run.steps):
            self._read(number, step)

    def _read(self, number: int, step: Step[StateT]) -> None:
        base = self.columns[-1] + 1 if self.columns else 0
        here: dict[str, int] = {}
        after_sends = base  # what arrives in the step in which it was sent (the end of a round) arrives a column later, all together
        ended: list[int] = []
        fault = step.event is not None and bool(step.event.fault)
        for act in step.acts:
            column = here.get(act.process, base)
            match act.kind:
                case "receive" | "ignore":
                    flight = self._land(act, number)
                    column = max(column, after_sends)
                    flight.to_column, flight.fate = column, "delivered" if act.kind == "receive" else "ignored"
                    ended.append(flight.id)
                    if act.kind == "receive":
                        self._mark(act, number, column, "receive", fault, flight.clock)
                case "lose":
                    flight = self._land(act, number)
                    flight.to_column, flight.fate = column, "lost"
                    ended.append(flight.id)
                case "duplicate":
                    self._copy(act, number)
                case "send":
                    self._mark(act, number, column, "send", fault)
                    self._launch(act, number, column)
                    after_sends = max(after_sends, column + 1)
                case "observe":
                    self._observe(act, number, column, fault)
                case _:
                    self._mark(act, number, column, act.kind, fault)
                    self._outage(act, number, column)
            here[act.process] = max(here.get(act.process, base), column)
        self.columns.append(max([base, *here.values()]))
        self.ended.append(tuple(ended))

    def _mark(self, act: Occurrence, step: int, column: int, kind: PointKind, fault: bool, known: Clock = ()) -> None:
        """Put a point on the lane; several acts of a process in one column are one event, which ticks its clock once."""
        lane = self._lane.get(act.process)
        if lane is None:
            return
        old = self.points.get((lane, column))
        clock = self._clock[act.process]
        # to have started is no event yet; what a process does at once is its first one
        fresh = kind != "start" if old is None else old.kind == "start" and kind not in ("start", "checkpoint")
        if fresh and lane < self._processes:
            clock = tuple(entry + (place == lane) for place, entry in enumerate(clock))
        if known:
            clock = tuple(map(max, clock, known))
        self._clock[act.process] = clock
        label = act.label
        if old is not None and _WEIGHT[old.kind] >= _WEIGHT[kind]:
            kind, label = old.kind, old.label or label
        self.points[lane, column] = Point(lane, column, step, kind, label, fault, clock if lane < self._processes else ())

    def _observe(self, act: Occurrence, step: int, column: int, fault: bool) -> None:
        self._mark(act, step, column, "step", fault)
        if act.peer in self._lane:
            lane = self._lane[act.peer]
            self.points[lane, column] = Point(lane, column, step, "observe", act.label, fault)

    def _launch(self, act: Occurrence, step: int, column: int) -> None:
        # a message that was cut off at once has its loss as the next act of the same step
        flight = InFlightMessage(len(self.flights) + 1, act, column, step, self._clock[act.process])
        self.flights.append(flight)
        self._open[act.process, act.peer].append(flight)

    def _land(self, act: Occurrence, step: int) -> InFlightMessage:
        """Find the message that ends here: the oldest equal one under way, or the oldest at all where the act does not say what it was."""
        sender, receiver = (act.process, act.peer) if act.kind == "lose" else (act.peer, act.process)
        waiting = self._open[sender, receiver]
        flight = next(flight for flight in waiting if act.body in (None, flight.act.body))
        waiting.remove(flight)
        flight.end_step = step
        return flight

    def _copy(self, act: Occurrence, step: int) -> None:
        waiting = self._open[act.process, act.peer]
        original = next(flight for flight in waiting if flight.act.body == act.body)
        copy = InFlightMessage(len(self.flights) + 1, original.act, original.from_column, step, original.clock, copy=True)
        self.flights.append(copy)
        self._copied[step] = original.id
        waiting.insert(waiting.index(original) + 1, copy)

    def _outage(self, act: Occurrence, step: int, column: int) -> None:
        if act.kind == "crash":
            self._down[act.process] = (column, step)
        elif act.kind == "recover" and act.process in self._down:
            begin, since = self._down.pop(act.process)
            self.spans.append(Span(self._lane[act.process], begin, column, since, "down"))

    def message_of(self, step: int) -> InFlightMessage | None:
        """Give the message that a step delivered, lost or duplicated, if it was one."""
        number = self._copied.get(step) or next(iter(self.ended[step]), None)
        return None if number is None else self.flights[number - 1]

    def under_way(self, step: int, message: Message) -> int | None:
        """Give the number of the oldest such message that is under way after a step."""
        for flight in self.flights:
            if flight.sent_step > step:
                break
            if (flight.end_step is None or flight.end_step > step) and _is(flight.act, message):
                return flight.id
        return None

    def diagram(self) -> Diagram:
        """Give the drawing as data."""
        show = self.run.model.concept.show
        open_ends = [Span(self._lane[name], begin, None, since, "down") for name, (begin, since) in self._down.items()]
        arrows = tuple(
            Arrow(
                id=flight.id,
                from_lane=self._lane[flight.act.process],
                to_lane=self._lane[flight.act.peer],
                from_column=flight.from_column,
                sent_step=flight.sent_step,
                to_column=flight.to_column,
                end_step=flight.end_step,
                fate=flight.fate,
                label=flight.act.label or show(flight.act.body),
                lie=flight.act.lie,
                copy=flight.copy,
            )
            for flight in self.flights
        )
        points = tuple(self.points[key] for key in sorted(self.points, key=lambda key: (key[1], key[0])))
        return Diagram(self.lanes, tuple(self.columns), points, arrows, (*self.spans, *open_ends))


def _is(act: Occurrence, message: Message) -> bool:
    return (act.process, act.peer, act.body) == (message.sender, message.receiver, message.body)


def lane_names(lanes: tuple[Lane, ...]) -> tuple[str, ...]:
    """Give the names of the processes among the lanes."""
    return tuple(lane.name for lane in lanes if lane.kind == "process")
