"""A network on the timed schedule, compiled. The earliest events are next, so what they do depends on the time, and so do latencies.

As on the untimed schedule everything is worked out once and put together by additions, but remembered for a time. The clock and the number of
messages sent stand with history and budgets in the rest of a code.
"""

from app.kernel.compiled.tables import REST_AT, Move, Numbers, Parts, Pool, Remainder, Tables, Widths
from app.kernel.events import Event
from app.kernel.world import Message, World

Here = tuple[int, Event]
"""An event, and the place of the process that it happens to."""


class Moment:
    """The local states of all processes together: what can happen to them by themselves, and when. ``due`` is the earliest of the times."""

    __slots__ = ("crashes", "due", "listens", "moves", "numbers", "recovers", "seen", "steps", "suspicions", "timeouts", "up", "watched")

    def __init__(self, tables: Tables, low: int) -> None:
        parts = tables.parts
        self.numbers = tables.numbers(low)
        processes = tables.processes(low)
        local = [parts.moves.of(name, process) for name, process in zip(parts.names, processes, strict=True)]
        self.up = [process.up for process in processes]
        self.listens = [moves.listens is not None for moves in local]
        self.steps = [(place, event) for place, moves in enumerate(local) for event in moves.steps]
        dues = [{timer.name: timer.due for timer in process.timers} for process in processes]
        self.timeouts = [(dues[place][str(event.subject)], place, event) for place, moves in enumerate(local) for event in moves.timeouts]
        recovering = [tables.places[name] for name in parts.faults.recovers if local[tables.places[name]].recovers]
        self.recovers = [(processes[place].due, place, Event("recover", parts.names[place])) for place in recovering]
        self.crashes = [(tables.places[name], event) for name in parts.faults.crashes for event in local[tables.places[name]].crashes]
        self.watched = [(place, other) for place, moves in enumerate(local) for other in moves.watched]
        self.due = min([due for due, _, _ in self.timeouts + self.recovers], default=-1)
        self.moves: dict[tuple[Event, int], Move] = {}
        self.suspicions: dict[tuple[str, bool], list[Here]] = {}
        self.seen = 0


class TimedNetwork:
    """The second door of a network on the timed schedule."""

    def __init__(self, parts: Parts, widths: Widths | None = None) -> None:
        self._tables = Tables(parts, widths or Widths())
        self._moments: dict[int, Moment] = {}
        self._kinds, self._sights = Numbers(), Numbers()
        self._posts: dict[tuple[int, int, int, int], tuple[int, int]] = {}
        self._thens: dict[tuple[int, int, int, int], int] = {}
        self.first = self._tables.encode(parts.first)

    def wider(self) -> "TimedNetwork":
        """Give the same network with twice the bits for its fields."""
        widths = self._tables.widths
        return TimedNetwork(self._tables.parts, Widths(2 * widths.local, 2 * widths.pool))

    def encode(self, state: World) -> int:
        """Give the code of a world."""
        return self._tables.encode(state)

    def decode(self, code: int) -> World:
        """Give the world of a code."""
        return self._tables.decode(code)

    def expand(self, code: int) -> tuple[list[int], int, int, int | None]:
        """Give the successors; how many are normal; how many of those are no recoveries or healings; what judges see."""
        tables = self._tables
        low = code & tables.locals_mask
        pool, remainder = tables.pools[(code >> tables.pool_at) & tables.pool_mask], tables.remainders[code >> tables.rest_at]
        moment, clock = self._moments.get(low) or self._moment(low), remainder.rest[2]
        arriving = [arrival for arrival in tables.open(pool) if moment.listens[arrival[0]]]
        suspected = self._suspicions(moment, pool.partition, true=True)
        time = self._next(moment, clock, [tables.hearings.things[hearing].due for _, hearing, _, _ in arriving])
        if moment.steps or suspected or pool.heals:
            time = clock
        found = [self._go(code, moment, pool, remainder, here, time) for here in moment.steps]
        for place, hearing, arrival, left in arriving:
            message: Message = tables.hearings.things[hearing]
            if message.due <= time:
                found.append(self._go(code + arrival, moment, left, remainder, (place, Event("deliver", message.receiver, message)), time))
        found += [self._go(code, moment, pool, remainder, here, time) for here in suspected]
        found += [self._go(code, moment, pool, remainder, (place, event), time) for due, place, event in moment.timeouts if due <= time]
        own = len(found)
        found += [self._go(code, moment, pool, remainder, (place, event), time) for due, place, event in moment.recovers if due <= time]
        found += [code + delta for delta in pool.heals]
        normal = len(found)
        if not remainder.poor:
            found += self._faults(code, moment, pool, remainder)
        return found, normal, own, remainder.number << REST_AT | pool.side | moment.seen if tables.parts.judged_on else None

    def _faults(self, code: int, moment: Moment, pool: Pool, remainder: Remainder) -> list[int]:
        """Give the successors by faults, in the order of ``Network.enabled``."""
        pay, faults = self._tables.pay, self._tables.parts.faults
        found = [code + delta + cost for delta, toll in pool.disturbed if (cost := pay(remainder, toll))]
        found += self._fail(code, moment, pool, remainder, [(place, event) for place, event in moment.crashes])
        found += [code + delta + cost for delta, toll in pool.splits if (cost := pay(remainder, toll))]
        if faults.suspicions and self._tables.left(remainder, faults.suspicions):
            found += self._fail(code, moment, pool, remainder, self._suspicions(moment, pool.partition, true=False))
        return found

    def _fail(self, code: int, moment: Moment, pool: Pool, remainder: Remainder, faults: list[Here]) -> list[int]:
        """Give the successors by these faults, as far as the budgets go."""
        found = []
        for place, event in faults:
            if self._tables.left(remainder, event.fault):
                delta, sends, noted = self._move(moment, place, event, remainder.rest[2])
                change, posted = self._post(pool, sends, remainder.rest[2], remainder.rest[3])
                found.append(code + delta + change + self._tables.pay(remainder, self._tables.tolls.of((event.fault, noted)), posted))
        return found

    def _next(self, moment: Moment, clock: int, dues: list[int]) -> int:
        """Give the time of the earliest event, if none happens now."""
        if moment.due >= 0:
            dues.append(moment.due)
        return max(clock, min(dues, default=clock))

    def _go(self, code: int, moment: Moment, pool: Pool, remainder: Remainder, here: Here, time: int) -> int:
        """Give the successor by an event at a time; ``pool`` is what is under way without the message that it brings."""
        delta, sends, noted = self._move(moment, *here, time)
        clock, sent = remainder.rest[2:]
        change, posted = self._post(pool, sends, time, sent)
        if noted or posted or time != clock:
            key = (remainder.number, time, noted, posted)
            then = self._thens.get(key)
            if then is None:
                history, budget, _, _ = remainder.rest
                then = self._thens[key] = self._tables.to_remainder(remainder, (self._tables.noted(history, noted), budget, time, sent + posted))
            change += then
        return code + delta + change

    # worked out once

    def _moment(self, low: int) -> Moment:
        moment = self._moments[low] = Moment(self._tables, low)
        judged_on = self._tables.parts.judged_on
        if judged_on is not None:
            moment.seen = self._sights.of(tuple([self._kinds.of(judged_on(process)) for process in self._tables.processes(low)]))
        return moment

    def _move(self, moment: Moment, place: int, event: Event, time: int) -> Move:
        move = moment.moves.get((event, time))
        if move is None:
            move = moment.moves[event, time] = self._tables.move(place, moment.numbers[place], event, time)
        return move

    def _post(self, pool: Pool, sends: int, time: int, sent: int) -> tuple[int, int]:
        """Give the change of the messages under way when something is sent, and how many messages it is."""
        if not sends:
            return 0, 0
        key = (pool.number, sends, time, sent)
        found = self._posts.get(key)
        if found is None:
            name, bodies = self._tables.outboxes.things[sends]
            messages, after, _ = self._tables.parts.traffic.post(pool.messages, pool.partition, name, bodies, time, sent)
            found = self._posts[key] = (self._tables.to_pool(pool, messages, pool.partition), after - sent)
        return found

    def _suspicions(self, moment: Moment, partition: str, true: bool) -> list[Here]:
        """Give what the failure detector may say, truly or falsely."""
        found = moment.suspicions.get((partition, true))
        if found is None:
            parts, places = self._tables.parts, self._tables.places
            budget = "" if true else parts.faults.suspicions
            found = moment.suspicions[partition, true] = [
                (place, Event("suspect", parts.names[place], other, budget))
                for place, other in moment.watched
                if true is (not moment.up[places[other]] or parts.traffic.apart(partition, parts.names[place], other))
            ]
        return found
