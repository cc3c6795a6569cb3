"""The concept's words: names of checkpoints and lines, labels of events, one narration a step, and why a rollback is due."""

from collections.abc import Iterable
from typing import Any

from app.concepts.domino_effect._machine import Checkpointing, Due, Recovery
from app.families.rollback.history import Line, Message, Stand
from app.kernel.events import Event
from app.kernel.situation import Situation
from app.kernel.steps import Step

SHOWN = 8
"""Names listed in a sentence; of more, the rest is counted."""


def machine_of(model: Situation[Any]) -> Checkpointing:
    """Give the machine as what it is."""
    assert isinstance(model.machine, Checkpointing)
    return model.machine


def place(stand: Stand) -> str:
    """Name a checkpoint, or the present state."""
    return "now" if stand == "now" else f"C{stand}"


def back_to(target: int) -> str:
    """Name a checkpoint to go back to."""
    return f"C{target}" if target else "its start (C0)"


def places(machine: Checkpointing, line: Line) -> str:
    """Name a whole line."""
    return ", ".join(f"{name} {place(stand)}" for name, stand in zip(machine.recorded.names, line, strict=True))


def listed(words: Iterable[str]) -> str:
    """Join words as a sentence does, the first few of many."""
    words = list(words)
    if len(words) > SHOWN:
        return f"{', '.join(words[:SHOWN])} and {len(words) - SHOWN} more"
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def counted(number: int, noun: str) -> str:
    """Give a number with its noun."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def label(model: Situation[Any], state: Recovery, event: Event) -> str:
    """Say what an event would do."""
    machine = machine_of(model)
    if state.events < machine.recorded.total:
        return _step_label(machine, state)
    if event.kind == "crash":
        return f"{event.process} crashes"
    target = state.due[0].target
    if machine.is_down(state, state.due[0].process):
        return f"{event.process} starts again from {back_to(target)}"
    return f"{event.process} goes back to {back_to(target)}"


def _step_label(machine: Checkpointing, state: Recovery) -> str:
    process, number = machine.recorded.order[state.events]
    name, mark = machine.recorded.names[process], machine.recorded.events[process][number]
    if mark.kind == "checkpoint":
        return f"{name} takes checkpoint {mark.name}"
    message = machine.recorded.message[mark.name]
    if mark.kind == "receive":
        return f"{name} receives {mark.name} from {machine.recorded.names[message.sender]}"
    return f"{name} sends {mark.name}" + ("" if message.receiver is None else f" to {machine.recorded.names[message.receiver]}")


def narrate(model: Situation[Any], before: Recovery | None, step: Step[Any]) -> str:
    """Say what happened, and what it means for who depends on whom."""
    machine = machine_of(model)
    state: Recovery = step.state
    if before is None:
        return _opening(machine)
    if before.events < machine.recorded.total:
        return _step_sentence(machine, before)
    if before.round == 0:
        return _crash_sentence(machine)
    sentence = _rollback_sentence(machine, before, state)
    return f"{sentence} {ending(machine, state)}" if step.final else sentence


def _opening(machine: Checkpointing) -> str:
    names, total = machine.recorded.names, machine.recorded.total
    if len(names) == 1:
        return f"{names[0]} starts. Its start is its checkpoint C0. It will crash after {counted(total, 'event')}."
    crash = names[machine.failed]
    return f"{len(names)} processes start. Each start is a checkpoint, C0. After {counted(total, 'event')} {crash} will crash."


def _step_sentence(machine: Checkpointing, before: Recovery) -> str:
    process, number = machine.recorded.order[before.events]
    mark = machine.recorded.events[process][number]
    did = _step_label(machine, before)
    if mark.kind == "checkpoint":
        return f"{did}: its state is now safe on stable storage. It tells nobody."
    if mark.kind == "receive":
        sender = machine.recorded.names[machine.recorded.message[mark.name].sender]
        return f"{did}. Its state now depends on what {sender} did before it sent {mark.name}."
    receiver = machine.recorded.message[mark.name].receiver
    if receiver is None:
        return f"{did}. In this pattern no process receives it: it stays under way."
    return f"{did}. It is under way: {machine.recorded.names[receiver]} does not have it yet."


def _crash_sentence(machine: Checkpointing) -> str:
    name, last = machine.recorded.names[machine.failed], machine.recorded.last(machine.failed)
    lost = len(machine.recorded.events[machine.failed]) - machine.recorded.checkpoints[machine.failed][last]
    if lost == 0:
        kept = f"checkpoint C{last} holds all that it did" if last else "it had done nothing yet"
        return f"{name} crashes. Its memory is gone, but {kept}."
    if last == 0:
        return f"{name} crashes. It took no checkpoint, so all that it did is lost: {counted(lost, 'event')}."
    since = "the event after it is" if lost == 1 else f"the {lost} events after it are"
    return f"{name} crashes. Its memory is gone: checkpoint C{last} is left on stable storage, and {since} lost."


def _rollback_sentence(machine: Checkpointing, before: Recovery, state: Recovery) -> str:
    due = before.due[0]
    name = machine.recorded.names[due.process]
    causes = machine.causes(before, due)
    if machine.is_down(before, due.process):
        did = f"{name} starts again from {back_to(due.target)}."
    elif causes:
        last = "" if due.target == 0 else ", its last checkpoint before that"
        did = f"{reason(machine, causes)}. So {name} goes back to {back_to(due.target)}{last}."
    else:
        did = f"{name} goes back to {back_to(due.target)}, although nothing forces it to."
    known = {message.name: True for message in machine.orphans(before)}
    new = [message for message in machine.orphans(state) if message.name not in known]
    if not new:
        return f"{did} That makes no new orphan."
    return f"{did} {orphaned(machine, new, first=before.round == 1)}"


def reason(machine: Checkpointing, causes: tuple[Message, ...]) -> str:
    """Say which orphans a process has received."""
    assert causes[0].receiver is not None
    undoers = list(dict.fromkeys(machine.recorded.names[message.sender] for message in causes))
    names = listed(message.name for message in causes)
    verb, what = ("has", "it" if len(causes) == 1 else "them") if len(undoers) == 1 else ("have", "them")
    return f"{machine.recorded.names[causes[0].receiver]} has received {names}, but {listed(undoers)} {verb} undone sending {what}"


def orphaned(machine: Checkpointing, new: list[Message], first: bool) -> str:
    """Say which messages a rollback turned into orphans; the first time, what an orphan is."""
    names = listed(f"{m.name} ({machine.recorded.names[m.receiver]} has it)" for m in new if m.receiver is not None)
    orphans = "it is now an orphan" if len(new) == 1 else "they are now orphans"
    return f"That undoes the sending of {names}: {orphans}{', received but never sent' if first else ''}."


def ending(machine: Checkpointing, state: Recovery) -> str:
    """Say where the rollback ended, what it cost, and which messages are in transit across the line."""
    orphans = machine.orphans(state)
    if orphans:
        names = listed(message.name for message in orphans)
        are = "is still an orphan" if len(orphans) == 1 else "are still orphans"
        return f"The rollback stops here, but {names} {are}: {places(machine, state.line)} is no recovery line."
    lost = f"{machine.undone(state)} of {counted(state.events, 'event')} {'is' if machine.undone(state) == 1 else 'are'} undone"
    done = f"No orphan is left. The recovery line is {places(machine, state.line)}; {lost}."
    crossing = machine.recorded.in_transit(machine.kept(state))
    if not crossing:
        return f"{done} No message is in transit."
    names = listed(message.name for message in crossing)
    are = "1 message is" if len(crossing) == 1 else f"{len(crossing)} messages are"
    return f"{done} {are} in transit, sent before the line and not received before it: {names}.{_sent_again(crossing)}"


def _sent_again(crossing: tuple[Message, ...]) -> str:
    """Say which of the messages in transit had arrived once."""
    again = [message.name for message in crossing if message.receiver is not None]
    if not again:
        return ""
    return f" The receipt of {listed(again)} is undone, so {'it' if len(again) == 1 else 'they'} must be sent again."


def next_rollback(machine: Checkpointing, state: Recovery) -> str:
    """Say what forces the next rollback, or what the last one has reached."""
    if state.round == 0:
        return "A checkpoint is on stable storage: a crash cannot take it away."
    if not state.due:
        if machine.orphans(state):
            return "The line is not consistent: a message is received before it and sent after it."
        return "The line is consistent: every message received before it was also sent before it."
    due: Due = state.due[0]
    name = machine.recorded.names[due.process]
    if machine.is_down(state, due.process):
        return f"Next: {name} must start again from {back_to(due.target)}, for its memory is gone."
    causes = machine.causes(state, due)
    if not causes:
        return f"Next: {name} goes back to {back_to(due.target)}, although nothing forces it to."
    return f"Next: {reason(machine, causes)}, so {name} must go back to {back_to(due.target)}."


def show(body: Any) -> str:
    """A message is shown by its name."""
    return str(body)
