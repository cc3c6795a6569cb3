"""The ring: who told whom what in the round on show. It says the same as the matrices, but shows at a glance that a traitor has two faces."""

from typing import Any

from app.concepts.byzantine_agreement._judging import machine
from app.concepts.byzantine_agreement._messages import Relay, Value, Vector, short
from app.concepts.byzantine_agreement._words import passed_on, people
from app.kernel.events import Occurrence
from app.kernel.show.panels import Ring, RingEdge, RingNode
from app.kernel.show.trace import Tracer

LARGEST = 7
"""With more processes the lines of a ring can no longer be told apart."""


def ring(trace: Tracer[Any], number: int) -> tuple[Ring, ...]:
    """Give the ring of a step, or none where it would be too crowded."""
    agreement = machine(trace.run.steps[0].situation)
    names = agreement.protocol.names
    if len(names) > LARGEST:
        return ()
    current = min(trace.run.steps[number].state.round + 1, agreement.protocol.rounds)
    flights = [flight for flight in trace.flights if flight.sent_step <= number and _round(flight.act.body) == current]
    edges = tuple(
        RingEdge(
            source=f"P{flight.act.process}",
            target=f"P{flight.act.peer}",
            text=_said(flight.act.body),
            lie=flight.act.lie,
            changed=number > 0 and flight.sent_step == number,
        )
        for flight in flights
    )
    nodes = tuple(RingNode(f"P{name}", name in agreement.protocol.traitors) for name in names)
    note = "Dashed: what a traitor made up. The other lines are words passed on in good faith." if agreement.protocol.traitors else ""
    return (
        Ring(
            "ring",
            f"Round {current}: the messages as a ring",
            nodes,
            edges,
            _told([(flight.act, flight.sent_step == number > 0) for flight in flights], names),
            note,
        ),
    )


def _told(sent: list[tuple[Occurrence, bool]], names: tuple[str, ...]) -> tuple[str, ...]:
    """Say who tells whom what, in one sentence all to whom a process says the same; what is new begins with that word."""
    hearers: dict[tuple[str, str], list[str]] = {}
    for act, new in sent:
        who = f"{'New: ' if new else ''}P{act.process}{', a traitor,' if act.lie else ''} tells"
        hearers.setdefault((who, _spoken(act.body, act.process, names)), []).append(act.peer)
    return tuple(f"{who} {people(peers)} {what}." for (who, what), peers in hearers.items())


def _spoken(body: object, sender: str, names: tuple[str, ...]) -> str:
    """Give what a message says, as a sentence goes on after “tells P2”."""
    if isinstance(body, Relay):
        said = [passed_on(path[:-1], value) if path[1:] else f"that its value is {value}" for path, value in body.entries]
    elif isinstance(body, Vector):
        pairs = zip(names, body.elements, strict=True)
        said = [f"that its own value is {value}" if name == sender else f"that P{name} said {value}" for name, value in pairs]
    else:
        said = [f"that its value is {_said(body)}"]
    *most, last = said
    return f"{', '.join(most)} and {last}" if most else last


def _round(body: object) -> int:
    """Give the round, from 1, in which a message is sent."""
    if isinstance(body, Relay):
        return len(body.entries[0][0])
    return 1 if isinstance(body, Value) else 2


def _said(body: object) -> str:
    if isinstance(body, Relay):
        values = [value for _, value in body.entries]
        return short(values) if len(values) <= LARGEST else f"{len(values)} values"
    return body.value if isinstance(body, Value) else short(getattr(body, "elements", ()))
