"""From a handler's answer to what it does: the process's next value, messages to send, observations, acts to show."""

from collections.abc import Hashable
from typing import Any

import msgspec

from app.kernel.events import Occurrence, OccurrenceKind
from app.kernel.roles import Ask, CancelTimer, Local, Observe, Reaction, Role, Send, SetTimer, Then, Write
from app.kernel.world import Process, Timer

_FIRST_ACT: dict[str, OccurrenceKind] = {
    "start": "start",
    "message": "receive",
    "step": "step",
    "choice": "choose",
    "timeout": "timeout",
    "recover": "recover",
    "suspect": "suspect",
}


class Reacted(msgspec.Struct, frozen=True):
    """A handler's answer, worked out; independent of the rest of the world, so that equal arguments need it once."""

    process: Process
    sends: tuple[tuple[str, Hashable], ...]
    observed: tuple[Hashable, ...]
    acts: tuple[Occurrence, ...]


def _call(role: Role, trigger: str, me: Local, subject: Any) -> Reaction:
    match trigger:
        case "start":
            return role.on_start(me)
        case "message":
            return role.on_message(me, *subject)
        case "step":
            return role.on_step(me, subject)
        case "choice":
            return role.on_choice(me, *subject)
        case "timeout":
            return role.on_timeout(me, subject)
        case "recover":
            return role.on_recover(me)
        case _:
            return role.on_suspect(me, subject)


def _first_act(trigger: str, name: str, subject: Any) -> Occurrence:
    if trigger == "message":
        return Occurrence("receive", name, *subject)
    if trigger == "choice":
        return Occurrence("choose", name, label=str(subject[1]))
    label = subject if isinstance(subject, str) else "" if subject is None else str(subject)
    return Occurrence(_FIRST_ACT[trigger], name, label=label)


def react(role: Role, trigger: str, name: str, process: Process, subject: Any, clock: int) -> Reacted:
    """Call the handler for ``trigger`` and work out its effects, in their order."""
    state, effects = _call(role, trigger, Local(name, process.state, process.stable), subject)
    stable, timers, pending = process.stable, {timer.name: timer for timer in process.timers}, process.pending
    sends: list[tuple[str, Hashable]] = []
    observed: list[Hashable] = []
    acts = [_first_act(trigger, name, subject)]
    for effect in effects:
        match effect:
            case Send(to, body):
                sends.append((to, body))
                acts.append(Occurrence("send", name, to, body))
            case SetTimer(timer, length):
                timers[timer] = Timer(timer, clock + length)
            case CancelTimer(timer):
                timers.pop(timer, None)
            case Write(value, label):
                stable = value
                acts.append(Occurrence("write", name, label=label or "writes to stable storage"))
            case Observe(what, where, label):
                observed.append(what)
                acts.append(Occurrence("observe", name, where, label=label or str(what)))
            case Then(step):
                pending = (*pending, step)
            case Ask():
                pending = (*pending, effect)
    after = Process(True, state, stable, tuple(timers[key] for key in sorted(timers)), pending)
    return Reacted(after, tuple(sends), tuple(observed), tuple(acts))
