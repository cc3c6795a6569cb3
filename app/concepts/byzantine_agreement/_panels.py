"""The tables beside the diagram. The state keeps only what a protocol needs; who was told what is read from the run's messages."""

from typing import Any

from app.concepts.byzantine_agreement._judging import machine, over, protocol
from app.concepts.byzantine_agreement._messages import UNKNOWN, Path, Relay, Value, Vector, short
from app.concepts.byzantine_agreement._om import OralMessages
from app.concepts.byzantine_agreement._ring import ring
from app.concepts.byzantine_agreement._vectors import Vectors
from app.concepts.byzantine_agreement._words import DETAILED, hearsay
from app.kernel.show.panels import Cell, Panel, Row, Table
from app.kernel.show.trace import Tracer
from app.kernel.situation import Situation
from app.kernel.synchronous import RoundState

LONGEST = 2
"""With many processes, values that came on longer paths than this are not listed."""

_SIGNS = "✓ right, ✗ wrong, ≠ the loyal processes do not agree on a traitor’s value."
_RULE = f"An element needs more than half of the words that count, else it is unknown (?). {_SIGNS}"

Told = dict[tuple[str, str], tuple[tuple[str, ...], bool]]


def panels(trace: Tracer[Any], number: int) -> tuple[Panel, ...]:
    """Give who told whom what, and what came of it."""
    rules = protocol(trace.run.steps[0].situation)
    if isinstance(rules, OralMessages):
        return _orders(trace, number, rules), *ring(trace, number)
    matrix, *others = _Vectors(trace, number, rules).tables()
    return matrix, *ring(trace, number), *others


_NOTHING = Cell("", "dim", words="nothing yet")
_ITSELF = Cell("—", "dim", words="not to itself")
_OMITTED = Cell("", "dim", words="left out")


def _lie(value: str, new: bool) -> Cell:
    return Cell(f"“{value}”", "lie", new, f"{value}, made up")


def _uncounted(one: Cell) -> Cell:
    """Give a cell whose word the rule of decision does not look at."""
    return Cell(f"({one.text})", "dim" if one.tone == "plain" else one.tone, one.changed, f"{one.words or one.text}, does not count")


def _judged(decision: str, true: str | None, split: bool, changed: bool) -> Cell:
    """Show a decision; ``true`` is what it should be, None for a traitor's value; ``split``: loyal processes decided it differently."""
    text, words = short(decision), "unknown" if decision == UNKNOWN else decision
    if true is not None:
        right = decision == true
        return Cell(f"{text} {'✓' if right else '✗'}", "good" if right else "bad", changed, f"{words}, {'right' if right else 'wrong'}")
    if split:
        return Cell(f"{text} ≠", "bad", changed, f"{words}, and not the same as others")
    return Cell(text, "warn" if decision == UNKNOWN else "plain", changed, words)


class _Vectors:
    """The tables of the vectors at one step. A lie is shown as soon as it is made up, also when its vector is not complete."""

    def __init__(self, trace: Tracer[Any], number: int, rules: Vectors) -> None:
        self.rules = rules
        self.model: Situation[Any] = trace.run.steps[number].situation
        self.loyal = machine(self.model).loyal
        self.state: RoundState = trace.run.steps[number].state
        self.before: RoundState = trace.run.steps[max(number - 1, 0)].state
        self.values: Told = {}
        self.vectors: Told = {}
        for flight in trace.flights:
            if flight.sent_step > number:
                break
            new = flight.act.lie and flight.sent_step == number
            match flight.act.body:
                case Value(value):
                    self.values[flight.act.process, flight.act.peer] = ((value,), new)
                case Vector(elements):
                    self.vectors[flight.act.process, flight.act.peer] = (elements, new)

    def tables(self) -> tuple[Panel, ...]:
        """Give the matrix of round 1, and what each loyal process is told in round 2. All tables are there from the start, and fill up."""
        if len(self.rules.names) > DETAILED:
            return self._matrix(), self._decisions()
        return (self._matrix(), *(self._process(name) for name in self.loyal))

    def _matrix(self) -> Table:
        names = self.rules.names
        rows = tuple(Row(f"P{sender}", tuple(self._told(sender, receiver) for receiver in names)) for sender in names)
        note = "A lie stands in quotation marks. What traitors tell each other does not matter and is left out." if self.rules.traitors else ""
        return Table("round-1", "Round 1: who tells whom what", "from \\ to", tuple(f"P{name}" for name in names), rows, note)

    def _told(self, sender: str, receiver: str) -> Cell:
        if sender == receiver:
            return _ITSELF
        if (sender, receiver) not in self.values:
            return _OMITTED if {sender, receiver} <= set(self.rules.traitors) else _NOTHING
        (value,), new = self.values[sender, receiver]
        return _lie(value, new) if sender in self.rules.traitors else Cell(value)

    def _process(self, name: str) -> Table:
        """Give what one process holds and is told in round 2, with its decision as soon as it has everything."""
        names = self.rules.names
        rows = [Row(f"P{name} itself" if source == name else f"P{source}", self._words(name, source)) for source in names]
        rows.append(Row("decides", self._decision(name) or tuple(_NOTHING for _ in names)))
        note = f"In brackets: does not count. {_RULE}"
        return Table(f"round-2-{name}", f"Round 2: what P{name} is told", "from", tuple(f"v{element}" for element in names), tuple(rows), note)

    def _words(self, name: str, source: str) -> tuple[Cell, ...]:
        elements, new = self._elements(name, source)
        cells = []
        for place, element in enumerate(self.rules.names):
            if place >= len(elements):
                cells.append(_NOTHING)
                continue
            lie = source in self.rules.traitors
            fresh = new or (lie and place == len(elements) - 1 and self._is_next(name, source))
            one = _lie(elements[place], fresh) if lie else Cell(elements[place], changed=fresh)
            cells.append(one if self.rules.counts(name, source, element) else _uncounted(one))
        return tuple(cells)

    def _elements(self, name: str, source: str) -> tuple[tuple[str, ...], bool]:
        if not self.state.round:
            return (), False
        if source == name:
            heard = {sender: words[0] for (sender, receiver), (words, _) in self.values.items() if receiver == name}
            own = self.rules.values[self.rules.names.index(name)]
            return tuple(heard.get(other, own) for other in self.rules.names), False
        if (source, name) in self.vectors:
            return self.vectors[source, name]
        return self._unfinished(source) if self._is_next(name, source) else (), False

    def _is_next(self, name: str, traitor: str) -> bool:
        """Whether a traitor is in the middle of making up its vector for a process."""
        slot = machine(self.model).slot(self.state)
        return slot is not None and (slot.receiver, slot.traitor) == (name, traitor) and bool(self._unfinished(traitor))

    def _unfinished(self, traitor: str) -> tuple[str, ...]:
        size = len(self.rules.names)
        done = self.rules.traitors.index(traitor) * size
        return tuple(str(value) for value in self.state.lies[done : done + size])

    def _decision(self, name: str) -> tuple[Cell, ...]:
        place = self.loyal.index(name)
        if place >= self._decided(self.state):
            return ()
        done = over(self.model, self.state)
        now = self.state.locals if done else self.state.heard
        new = place >= self._decided(self.before)
        cells: list[Cell] = []
        for element, true, decision in zip(self.rules.names, self.rules.values, now[place], strict=True):
            split = done and any(other[len(cells)] != decision for other in now)
            cells.append(_judged(decision, true if element in self.loyal else None, split, new))
        return tuple(cells)

    def _decided(self, state: RoundState) -> int:
        """Give how many loyal processes have all messages of the last round."""
        if over(self.model, state):
            return len(self.loyal)
        return len(state.heard) if state.round + 1 == self.rules.rounds else 0

    def _decisions(self) -> Table:
        """Give only the decisions, for so many processes that the vectors would not fit."""
        names = self.rules.names
        blank = tuple(_NOTHING for _ in names)
        rows = tuple(Row(f"P{name}", self._decision(name) or blank) for name in self.loyal)
        return Table("decisions", "Round 2: what each process decides", "process", tuple(f"v{name}" for name in names), rows, _RULE)


def _orders(trace: Tracer[Any], number: int, rules: OralMessages) -> Table:
    """Give what each loyal process is told on each path, and its decision."""
    model = trace.run.steps[number].situation
    loyal = machine(model).loyal
    longest = rules.rounds if len(rules.names) <= DETAILED else min(LONGEST, rules.rounds)
    told: dict[tuple[Path, str], tuple[str, bool]] = {}
    for flight in trace.flights:
        if flight.sent_step > number:
            break
        if isinstance(flight.act.body, Relay) and len(flight.act.body.entries[0][0]) <= longest:
            new = flight.act.lie and flight.sent_step == number
            told |= {(path, flight.act.peer): (value, new) for path, value in flight.act.body.entries}
    columns = tuple(name for name in loyal if name != rules.commander)
    paths = [path for paths in rules.paths[:longest] for path in paths]
    rows = [Row(hearsay(path), tuple(_heard(rules, path, name, told) for name in columns)) for path in paths]
    rows.append(Row("decides", _decided(model, trace.run.steps[number].state, rules, columns)))
    note = "A lie stands in quotation marks; who passes it on in good faith tells no lie."
    note += f" Without a majority the decision is unknown (?). {_SIGNS}"
    if longest < rules.rounds:
        note += " What came through more hands is counted, but not listed."
    return Table("told", "Who is told what", "what", tuple(f"P{name}" for name in columns), tuple(rows), note)


def _heard(rules: OralMessages, path: Path, name: str, told: dict[tuple[Path, str], tuple[str, bool]]) -> Cell:
    if name in path:
        return _ITSELF
    if (path, name) not in told:
        return _NOTHING
    value, new = told[path, name]
    return _lie(value, new) if path[-1] in rules.traitors else Cell(value)


def _decided(model: Situation[Any], state: RoundState, rules: OralMessages, columns: tuple[str, ...]) -> tuple[Cell, ...]:
    if not over(model, state):
        return tuple(_NOTHING for _ in columns)
    decided = dict(zip(machine(model).loyal, state.locals, strict=True))
    true = None if rules.commander in rules.traitors else rules.value
    return tuple(_judged(decided[name], true, any(other != decided[name] for other in state.locals), True) for name in columns)
