"""From a handler's answer to what it does: the process's next value, messages to send, observations, acts to show."""

from collections.abc import Hashable
from typing import Any

import msgspec

from app.kernel.events import Occurrence, OccurrenceKind
from app.kernel.naming import plain_words
from app.kernel.roles import (
    Append,
    Ask,
    CancelTimer,
    Local,
    Multicast,
    Observe,
    Planned,
    Put,
    Reaction,
    Role,
    Send,
    SetTimer,
    Tell,
    Then,
    Write,
    become,
)
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


def _call(role: Role[Any, Any], trigger: str, me: Local[Any, Any], subject: Any) -> Reaction[Any]:
    match trigger:
        case "start":
            return role.on_start(me)
        case "message":
            return role.on_message(me, *subject)
        case "step":
            return _step(role, me, subject)
        case "choice":
            return role.on_choice(me, *subject)
        case "timeout":
            return role.on_timeout(me, subject)
        case "recover":
            return role.on_recover(me)
        case _:
            return role.on_suspect(me, subject)


def _step(role: Role[Any, Any], me: Local[Any, Any], step: Any) -> Reaction[Any]:
    match step:
        case Tell(to, body):
            return become(me.state, Send(to, body))
        case Multicast(receivers, body):
            return become(me.state, *(Send(to, body) for to in receivers))
        case Planned(planned):
            return role.on_step(me, planned)
    return role.on_step(me, step)


def _first_act(trigger: str, name: str, subject: Any) -> Occurrence:
    if trigger == "message":
        return Occurrence("receive", name, *subject)
    if trigger == "choice":
        return Occurrence("choose", name, label=str(subject[1]))
    label = "" if isinstance(subject, Tell | Multicast) else plain_words(subject)
    return Occurrence(_FIRST_ACT[trigger], name, label=label)


def react(role: Role[Any, Any], trigger: str, name: str, process: Process, subject: Any, clock: int) -> Reacted:
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
            case Write() | Append() | Put():
                stable = _written(stable, effect)
                acts.append(Occurrence("write", name, label=effect.label or "writes to stable storage"))
            case Observe(what, where, label):
                observed.append(what)
                acts.append(Occurrence("observe", name, where, label=label or str(what)))
            case Then(step, words, thread):
                pending = (*pending, Planned(step, words, thread) if words or thread else step)
            case Ask() | Tell() | Multicast():
                pending = (*pending, effect)
    after = Process(True, state, stable, tuple(timers[key] for key in sorted(timers)), pending)
    return Reacted(after, tuple(sends), tuple(observed), tuple(acts))


def _written(stable: Any, effect: Write | Append | Put) -> Any:
    """Give what stands on stable storage after a write."""
    match effect:
        case Append(entries):
            return (*(stable or ()), *entries)
        case Put(page, value):
            return tuple(sorted({**dict(stable or ()), page: value}.items()))
    return effect.value
