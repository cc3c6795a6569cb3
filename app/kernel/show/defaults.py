"""What is shown of a protocol unless its concept says more: labels, sentences, JSON, memories, stable storage, messages."""

from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from app.kernel.events import Event
from app.kernel.naming import Show, event_name, plain_words
from app.kernel.roles import Ask, Multicast, Tell
from app.kernel.show.automaton import RoleView, state_machine
from app.kernel.show.matrix import message_matrix
from app.kernel.show.panels import Cell, MemoryField, Panel, ProcessCard, Processes, Row, Table
from app.kernel.show.rounds import round_label, round_panels, round_sentence
from app.kernel.show.trace import Tracer
from app.kernel.show.words import event_label, event_sentence, listed
from app.kernel.situation import Situation
from app.kernel.specification import Model
from app.kernel.steps import Step
from app.kernel.synchronous import SynchronousMachine
from app.kernel.world import Process, World

StateT = TypeVar("StateT")


def label(situation: Situation[Any], event: Event, show: Show) -> str:
    """Say what an event would do, without a full stop."""
    return round_label(situation, event) if isinstance(situation.machine, SynchronousMachine) else event_label(event, show)


def no_roles(model: Model[StateT]) -> tuple[RoleView[StateT], ...]:
    """Show no role as a state machine."""
    return ()


def no_panels(trace: Tracer[StateT], number: int) -> tuple[Panel, ...]:
    """Add no panel."""
    return ()


def narrate(before: Step[Any] | None, step: Step[Any], show: Show, words: Mapping[str, str]) -> str:
    """Say what happened: the concept's own sentence for such an event, else the usual one; then what was written down."""
    rounds = isinstance(step.situation.machine, SynchronousMachine)
    if step.event is None or before is None:
        return words.get("start", round_sentence(None, step) if rounds else "Nothing has happened yet.")
    name = event_name(step.event, show)
    own = max((key for key in words if name == key or name.startswith(f"{key} ")), key=len, default=None)
    text = (
        words[own].replace("{process}", step.event.process) if own else round_sentence(before, step) if rounds else event_sentence(step.event, show)
    )
    wrote = [act for act in step.acts if act.kind == "write" and act.label and act.label not in text]
    return " ".join([text, *(f"{act.process} {act.label}." for act in wrote)])


def view(situation: Situation[StateT]) -> Any:
    """Give a state as JSON: every process, and the messages in flight of a network."""
    state = situation.state
    processes = {name: _process(process) for name, process in situation.processes.items()}
    if not isinstance(state, World):
        return {"processes": processes} if processes else state
    messages = [{"from": message.sender, "to": message.receiver, "body": message.body} for message in state.messages]
    return {"processes": processes, "messages": messages, "history": state.history}


def _process(process: Process) -> dict[str, Any]:
    to_do = list(map(_planned, process.pending))
    return {"up": process.up, "memory": process.state, "stable": process.stable, "to_do": to_do, "timers": [timer.name for timer in process.timers]}


def panels(trace: Tracer[StateT], number: int, roles: tuple[RoleView[StateT], ...]) -> tuple[Panel, ...]:
    """Give memories, roles as state machines, logs where something was ever written, and messages; nothing without processes.

    Synchronous rounds have no stable storage; their messages are those of the round under way.
    """
    if not trace.run.steps[number].situation.processes:
        return ()
    logs = (stable_logs(trace, number),) if any(act.kind == "write" for step in trace.run.steps for act in step.acts) else ()
    machines = tuple(state_machine(trace, number, role) for role in roles)
    if isinstance(trace.run.model.machine, SynchronousMachine):
        return (*round_panels(trace, number), memories(trace, number), *machines)
    return (memories(trace, number), *machines, *logs, message_matrix(trace, number))


def memories(trace: Tracer[StateT], number: int) -> Processes:
    """Give a card a process: what it knows (lost in a crash), what it still has to do, and what stands on its stable storage."""
    steps = trace.run.steps
    now, before = steps[number].situation.processes, steps[max(number - 1, 0)].situation.processes
    return Processes("memory", "Who knows what", tuple(_card(name, process, before[name]) for name, process in now.items()))


def _card(name: str, process: Process, old: Process) -> ProcessCard:
    volatile: tuple[MemoryField, ...] = ()
    if process.up:
        volatile = _fields("memory", process.state, old.state)
        if process.pending or old.pending:
            volatile += (_field("still to do", _to_do(process), _to_do(old)),)
    return ProcessCard(name, process.up, "up" if process.up else "down", volatile, _fields("stable storage", process.stable, old.stable))


def _to_do(process: Process) -> str:
    return ", then ".join(map(_planned, process.pending)) or "nothing"


def _planned(step: Any) -> str:
    match step:
        case Tell(to, body):
            return f"send {plain_words(body)} to {to}"
        case Multicast(to, body):
            return f"send {plain_words(body)} to {listed(to)}"
        case Ask(question):
            return f"choose {question}"
    return plain_words(step)


def _field(name: str, text: str, old: str) -> MemoryField:
    return MemoryField(name, text or "empty", text != old)


def _fields(name: str, value: Any, old: Any) -> tuple[MemoryField, ...]:
    """Give the named parts of a struct, or the one value; nothing for nothing."""
    if value is None and old is None:
        return ()
    if not isinstance(value, msgspec.Struct):
        return (_field(name, plain_words(value), plain_words(old)),)
    names = value.__struct_fields__
    return tuple(_field(part.replace("_", " "), plain_words(getattr(value, part)), plain_words(getattr(old, part, None))) for part in names)


def stable_logs(trace: Tracer[StateT], number: int) -> Table:
    """Give everything that was ever written to stable storage, one row a process, read off the run."""
    written: dict[str, list[tuple[str, int]]] = {lane.name: [] for lane in trace.lanes if lane.kind == "process"}
    for place, step in enumerate(trace.run.steps[: number + 1]):
        for act in step.acts:
            if act.kind == "write":
                written[act.process].append((act.label.removeprefix("logs "), place))
    length = max(map(len, written.values()), default=0)
    rows = tuple(Row(name, _entries(entries, number, length)) for name, entries in written.items())
    return Table("logs", "Stable storage", "process", tuple(str(place + 1) for place in range(length)), rows)


def _entries(entries: list[tuple[str, int]], number: int, length: int) -> tuple[Cell, ...]:
    shown = tuple(Cell(text, changed=place == number > 0) for text, place in entries)
    return shown + (Cell("", "dim"),) * (length - len(entries))
