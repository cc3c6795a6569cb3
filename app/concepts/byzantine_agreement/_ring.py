"""The ring: who told whom what in the round on show. It says the same as the matrices, but shows at a glance that a traitor has two faces."""

from app.concepts.byzantine_agreement._judging import machine
from app.concepts.byzantine_agreement._messages import Relay, Value, short
from app.kernel.panels import Ring, RingEdge, RingNode
from app.kernel.trace import Tracer

LARGEST = 7
"""With more processes the lines of a ring can no longer be told apart."""


def ring(trace: Tracer, number: int) -> tuple[Ring, ...]:
    """Give the ring of a step, or none where it would be too crowded."""
    agreement = machine(trace.run.model)
    names = agreement.protocol.names
    if len(names) > LARGEST:
        return ()
    current = min(trace.run.steps[number].state.round + 1, agreement.protocol.rounds)
    edges = tuple(
        RingEdge(
            source=f"P{flight.act.process}",
            target=f"P{flight.act.peer}",
            text=_said(flight.act.body),
            lie=flight.act.lie,
            changed=number > 0 and flight.sent_step == number,
        )
        for flight in trace.flights
        if flight.sent_step <= number and _round(flight.act.body) == current
    )
    nodes = tuple(RingNode(f"P{name}", name in agreement.protocol.traitors) for name in names)
    note = "Dashed: what a traitor made up. The other lines are words passed on in good faith." if agreement.protocol.traitors else ""
    return (Ring("ring", f"Round {current}: the messages as a ring", nodes, edges, note),)


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
