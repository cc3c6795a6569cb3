"""Events by name, so that a scenario survives a change of their order: ``crash server``, ``lose reply to client``, ``step P2 logs READY``.

An event's full name is its kind, the process, and what it is about. A written name fits an event when its words stand in the full name in this order;
it must fit exactly one enabled event, or be the whole name of one. ``… NAME`` follows the default (choice 0) until NAME fits.
"""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from app.kernel.errors import UsageError
from app.kernel.events import Event
from app.kernel.machine import Machine
from app.kernel.world import Message

BOUND = 10_000
"""Default events that ``… NAME`` may pass."""

_AHEAD = ("…", "...")
Show = Callable[[Any], str]


def plain_words(value: Any) -> str:
    """Say a value in words: text as it is, the parts of a tuple in a row, a struct by its own text or by its tag and fields."""
    if isinstance(value, tuple):
        return " ".join(filter(None, map(plain_words, value)))
    if isinstance(value, msgspec.Struct):
        if type(value).__str__ is not msgspec.Struct.__str__:
            return str(value)
        tag = value.__struct_config__.tag
        fields = (plain_words(getattr(value, name)) for name in value.__struct_fields__)
        return " ".join(filter(None, (str(tag or type(value).__name__.lower()), *fields)))
    return "" if value is None else str(value)


def event_name(event: Event, show: Show = plain_words) -> str:
    """Give the full name of an event."""
    subject = event.subject
    if isinstance(subject, Message):
        return f"{event.kind} {show(subject.body)} from {subject.sender} to {subject.receiver}"
    kind = {"timeout": "early timeout", "suspect": "false suspect"}.get(event.kind, event.kind) if event.fault else event.kind
    if event.kind == "crash" and subject is not None:
        return f"crash {event.process} after {plain_words(subject) or 'nobody'}"
    return " ".join(filter(None, (kind, event.process, plain_words(subject))))


def _fits(words: Sequence[str], full: str) -> bool:
    rest = iter(full.casefold().split())
    return all(word in rest for word in words)


def _fitting(name: str, enabled: tuple[Event, ...], show: Show) -> list[int]:
    full = [event_name(event, show) for event in enabled]
    exact = [index for index, one in enumerate(full) if one.casefold() == name.casefold()]
    return exact or [index for index, one in enumerate(full) if _fits(name.casefold().split(), one)]


def choice_named(name: str, enabled: tuple[Event, ...], show: Show = plain_words) -> int:
    """Give the index of the enabled event with this name; UsageError says which there are, or which ones it fits."""
    found = _fitting(name, enabled, show)
    if len(found) == 1:
        return found[0]
    names = "; ".join(event_name(enabled[index], show) for index in found or range(len(enabled))) or "nothing"
    raise UsageError(f"“{name}” {'fits several events' if found else 'is not enabled'}: {names}", "choices")


def choices_named(machine: Machine[Any], names: Sequence[str], show: Show = plain_words) -> tuple[int, ...]:
    """Give the choices that these names stand for, from the start; UsageError says which name fails, and what is enabled there."""
    state, choices = machine.start().state, []
    for name in names:
        ahead = next((sign for sign in _AHEAD if name.startswith(sign)), "")
        wanted = name.removeprefix(ahead).strip()
        enabled = machine.enabled(state)
        for _ in range(BOUND if ahead else 0):
            if _fitting(wanted, enabled, show) or not enabled or enabled[0].fault:
                break
            choices.append(0)
            state = machine.apply(state, enabled[0]).state
            enabled = machine.enabled(state)
        choices.append(choice_named(wanted, enabled, show))
        state = machine.apply(state, enabled[choices[-1]]).state
    return tuple(choices)
