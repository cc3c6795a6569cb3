"""Symmetry reduction: states that differ only in the names of interchangeable processes are counted once.

The representative is found by sorting the processes of a group by what each of them is and has under way, then renaming everywhere. Where members
of a group talk to each other the sorting key cannot see who is who, so some states that are equal up to renaming stay apart: the reduction is then
partial, but never wrong, for every representative is a renaming of the state. Exploration keeps the states that it really reached, so every run
found replays.
"""

from collections.abc import Callable, Hashable
from typing import Any

import msgspec

from app.kernel.network import Network
from app.kernel.world import World

Renaming = dict[str, str]


def rename(value: Any, names: Renaming) -> Any:
    """Give a value with every process name in it replaced. Knows text, tuples and frozen structs; other values hold no names."""
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, tuple):
        return tuple(rename(item, names) for item in value)
    if isinstance(value, msgspec.Struct):
        return type(value)(*(rename(getattr(value, name), names) for name in value.__struct_fields__))
    return value


def sorting(network: Network, group: tuple[str, ...]) -> Callable[[World], Hashable]:
    """Give the function that maps a world of this network to its representative. ``group`` must have equal roles and equal rights."""
    places = [network.names.index(name) for name in group]
    neutral = dict.fromkeys(group, "")

    def key(world: World, name: str, place: int) -> str:
        touching = tuple(m for m in world.messages if name in (m.sender, m.receiver))
        others = neutral | {name: "me"}
        return repr((rename(world.processes[place], others), rename(touching, others)))

    def representative(world: World) -> World:
        keys = {name: key(world, name, place) for name, place in zip(group, places, strict=True)}
        ranked = sorted(group, key=lambda name: (keys[name], group.index(name)))
        if tuple(ranked) == group:
            return _canonical(world, network)
        names = dict(zip(ranked, group, strict=True))
        processes = list(world.processes)
        for place, name in zip(places, ranked, strict=True):
            processes[place] = rename(world.processes[network.names.index(name)], names)
        for place, name in enumerate(network.names):
            if name not in names:
                processes[place] = rename(processes[place], names)
        messages = tuple(rename(message, names) for message in world.messages)
        renamed = World(
            tuple(processes),
            messages,
            rename(world.history, names),
            world.budget,
            names.get(world.partition, world.partition),
            world.clock,
            world.sent,
        )
        return _canonical(renamed, network)

    return representative


def _canonical(world: World, network: Network) -> World:
    """Group the messages by channel again; inside a channel their order stays, and on reordering channels it was canonical but for names."""
    rank = {name: place for place, name in enumerate(network.names)}
    order = (lambda m: (rank[m.sender], rank[m.receiver])) if network.channels.fifo else (lambda m: (rank[m.sender], rank[m.receiver], repr(m.body)))
    return msgspec.structs.replace(world, messages=tuple(sorted(world.messages, key=order)))
