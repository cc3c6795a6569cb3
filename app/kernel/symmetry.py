"""Renaming: what a value becomes when the processes in it have other names, and which names it holds.

Knows text, tuples, frozen sets and frozen structs; other values hold no names.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from app.kernel.roles import Multicast
from app.kernel.world import Message, Process

Names = Mapping[str, str]
Ranks = Mapping[str, int]


def rename(value: Any, names: Names, ranks: Ranks) -> Any:
    """Give a value with every process name in it replaced. ``ranks`` orders the receivers of a multicast, whose order says nothing."""
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, tuple):
        return tuple([rename(item, names, ranks) for item in value])
    if isinstance(value, frozenset):
        return frozenset([rename(item, names, ranks) for item in value])
    if isinstance(value, msgspec.Struct):
        fields = {name: rename(getattr(value, name), names, ranks) for name in value.__struct_fields__}
        if isinstance(value, Process):
            fields["timers"] = tuple(sorted(fields["timers"], key=lambda timer: timer.name))
        if isinstance(value, Multicast):
            fields["to"] = tuple(sorted(fields["to"], key=lambda name: ranks[name]))
        return type(value)(**fields)
    return value


def named(value: Any, group: frozenset[str]) -> frozenset[str]:
    """Give the members of a group that a value names."""
    return frozenset(name for name in _texts(value) if name in group)


def _parts(value: Any) -> Iterator[Any]:
    if isinstance(value, tuple | frozenset):
        yield from value
    elif isinstance(value, msgspec.Struct):
        yield from [getattr(value, name) for name in value.__struct_fields__]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for part in _parts(value):
        yield from _texts(part)


def entangled(value: Any, group: frozenset[str]) -> bool:
    """Whether a set in a value has an element that names several members of a group: what each of them sees does not say which goes with which."""
    if isinstance(value, frozenset) and any(len(named(item, group)) > 1 for item in value):
        return True
    return any(entangled(part, group) for part in _parts(value))


def entangling(message: Message, group: frozenset[str]) -> bool:
    """Whether a message ties members of a group together, or one of them to a channel between others."""
    who = named(message, group)
    return len(who) > 1 or (bool(who) and not who & {message.sender, message.receiver})
