"""A role as a state machine, read off the exploration: no transition is drawn that cannot happen, and none that can is left out.

The states of a process are grouped by what a concept calls them (``RoleView.state``). A transition is drawn where the group changes, or where the
process does something though it stays where it is; a message that changes nothing is none.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Generic, TypeVar

import msgspec

from app.kernel.events import Event, Occurrence
from app.kernel.explore import Search
from app.kernel.naming import Show
from app.kernel.show.panels import MachineState, Move, StateMachine, Token
from app.kernel.show.trace import Tracer
from app.kernel.situation import Situation
from app.kernel.specification import Model
from app.kernel.world import Message

StateT = TypeVar("StateT")

LIMIT = 6_000
"""States that are searched for transitions, while somebody waits for the first picture. Where there are more, nothing is drawn: what lacks a
transition would be wrong."""

_CAUSES = {"crash": "crash", "recover": "up again", "timeout": "time-out"}
_NETWORK = ("lose", "duplicate", "partition", "heal")


class RoleView(msgspec.Struct, Generic[StateT], frozen=True):
    """How the processes of one role are seen as a state machine.

    ``states`` are names and texts, the first is the initial one; ``state`` gives the name of a process's state in a world; ``brief`` shortens the
    words for a message or an act to what does not differ from one to the next. ``silent`` are labels of acts that the drawing leaves out.
    ``at_most`` bounds whole-number parameters: the smaller instance has the same machine, and is searched in its place.
    """

    name: str
    title: str
    processes: tuple[str, ...]
    states: tuple[tuple[str, str], ...]
    state: Callable[[Situation[StateT], str], str]
    brief: Callable[[str], str] = str
    silent: tuple[str, ...] = ()
    at_most: Mapping[str, int] = {}


def move_of(
    view: RoleView[StateT],
    before: Situation[StateT],
    event: Event,
    after: Situation[StateT],
    acts: tuple[Occurrence, ...],
    process: str,
    show: Show,
) -> Move | None:
    """Give the transition that an event was for a process, if it was one."""
    source, target = view.state(before, process), view.state(after, process)
    did = [] if event.kind in _NETWORK else [act for act in acts if act.process == process and _shown(act, view)]
    if source == target and not did:
        return None
    trigger = view.brief(show(event.subject.body)) if isinstance(event.subject, Message) else _CAUSES.get(event.kind, "")
    words = dict.fromkeys(view.brief(show(act.body) if act.kind == "send" else act.label) for act in did)
    return Move(source, target, trigger, ", ".join(word for word in words if word), event.kind == "crash")


def _shown(act: Occurrence, view: RoleView[StateT]) -> bool:
    """Whether an act is something that the process did: an observation without a place is only the model's own book-keeping."""
    return act.label not in view.silent and (act.kind in ("send", "write") or (act.kind == "observe" and bool(act.peer)))


class _Question(msgspec.Struct, Generic[StateT], frozen=True, eq=False):
    """What the answer is kept under: the concept and its values, for models are made anew with each request."""

    name: str
    key: bytes
    view: RoleView[StateT]
    model: Model[StateT]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Question) and (self.name, self.key) == (other.name, other.key)

    def __hash__(self) -> int:
        return hash((self.name, self.key))


@lru_cache(maxsize=128)
def _explored(question: _Question[StateT]) -> tuple[tuple[Move, ...], bool]:
    view, model = question.view, question.model
    search = Search(model)
    if search.run(LIMIT):
        return (), False  # what was found is not drawn, so nobody need look at it
    found: dict[Move, None] = {}
    for state in search.states:
        before = model.situation(state)
        for event in model.machine.enabled(state):
            transition = model.machine.apply(state, event)
            after = model.situation(transition.state)
            for process in view.processes:
                move = move_of(view, before, event, after, transition.acts, process, model.concept.show)
                if move is not None:
                    found[move] = None
    order = [name for name, _ in view.states]
    moves = sorted(found, key=lambda move: (order.index(move.source), order.index(move.target), move.trigger, move.action))
    return tuple(moves), True


def moves(model: Model[StateT], view: RoleView[StateT]) -> tuple[tuple[Move, ...], bool]:
    """Give every transition that some run of the model takes, and whether the search for them came to its end: none, if it did not."""
    small = smaller(model, view.at_most)
    key = msgspec.json.encode([small.concept.slug, small.concept.revision, sorted(small.values.items())])
    return _explored(_Question(view.name, key, view, small))


def smaller(model: Model[StateT], at_most: Mapping[str, int]) -> Model[StateT]:
    """Give the model with some whole-number parameters bounded; the model itself where none is beyond its bound."""
    less = {name: most for name, most in at_most.items() if int(model.values[name]) > most}
    return model.concept.model({**model.values, **less}) if less else model


def state_machine(trace: Tracer[StateT], number: int, view: RoleView[StateT]) -> StateMachine:
    """Give the drawing at a step of a run: reachable states, transitions, a token a process, and the transition just taken."""
    model, step = trace.run.model, trace.run.steps[number]
    found, complete = moves(model, view)
    last = None
    if step.event is not None:
        before, show = trace.run.steps[number - 1].situation, model.concept.show
        taken = (move_of(view, before, step.event, step.situation, step.acts, process, show) for process in view.processes)
        last = next((found.index(move) for move in taken if move in found), None)
    start = view.states[0][0]
    met = {start, *(move.source for move in found), *(move.target for move in found)}
    return StateMachine(
        name=view.name,
        title=view.title,
        states=tuple(MachineState(name, text) for name, text in view.states if complete and name in met),
        moves=found,
        tokens=tuple(Token(process, view.state(step.situation, process)) for process in view.processes) if complete else (),
        last=last,
        note="" if complete else f"Not known with these parameters: there are more than {LIMIT:,} states. Smaller ones show the same machine.",
    )
