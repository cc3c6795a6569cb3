"""Synchronous rounds as they are shown unless a concept says more: labels and sentences, the matrix and the ring of a round, cells of a decision."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from app.kernel.deciding import UNKNOWN, is_over
from app.kernel.events import Event, Occurrence
from app.kernel.naming import plain_words
from app.kernel.show.panels import Cell, Panel, Ring, RingEdge, RingNode, Row, Table
from app.kernel.show.trace import Tracer
from app.kernel.show.words import listed
from app.kernel.situation import Situation
from app.kernel.steps import Step
from app.kernel.synchronous import RoundState, synchronous

LocalT = TypeVar("LocalT")

CROWDED = 7
"""With more processes than this, the lines of a ring can no longer be told apart, and there is none."""

NOTHING = Cell("", "dim", words="nothing yet")
ITSELF = Cell("—", "dim", words="not to itself")
OMITTED = Cell("", "dim", words="left out")


# words


def grouped(held: Mapping[str, str], one: str, many: str, called: Callable[[str], str]) -> str:
    """Say who holds what, those with the same together: “P1 and P2 decide x; P4 decides y”."""
    by: dict[str, list[str]] = {}
    for name, text in held.items():
        by.setdefault(text, []).append(called(name))
    return "; ".join(f"{listed(names)} {many if names[1:] else one} {text}" for text, names in by.items())


def round_label(s: Situation[RoundState[LocalT]], event: Event) -> str:
    """Say what an event of a round would do, without a full stop."""
    machine, number = synchronous(s), s.state.round + 1
    if isinstance(event.subject, tuple):
        receiver, part, value = event.subject
        return f"{machine.called(event.process)} tells {machine.called(receiver)} {' '.join(filter(None, (part, plain_words(value))))}"
    return f"Round {number} passes without a message" if machine.is_silent(s.state) else f"All messages of round {number} arrive"


def round_sentence(before: Step[RoundState[LocalT]] | None, step: Step[RoundState[LocalT]]) -> str:
    """Say what happened: a lie, and at the end of a round what each loyal process holds."""
    if before is None or step.event is None:
        return "Round 1 begins: every process tells the others."
    said = f"{round_label(before.situation, step.event)}."
    return said if step.state.round == before.state.round else f"{said} {round_closing(step.situation)}"


def round_closing(s: Situation[RoundState[LocalT]]) -> str:
    """Say what each loyal process holds when a round is over; after the last, what it has decided."""
    machine, over = synchronous(s), is_over(s)
    held = {name: plain_words(local) for name, local in zip(machine.loyal, s.state.locals, strict=True)}
    last, one, many = (", the last,", "decides", "decide") if over else ("", "holds", "hold")
    return f"Round {s.state.round}{last} is over: {grouped(held, one, many, machine.called)}."


# messages


class Sent(msgspec.Struct, frozen=True):
    """A message of a run, with the round (from 0) that it belongs to, and the step in which it left."""

    round: int
    step: int
    act: Occurrence


def sent(trace: Tracer[RoundState[LocalT]], number: int) -> tuple[Sent, ...]:
    """Give the messages sent up to a step. A lie leaves within its round; the others are sent in the step that begins one."""
    steps = trace.run.steps
    flights = [flight for flight in trace.flights if flight.sent_step <= number]
    return tuple(Sent(steps[one.sent_step - one.act.lie].state.round, one.sent_step, one.act) for one in flights)


def current_round(s: Situation[RoundState[LocalT]]) -> int:
    """Give the round under way, from 0; when all are over, the last."""
    return min(s.state.round, synchronous(s).protocol.rounds - 1)


# panels


def lie_cell(text: str, new: bool) -> Cell:
    """Give what a traitor made up."""
    return Cell(f"“{text}”", "lie", new, f"{text}, made up")


def decision_cell(text: str, true: str | None, split: bool, changed: bool) -> Cell:
    """Show a decision; ``true`` is what it should be, None where nothing is; ``split``: others decided it differently."""
    short, words = ("?", "unknown") if text == UNKNOWN else (text, text)
    if true is not None:
        right = text == true
        return Cell(f"{short} {'✓' if right else '✗'}", "good" if right else "bad", changed, f"{words}, {'right' if right else 'wrong'}")
    if split:
        return Cell(f"{short} ≠", "bad", changed, f"{words}, and not the same as others")
    return Cell(short, "warn" if text == UNKNOWN else "plain", changed, words)


def decision_cells(trace: Tracer[RoundState[tuple[str, ...]]], number: int, name: str, true: Sequence[str | None]) -> tuple[Cell, ...]:
    """Show what a process has decided, as soon as it has all messages of the last round; ``true``: what each value should be, if anything."""
    now, before = trace.run.steps[number].situation, trace.run.steps[max(number - 1, 0)].situation
    place, made = synchronous(now).loyal.index(name), _made(now)
    if place >= len(made):
        return (NOTHING,) * len(true)
    split = [is_over(now) and len({one[at] for one in made}) > 1 for at in range(len(true))]
    return tuple(decision_cell(*each, place >= len(_made(before))) for each in zip(made[place], true, split, strict=True))


def _made(s: Situation[RoundState[LocalT]]) -> tuple[LocalT, ...]:
    """Give the decisions of those that have all messages of the last round."""
    last = s.state.round + 1 == synchronous(s).protocol.rounds
    return s.state.locals if is_over(s) else s.state.heard if last else ()


def round_matrix(trace: Tracer[RoundState[LocalT]], number: int, of: int, name: str = "") -> Table:
    """Give who tells whom what in a round (from 0), up to a step; ``name`` is the panel’s, by default that of its round."""
    machine, show = synchronous(trace.run.steps[0].situation), trace.run.model.concept.show
    names, traitors = machine.protocol.names, machine.protocol.traitors
    told = {(one.act.process, one.act.peer): one for one in sent(trace, number) if one.round == of}

    def cell(sender: str, receiver: str) -> Cell:
        one = told.get((sender, receiver))
        if one is None:
            return ITSELF if sender == receiver else OMITTED if {sender, receiver} <= set(traitors) else NOTHING
        return lie_cell(show(one.act.body), one.step == number) if one.act.lie else Cell(show(one.act.body))

    rows = tuple(Row(machine.called(sender), tuple(cell(sender, receiver) for receiver in names)) for sender in names)
    note = "A lie stands in quotation marks. What traitors tell each other does not matter and is left out." if traitors else ""
    title = f"Round {of + 1}: who tells whom what"
    return Table(name or f"round-{of + 1}", title, "from \\ to", tuple(map(machine.called, names)), rows, note)


def round_ring(trace: Tracer[RoundState[LocalT]], number: int, say: Callable[[Occurrence], str] | None = None) -> tuple[Ring, ...]:
    """Give the messages of the round under way on a circle, or nothing where it would be crowded. ``say`` goes on after “P1 tells P2”."""
    s, show = trace.run.steps[number].situation, trace.run.model.concept.show
    machine, now = synchronous(s), current_round(s)
    names, traitors = machine.protocol.names, machine.protocol.traitors
    if len(names) > CROWDED:
        return ()
    messages = [one for one in sent(trace, number) if one.round == now]
    edges = tuple(
        RingEdge(machine.called(one.act.process), machine.called(one.act.peer), show(one.act.body), one.act.lie, 0 < number == one.step)
        for one in messages
    )
    heard: dict[tuple[str, str], list[str]] = {}
    for one in messages:
        new, traitor = "New: " if 0 < number == one.step else "", ", a traitor," if one.act.lie else ""
        who = f"{new}{machine.called(one.act.process)}{traitor} tells"
        heard.setdefault((who, say(one.act) if say else f"“{show(one.act.body)}”"), []).append(machine.called(one.act.peer))
    told = tuple(f"{who} {listed(peers)} {what}." for (who, what), peers in heard.items())
    nodes = tuple(RingNode(machine.called(name), name in traitors) for name in names)
    note = "Dashed: what a traitor made up. The other lines are words passed on in good faith." if traitors else ""
    return (Ring("ring", f"Round {now + 1}: the messages as a ring", nodes, edges, told, note),)


def round_panels(trace: Tracer[Any], number: int) -> tuple[Panel, ...]:
    """Give the matrix and the ring of the round under way."""
    return (round_matrix(trace, number, current_round(trace.run.steps[number].situation), "round"), *round_ring(trace, number))
