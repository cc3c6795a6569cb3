"""What local states can do, worked out when it is first needed: a row for each local state of a process, a vector for all processes together.

A handler is called for nothing that is not enabled somewhere: time-outs wait until they could be, and so does what a failure detector says falsely.
"""

from app.kernel.compiled.tables import Move, Numbers, Tables
from app.kernel.events import Event
from app.kernel.moves import LocalMoves
from app.kernel.world import Message

KEPT = 200_000
"""Vectors of local states that are kept at a time; they can be worked out again."""

DEAF: Move = (0, 0, -1)
"""Stands for what a message does that must wait."""

Fault = tuple[int, int, int]
"""What a fault at a process does: change of the code, number of what is sent, number of its toll."""


class Row:
    """All that one local state of one process can do; ``hears`` fills up as messages are met."""

    __slots__ = ("crashes", "hears", "moves", "number", "place", "recovers", "seen", "steps", "up")

    def __init__(self, place: int, number: int, moves: LocalMoves, up: bool) -> None:
        self.place, self.number, self.moves, self.up = place, number, moves, up
        self.hears: dict[int, Move] = {}
        self.steps: tuple[Move, ...] = ()
        self.crashes: tuple[Fault, ...] = ()
        self.recovers: tuple[Move, ...] = ()
        self.seen = 0


class Vector:
    """The local states of all processes together, or of half of them: what they can do by themselves, and what each hears."""

    __slots__ = ("crashes", "early", "hears", "recovers", "rows", "seen", "steps", "suspicions", "timeouts", "watches")

    def __init__(self, rows: list[Row], hears: list[dict[int, Move]], steps: tuple[Move, ...], watches: bool, seen: int) -> None:
        self.rows, self.hears, self.steps, self.watches, self.seen = rows, hears, steps, watches, seen
        self.recovers: tuple[Move, ...] = ()
        self.crashes: tuple[Fault, ...] | None = None
        self.timeouts: tuple[Move, ...] | None = None
        self.early: tuple[Fault, ...] | None = None
        self.suspicions: dict[tuple[str, bool], tuple[Move, ...]] = {}


class Rows:
    """The rows and vectors of one compiled network. A vector is put together from two halves, of which there are few."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self.vectors: dict[int, Vector] = {}
        self._rows: list[dict[int, Row]] = [{} for _ in tables.parts.names]
        self._crashing = [tables.places[name] for name in tables.parts.faults.crashes]
        self._recovering = [tables.places[name] for name in tables.parts.faults.recovers]
        middle = len(tables.parts.names) // 2
        self._middle = middle * tables.widths.local
        self._left: dict[int, Vector] = {}
        self._right: dict[int, Vector] = {}
        self._sides = range(middle), range(middle, len(tables.parts.names))
        self._kinds = Numbers()
        self._sights = Numbers()

    def vector(self, low: int) -> Vector:
        """Give the vector of the local states in a code."""
        left, right = low & ((1 << self._middle) - 1), low >> self._middle
        one = self._left.get(left) or self._half(self._left, self._sides[0], left)
        two = self._right.get(right) or self._half(self._right, self._sides[1], right)
        if len(self.vectors) >= KEPT:
            self.vectors.clear()
        seen = self._sights.of((one.seen, two.seen))
        vector = self.vectors[low] = Vector(one.rows + two.rows, one.hears + two.hears, one.steps + two.steps, one.watches or two.watches, seen)
        if self._recovering:
            vector.recovers = tuple([move for place in self._recovering for move in vector.rows[place].recovers])
        return vector

    def _half(self, known: dict[int, Vector], places: range, low: int) -> Vector:
        """Give the vector of the local states at these places, with their numbers one above the other."""
        width, rows, key = self._tables.widths.local, [], low
        for place in places:
            number = low & ((1 << width) - 1)
            rows.append(self._rows[place].get(number) or self._row(place, number))
            low >>= width
        steps = tuple([move for row in rows for move in row.steps])
        watches = any(row.moves.watched for row in rows)
        seen = self._sights.of(tuple([row.seen for row in rows]))
        if len(known) >= KEPT:
            known.clear()
        half = known[key] = Vector(rows, [row.hears for row in rows], steps, watches, seen)
        return half

    def crashes(self, vector: Vector) -> tuple[Fault, ...]:
        """Give what the crashes do."""
        if vector.crashes is None:
            vector.crashes = tuple([fault for place in self._crashing for fault in vector.rows[place].crashes])
        return vector.crashes

    def _row(self, place: int, number: int) -> Row:
        parts, tables = self._tables.parts, self._tables
        name, process = parts.names[place], tables.locals[place].things[number]
        moves = parts.moves.of(name, process)
        row = self._rows[place][number] = Row(place, number, moves, process.up)
        row.steps = tuple(tables.move(place, number, event) for event in moves.steps)
        row.recovers = (tables.move(place, number, Event("recover", name)),) if moves.recovers else ()
        row.crashes = tuple(self._fault(tables.move(place, number, event), event.fault) for event in moves.crashes)
        if parts.judged_on is not None:
            row.seen = self._kinds.of(parts.judged_on(process))
        return row

    def _fault(self, move: Move, budget: str) -> Fault:
        delta, sends, noted = move
        return delta, sends, self._tables.tolls.of((budget, noted))

    def hear(self, row: Row, hearing: int) -> Move:
        """Give what a message does to a process that it reaches."""
        message: Message = self._tables.hearings.things[hearing]
        event = Event("deliver", message.receiver, message)
        move = row.hears[hearing] = DEAF if row.moves.listens is None else self._tables.move(row.place, row.number, event)
        return move

    def timeouts(self, vector: Vector) -> tuple[Move, ...]:
        """Give what the time-outs do, as the normal events that they are when nothing else could bring news."""
        if vector.timeouts is None:
            pairs = [(row, event) for row in vector.rows for event in row.moves.timeouts]
            vector.timeouts = tuple([self._tables.move(row.place, row.number, event) for row, event in pairs])
        return vector.timeouts

    def early(self, vector: Vector) -> tuple[Fault, ...]:
        """Give what the time-outs do as faults."""
        if vector.early is None:
            budget = self._tables.parts.faults.early
            vector.early = tuple([self._fault(move, budget) for move in self.timeouts(vector)])
        return vector.early

    def suspicions(self, vector: Vector, partition: str, true: bool) -> tuple[Move, ...]:
        """Give what the failure detector may say, truly (as moves) or falsely (as faults)."""
        found = vector.suspicions.get((partition, true))
        if found is None:
            tables, parts = self._tables, self._tables.parts
            moves = [
                tables.move(row.place, row.number, Event("suspect", parts.names[row.place], other))
                for row in vector.rows
                for other in row.moves.watched
                if true is (not vector.rows[tables.places[other]].up or parts.traffic.apart(partition, parts.names[row.place], other))
            ]
            found = tuple(moves if true else [self._fault(move, parts.faults.suspicions) for move in moves])
            vector.suspicions[partition, true] = found
        return found
