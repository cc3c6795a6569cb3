"""A role as a state machine, read off the exploration: no transition is drawn that cannot happen, and none that can is left out.

The states of a process are grouped by what a concept calls them (``RoleView.state``). A transition is drawn where the group changes, or where the
process does something though it stays where it is; a message that changes nothing is none.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import msgspec

from app.kernel.concept import Model
from app.kernel.events import Event, Occurrence
from app.kernel.explore import Search
from app.kernel.show.panels import MachineState, Move, StateMachine, Token
from app.kernel.show.trace import Tracer
from app.kernel.world import Message

LIMIT = 20_000
"""States that are searched for transitions; a drawing that may lack some says so."""

_CAUSES = {"crash": "crash", "recover": "up again", "timeout": "time-out"}
_NETWORK = ("lose", "duplicate", "partition", "heal")


class RoleView(msgspec.Struct, frozen=True):
    """How the processes of one role are seen as a state machine.

    ``states`` are names and texts, the first is the initial one; ``state`` gives the name of a process's state in a world; ``brief`` shortens the
    words for a message or an act to what does not differ from one to the next. ``silent`` are labels of acts that the drawing leaves out.
    """

    name: str
    title: str
    processes: tuple[str, ...]
    states: tuple[tuple[str, str], ...]
    state: Callable[[Model, Any, str], str]
    brief: Callable[[str], str] = str
    silent: tuple[str, ...] = ()


def move_of(lens: RoleView, model: Model, before: Any, event: Event, after: Any, acts: tuple[Occurrence, ...], process: str) -> Move | None:
    """Give the transition that an event was for a process, if it was one."""
    source, target = lens.state(model, before, process), lens.state(model, after, process)
    did = [] if event.kind in _NETWORK else [act for act in acts if act.process == process and _shown(act, lens)]
    if source == target and not did:
        return None
    show = model.concept.show
    trigger = lens.brief(show(event.subject.body)) if isinstance(event.subject, Message) else _CAUSES.get(event.kind, "")
    words = dict.fromkeys(lens.brief(show(act.body) if act.kind == "send" else act.label) for act in did)
    return Move(source, target, trigger, ", ".join(word for word in words if word), event.kind == "crash")


def _shown(act: Occurrence, lens: RoleView) -> bool:
    """Whether an act is something that the process did: an observation without a place is only the model's own book-keeping."""
    return act.label not in lens.silent and (act.kind in ("send", "write") or (act.kind == "observe" and bool(act.peer)))


class _Question(msgspec.Struct, frozen=True, eq=False):
    """What the answer is kept under: the concept and its values, for models are made anew with each request."""

    lens: RoleView
    key: bytes
    model: Model

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Question) and (self.lens, self.key) == (other.lens, other.key)

    def __hash__(self) -> int:
        return hash((self.lens, self.key))


@lru_cache(maxsize=128)
def _explored(question: _Question) -> tuple[tuple[Move, ...], bool]:
    lens, model = question.lens, question.model
    search = Search(model)
    search.run(LIMIT)
    found: dict[Move, None] = {}
    for state in search.states[: search.expanded]:
        for event in model.machine.enabled(state):
            transition = model.machine.apply(state, event)
            for process in lens.processes:
                move = move_of(lens, model, state, event, transition.state, transition.acts, process)
                if move is not None:
                    found[move] = None
    order = [name for name, _ in lens.states]
    moves = sorted(found, key=lambda move: (order.index(move.source), order.index(move.target), move.trigger, move.action))
    return tuple(moves), search.expanded == len(search.states)


def moves(model: Model, lens: RoleView) -> tuple[tuple[Move, ...], bool]:
    """Give every transition that some run of the model takes, and whether the search for them came to its end."""
    key = msgspec.json.encode([model.concept.slug, model.concept.revision, sorted(model.values.items())])
    return _explored(_Question(lens, key, model))


def state_machine(trace: Tracer, number: int, lens: RoleView) -> StateMachine:
    """Give the drawing at a step of a run: reachable states, transitions, a token a process, and the transition just taken."""
    model, step = trace.run.model, trace.run.steps[number]
    found, complete = moves(model, lens)
    last = None
    if step.event is not None:
        before = trace.run.steps[number - 1].state
        taken = (move_of(lens, model, before, step.event, step.state, step.acts, process) for process in lens.processes)
        last = next((found.index(move) for move in taken if move in found), None)
    start = lens.states[0][0]
    met = {start, *(move.source for move in found), *(move.target for move in found)}
    return StateMachine(
        name=lens.name,
        title=lens.title,
        states=tuple(MachineState(name, text) for name, text in lens.states if name in met),
        moves=found,
        tokens=tuple(Token(process, lens.state(model, step.state, process)) for process in lens.processes),
        last=last,
        note="" if complete else f"Found in the first {LIMIT} states; there may be more transitions.",
    )
