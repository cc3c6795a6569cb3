"""What is said and drawn of a run: labels, sentences, the state as data, and the tables of who was told what and what came of it."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from app.concepts.byzantine_agreement.protocols import Local, OralMessages, Path, Said, State, Vectors, algorithm, mistakes, validity_because
from app.kernel.deciding import agreed, is_over
from app.kernel.events import Event
from app.kernel.show.panels import Cell, Group, Panel, Row, Table
from app.kernel.show.rounds import ITSELF, NOTHING, decision_cells, lie_cell, round_closing, round_label, round_matrix, round_ring
from app.kernel.show.trace import Tracer
from app.kernel.show.words import listed
from app.kernel.situation import Situation
from app.kernel.steps import Step
from app.kernel.synchronous import synchronous

DETAILED = 5
"""Processes up to which every vector and every path is written out; of more, only decisions, and paths of two."""
SHOWN = 10
"""Values written out on the arrow of a message; of more only the number is given."""


def show(body: Said) -> str:
    """Give a message in a few characters."""
    return " ".join(value for _, value in body.words) if len(body.words) <= SHOWN else f"{len(body.words)} values"


def claim(s: Situation[State], event: Event) -> tuple[str, Path, str]:
    """Read an event of a lie: its receiver, the path that the value claims to have come, and the value."""
    assert isinstance(event.subject, tuple)
    receiver, part, value = event.subject
    return receiver, (*part.split(".")[: s.state.round], event.process), value


def telling(path: Path, value: str) -> str:
    """Say a word as a sentence goes on after “P3 tells P1”: “that P2 said x”."""
    *before, teller = path
    if before in ([], [teller]):
        return f"that its {'own ' if before else ''}value is {value}"
    return f"{' '.join(f'that P{name} said' for name in reversed(before))} {value}"


def _people(names: Iterable[str]) -> str:
    return listed([f"P{name}" for name in names])


def label(s: Situation[State], event: Event) -> str:
    """Say what an event would do."""
    if event.kind == "step":
        return round_label(s, event)
    receiver, path, value = claim(s, event)
    return f"P{event.process} tells P{receiver} {telling(path, value)}"


def narrate(before: Step[State] | None, step: Step[State]) -> str:
    """Say what happened, what is true of it, and at the end of a round what everybody holds."""
    if before is None or step.event is None:
        return _opening(algorithm(step.situation))
    said = f"{label(before.situation, step.event)}."
    if step.event.kind == "choose":
        receiver, path, value = claim(before.situation, step.event)
        said = f"{said[:-1]}{_truth(before.situation, receiver, path, value)}."
        if path[1:] and not algorithm(before.situation).counts(receiver, path[-1], path[0]):
            said += f" P{receiver} does not count that word."
    return said if step.state.round == before.state.round else f"{said} {_closing(step.situation)}"


def _opening(rules: Vectors | OralMessages) -> str:
    some = f"{_people(rules.traitors)} {'are traitors' if rules.traitors[1:] else 'is a traitor'} and may say anything; no other process knows that"
    who = some if rules.traitors else "Nobody is a traitor"
    if isinstance(rules, Vectors):
        return f"Round 1 begins: every process sends its value to all others. {who}."
    order = "" if rules.commander in rules.traitors else f" {rules.truth[rules.commander]}"
    return f"Round 1 begins: the commander P{rules.commander} sends its value{order} to all others. {who}."


def _truth(s: Situation[State], receiver: str, path: Path, value: str) -> str:
    """Say what a made-up value should be compared with."""
    rules, locals_ = algorithm(s), dict(zip(synchronous(s).loyal, s.state.locals, strict=True))
    *before, teller = path
    if not before:
        return _so_far(s, receiver, teller, value)
    if before == [teller]:
        first = rules.word(receiver, locals_[receiver], (teller,))
        return ", as in round 1" if first == value else f"; in round 1 it told it {first}"
    source = before[-1]
    if source in rules.traitors:
        return f"; P{source} is a traitor too, so between those two anything may have been said"
    true = rules.word(source, locals_[source], tuple(before))
    return f", and this time it is the truth: P{source} did say {true}" if true == value else f"; in truth P{source} said {true}"


def _so_far(s: Situation[State], receiver: str, traitor: str, value: str) -> str:
    """Compare with what the traitor told the loyal processes before this one, which only the traitor can do."""
    told = {name: algorithm(s).word(name, local, (traitor,)) for name, local in zip(synchronous(s).loyal, s.state.heard, strict=False)}
    other = next((name for name in told if told[name] != value), None)
    if other:
        return f", although it told P{other} {told[other]}; P{receiver} cannot know that"
    return f", as it told {_people(told)}" if told else f"; P{receiver} has to take its word for that"


def _closing(s: Situation[State]) -> str:
    """Say what everybody holds when a round is over; in the end, whether it is agreement and valid."""
    rules, number, over = algorithm(s), s.state.round, round_closing(s)
    if is_over(s):
        agree = "It is the only loyal process" if len(s.state.locals) == 1 else "They agree" if agreed(s) else "They do not agree"
        return f"{over} {agree}, {'and' if agreed(s) != bool(mistakes(s)) else 'but'} {validity_because(s)}."
    if isinstance(rules, Vectors):
        return f"{over} In round 2 each sends its vector to all others."
    if number == 1:
        return f"{over} Nobody knows yet whether the others heard the same."
    if number >= len(rules.names):
        return f"Round {number} is over: there was nobody left to pass a value on to."
    return f"Round {number} is over: every process has now heard what the others say that they heard in round {number - 1}."


# the state as data


def view(s: Situation[State]) -> Any:
    """Give the state as JSON: the round (from 1), and of every loyal process what it received and decided."""
    rules, loyal, over = algorithm(s), synchronous(s).loyal, is_over(s)

    def process(name: str, local: Local) -> dict[str, Any]:
        if isinstance(rules, Vectors):
            elements = [element or None for element in local]
            return {"vector": None, "result": elements} if over else {"vector": elements, "result": None}
        heard = () if over or name == rules.commander else zip(rules.heard_by[name], local, strict=False)
        return {"received": {".".join(path): value for path, value in heard}, "result": local[0] if over else None}

    return {
        "round": min(s.state.round + 1, rules.rounds),
        "over": over,
        "complete": [*loyal[: len(s.state.heard)]],
        "lies": list(s.state.lies),
        "processes": {name: process(name, local) for name, local in zip(loyal, s.state.locals, strict=True)},
    }


# tables

_SIGNS = "✓ right, ✗ wrong, ≠ the loyal processes do not agree on a traitor’s value."
_RULE = f"An element needs more than half of the words that count, else it is unknown (?). {_SIGNS}"

Told = dict[tuple[Path, str], Cell]


def panels(trace: Tracer[State], number: int) -> tuple[Panel, ...]:
    """Give who told whom what, and what came of it. All tables are there from the start, and fill up."""
    s = trace.run.steps[number].situation
    rules = algorithm(s)
    told = _told(trace, number)
    ring = round_ring(trace, number, lambda act: listed([telling(*word) for word in act.body.words]))
    if isinstance(rules, OralMessages):
        return _orders(trace, number, rules, told), *ring
    matrix = round_matrix(trace, number, 0)
    if len(rules.names) <= DETAILED:
        tables = tuple(_vectors(trace, number, rules, told, name) for name in synchronous(s).loyal)
        return Group("votes", "Votes", tables, f"In brackets: does not count. {_RULE}"), matrix, *ring
    rows = tuple(Row(f"P{name}", decision_cells(trace, number, name, rules.true)) for name in synchronous(s).loyal)
    return Table("decisions", "Round 2: what each process decides", "process", tuple(f"v{of}" for of in rules.names), rows, _RULE), matrix, *ring


def _told(trace: Tracer[State], number: int) -> Told:
    """Give every word up to a step by its path and receiver; a lie as soon as it is made up, also when its message is not complete."""
    found: Told = {}
    for flight in trace.flights:
        if flight.sent_step <= number and not flight.act.lie:
            found |= {(path, flight.act.peer): Cell(value) for path, value in flight.act.body.words}
    for place, (before, step) in enumerate(pairwise(trace.run.steps[: number + 1]), 1):
        if step.event and step.event.kind == "choose":
            receiver, path, value = claim(before.situation, step.event)
            found[path, receiver] = lie_cell(value, place == number)
    return found


def _vectors(trace: Tracer[State], number: int, rules: Vectors, told: Told, name: str) -> Table:
    """Give what one process holds, which is what it passes on, and is told in round 2; its decision as soon as it has everything."""
    other = next(each for each in rules.names if each != name)

    def cell(source: str, element: str) -> Cell:
        one = told.get(((element, source), other if source == name else name), NOTHING)
        if one is NOTHING or rules.counts(name, source, element):
            return one
        return Cell(f"({one.text})", "dim" if one.tone == "plain" else one.tone, one.changed, f"{one.words or one.text}, does not count")

    rows = [Row(f"P{source}" + " itself" * (source == name), tuple(cell(source, of) for of in rules.names)) for source in rules.names]
    rows.append(Row("decides", decision_cells(trace, number, name, rules.true)))
    return Table(f"round-2-{name}", f"Round 2: what P{name} is told", "from", tuple(f"v{of}" for of in rules.names), tuple(rows))


def _orders(trace: Tracer[State], number: int, rules: OralMessages, told: Told) -> Table:
    """Give what each loyal lieutenant is told on each path, and its decision."""
    longest = rules.rounds if len(rules.names) <= DETAILED else min(2, rules.rounds)
    columns = [name for name in synchronous(trace.run.steps[number].situation).loyal if name != rules.commander]

    def row(path: Path) -> Row:
        head = f"P{path[-1]} says{''.join(f' that P{name} said' for name in reversed(path[:-1]))}"
        return Row(head, tuple(ITSELF if name in path else told.get((path, name), NOTHING) for name in columns))

    rows = [row(path) for paths in rules.paths[:longest] for path in paths]
    rows.append(Row("decides", tuple(decision_cells(trace, number, name, rules.true)[0] for name in columns)))
    note = f"A lie stands in quotation marks; who passes it on in good faith tells no lie. Without a majority the decision is unknown (?). {_SIGNS}"
    more = " What came through more hands is counted, but not listed." if longest < rules.rounds else ""
    return Table("told", "Who is told what", "what", tuple(f"P{name}" for name in columns), tuple(rows), note + more)
