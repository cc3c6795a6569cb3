"""The numbers of a compiled network: local states, messages under way, the rest, and the changes that events make to them.

Everything is numbered as it is met. A code has a field for the local state of each process, one for the messages under way (with the partition in
force), and above them one without bound for the rest: history, budgets, and the clock of a timed run.
"""

from collections.abc import Callable, Hashable
from typing import Any

import msgspec

from app.kernel.budgets import Budgets
from app.kernel.compiled.door import FieldFullError, JudgedOn
from app.kernel.delivery import Messages, remove
from app.kernel.events import Event
from app.kernel.faults import Faults
from app.kernel.moves import Moves
from app.kernel.reactions import Reacted
from app.kernel.schedule import Schedule
from app.kernel.traffic import Traffic
from app.kernel.world import Process, World

Move = tuple[int, int, int]
"""What a local event does: what is added to the code for it, the number of what is sent (0: nothing), the number of what is noted (0: nothing)."""

Arrival = tuple[int, int, int, "Pool"]
"""A message that could be delivered: receiver's place, number of what it hears, change of the code, the pool afterwards."""

SIDE_AT, REST_AT = 32, 48
"""The bits at which, in what judges see, the partition begins, and the rest; below is what they see of the processes."""

Rest = tuple[Any, tuple[int, ...], int, int]
"""History, budget, clock, and how many messages were sent."""


class Parts(msgspec.Struct, frozen=True):
    """What a network is made of, as far as its compiled form needs it. ``judged_on``: what judges see of a process, if that is known."""

    names: tuple[str, ...]
    first: World
    moves: Moves
    traffic: Traffic
    faults: Faults
    budgets: Budgets
    schedule: Schedule | None
    record: Callable[[Any, str, Hashable], Any]
    judged_on: JudgedOn | None


class Widths(msgspec.Struct, frozen=True):
    """The bits of a field for a local state, and of the field for the messages under way."""

    local: int = 12
    pool: int = 24


class Pool:
    """One bag of messages under way, with the partition in force.

    ``arriving``, worked out when it is first asked for (with what follows): the deliveries. ``disturbed``: losses and duplications as change and
    number of the toll; ``splits``: partitions,
    likewise. ``heals``: changes. ``posts``: the change for what is sent, by its number. ``side``: the partition, as judges see it.
    """

    __slots__ = ("arriving", "disturbed", "heals", "messages", "number", "partition", "posts", "side", "splits")

    def __init__(self, number: int, messages: Messages, partition: str, side: int) -> None:
        self.number, self.messages, self.partition, self.side = number, messages, partition, side
        self.arriving: tuple[Arrival, ...] | None = None
        self.disturbed: tuple[tuple[int, int], ...] = ()
        self.splits: tuple[tuple[int, int], ...] = ()
        self.heals: tuple[int, ...] = ()
        self.posts: dict[int, int] = {}


class Remainder:
    """One rest of a world: ``folds`` is the change for what is noted, ``tolls`` that for what a fault costs and notes (0: beyond the budget)."""

    __slots__ = ("folds", "number", "poor", "rest", "tolls")

    def __init__(self, number: int, rest: Rest) -> None:
        self.number, self.rest, self.poor = number, rest, not any(rest[1])
        self.folds: dict[Any, int] = {}
        self.tolls: dict[Any, int] = {}


class Numbers:
    """Numbers for hashable things, from ``first`` on, in the order in which they are met."""

    def __init__(self, *known: Hashable) -> None:
        self.things: list[Any] = list(known)
        self._numbers: dict[Hashable, int] = {thing: number for number, thing in enumerate(known)}

    def of(self, thing: Hashable) -> int:
        """Give the number of a thing."""
        number = self._numbers.setdefault(thing, len(self.things))
        if number == len(self.things):
            self.things.append(thing)
        return number


class Tables:
    """All numbers of one compiled network, and the arithmetic on its codes."""

    def __init__(self, parts: Parts, widths: Widths) -> None:
        self.parts, self.widths = parts, widths
        self.places = {name: place for place, name in enumerate(parts.names)}
        self.shifts = tuple(widths.local * place for place in range(len(parts.names)))
        self.pool_at = widths.local * len(parts.names)
        self.rest_at = self.pool_at + widths.pool
        self.locals_mask = (1 << self.pool_at) - 1
        self.pool_mask = (1 << widths.pool) - 1
        self.locals = tuple(Numbers() for _ in parts.names)
        self.pools: list[Pool] = []
        self._pool_numbers: dict[tuple[Messages, str], Pool] = {}
        self.remainders: list[Remainder] = []
        self._remainder_numbers: dict[Rest, Remainder] = {}
        self.sides = Numbers("")
        self.outboxes = Numbers(("", ()))
        self.notes = Numbers(("", ()))
        self.tolls = Numbers()
        self.hearings = Numbers()

    # codes

    def encode(self, world: World) -> int:
        """Give the code of a world."""
        code = sum(self.local(place, process) << shift for place, (process, shift) in enumerate(zip(world.processes, self.shifts, strict=True)))
        remainder = self.remainder((world.history, world.budget, world.clock, world.sent))
        return code + (self.pool(world.messages, world.partition).number << self.pool_at) + (remainder.number << self.rest_at)

    def decode(self, code: int) -> World:
        """Give the world of a code."""
        pool, (history, budget, clock, sent) = self.pools[(code >> self.pool_at) & self.pool_mask], self.remainders[code >> self.rest_at].rest
        return World(self.processes(code), pool.messages, history, budget, pool.partition, clock, sent)

    def numbers(self, code: int) -> list[int]:
        """Give the numbers of the local states in a code."""
        mask = (1 << self.widths.local) - 1
        return [(code >> shift) & mask for shift in self.shifts]

    def processes(self, code: int) -> tuple[Process, ...]:
        """Give the processes of a code."""
        return tuple([known.things[number] for known, number in zip(self.locals, self.numbers(code), strict=True)])

    # numbers

    def local(self, place: int, process: Process) -> int:
        """Give the number of a process's local state."""
        number = self.locals[place].of(process)
        if number >> self.widths.local:
            raise FieldFullError
        return number

    def pool(self, messages: Messages, partition: str) -> Pool:
        """Give the pool of these messages."""
        found = self._pool_numbers.get((messages, partition))
        if found is None:
            if len(self.pools) >> self.widths.pool:
                raise FieldFullError
            found = self._pool_numbers[messages, partition] = Pool(len(self.pools), messages, partition, self.sides.of(partition) << SIDE_AT)
            self.pools.append(found)
        return found

    def remainder(self, rest: Rest) -> Remainder:
        """Give the remainder of a rest."""
        found = self._remainder_numbers.get(rest)
        if found is None:
            found = self._remainder_numbers[rest] = Remainder(len(self.remainders), rest)
            self.remainders.append(found)
        return found

    # changes

    def move(self, place: int, number: int, event: Event, clock: int = 0) -> Move:
        """Give what an event does to a process in one of its local states."""
        reacted: Reacted = self.parts.moves.do(event, self.locals[place].things[number], clock)
        delta = (self.local(place, reacted.process) - number) << self.shifts[place]
        name = self.parts.names[place]
        sends = self.outboxes.of((name, reacted.sends)) if reacted.sends else 0
        return delta, sends, self.notes.of((name, reacted.observed)) if reacted.observed else 0

    def to_pool(self, pool: Pool, messages: Messages, partition: str) -> int:
        """Give the change from a pool to that of other messages."""
        return (self.pool(messages, partition).number - pool.number) << self.pool_at

    def open(self, pool: Pool) -> tuple[Arrival, ...]:
        """Give what can arrive from a pool; work out all that can happen to its messages when it is first asked for."""
        if pool.arriving is not None:
            return pool.arriving
        traffic, messages, partition = self.parts.traffic, pool.messages, pool.partition

        def changes(events: list[Event]) -> tuple[tuple[int, int], ...]:
            return tuple((self.to_pool(pool, *traffic.do(event, messages, partition)[:2]), self.tolls.of((event.fault, 0))) for event in events)

        pool.disturbed, pool.splits = changes(traffic.faults(messages)), changes(traffic.partitions(partition))
        pool.heals = tuple(self.to_pool(pool, *traffic.do(event, messages, partition)[:2]) for event in traffic.heals(partition))
        arriving = []
        for message in traffic.arriving(messages, partition):
            left = self.pool(remove(messages, message), partition)
            arriving.append((self.places[message.receiver], self.hearings.of(message), (left.number - pool.number) << self.pool_at, left))
        pool.arriving = tuple(arriving)
        return pool.arriving

    def post(self, pool: Pool, sends: int) -> int:
        """Give the change of the messages under way when something is sent (untimed); 0 if a partition swallows it."""
        change = pool.posts.get(sends)
        if change is None:
            name, bodies = self.outboxes.things[sends]
            messages, _, _ = self.parts.traffic.post(pool.messages, pool.partition, name, bodies, 0, 0)
            change = pool.posts[sends] = self.to_pool(pool, messages, pool.partition)
        return change

    def fold(self, remainder: Remainder, noted: int) -> int:
        """Give the change of the rest when something is noted (untimed)."""
        change = remainder.folds.get(noted)
        if change is None:
            history, budget, clock, sent = remainder.rest
            change = remainder.folds[noted] = self.to_remainder(remainder, (self.noted(history, noted), budget, clock, sent))
        return change

    def left(self, remainder: Remainder, budget: str) -> bool:
        """Whether a fault can still draw on a budget."""
        return min(self.parts.budgets.less(remainder.rest[1], budget)) >= 0

    def pay(self, remainder: Remainder, toll: int, posted: int = 0) -> int:
        """Give the change of the rest when a fault costs what it costs, and so many messages were sent by a timed run; 0 if the budget is used up."""
        change = remainder.tolls.get((toll, posted) if posted else toll)
        if change is None:
            fault, noted = self.tolls.things[toll]
            history, budget, clock, sent = remainder.rest
            less = self.parts.budgets.less(budget, fault)
            change = 0 if min(less) < 0 else self.to_remainder(remainder, (self.noted(history, noted), less, clock, sent + posted))
            remainder.tolls[(toll, posted) if posted else toll] = change
        return change

    def to_remainder(self, remainder: Remainder, rest: Rest) -> int:
        """Give the change from a remainder to that of another rest."""
        return (self.remainder(rest).number - remainder.number) << self.rest_at

    def noted(self, history: Any, noted: int) -> Any:
        """Give the history after something was noted."""
        name, observed = self.notes.things[noted]
        for what in observed:
            history = self.parts.record(history, name, what)
        return history
