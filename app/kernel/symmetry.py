"""Symmetry reduction: states that differ only in the names of interchangeable processes are counted once.

The representative is found by sorting the processes of a group by what each of them is and has under way, then renaming everywhere. Where members
of a group talk to each other the sorting key cannot see who is who, so some states that are equal up to renaming stay apart: the reduction is then
partial, but never wrong, for every representative is a renaming of the state. Exploration keeps the states that it really reached, so every run
found replays.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any

import msgspec

from app.kernel.network import Network
from app.kernel.prng import Sequence as Numbers
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
        return renamed(world, dict(zip(ranked, group, strict=True)), network)

    return representative


def renamed(world: World, names: Renaming, network: Network) -> World:
    """Give a world in which every process of a group has the name, and the place, of another one."""
    old = {new: name for name, new in names.items()}
    processes = tuple(rename(world.processes[network.names.index(old.get(name, name))], names) for name in network.names)
    messages = tuple(rename(message, names) for message in world.messages)
    partition = names.get(world.partition, world.partition)
    return _canonical(World(processes, messages, rename(world.history, names), world.budget, partition, world.clock, world.sent), network)


def asymmetry(network: Network, group: tuple[str, ...], states: Sequence[World], seed: int = 1) -> str | None:
    """Say why a group is not interchangeable, by a random permutation of each of these states; None where nothing speaks against it.

    Renaming must change nothing: the successors of a renamed world are the renamed successors, with as many of them by faults. Sound reductions need
    that (Clarke, Emerson, Jha, Sistla 1998); a fixed order of sending or of asking breaks it.
    """
    chance = Numbers(seed)
    for world in states:
        order = list(group)
        for last in range(len(order) - 1, 0, -1):
            other = chance.below(last + 1)
            order[last], order[other] = order[other], order[last]
        if order == list(group):
            order = [*group[1:], group[0]]  # to change nothing would try nothing
        names = dict(zip(group, order, strict=True))
        here = Counter((fault, renamed(after, names, network)) for fault, after in _successors(network, world))
        there = Counter((fault, _canonical(after, network)) for fault, after in _successors(network, renamed(world, names, network)))
        if here != there:
            moved = ", ".join(f"{name} as {new}" for name, new in names.items() if name != new)
            return f"what can happen depends on the names of the processes (tried: {moved})"
    return None


def _successors(network: Network, world: World) -> Iterator[tuple[bool, World]]:
    for event in network.enabled(world):
        yield bool(event.fault), network.apply(world, event).state


def _canonical(world: World, network: Network) -> World:
    """Group the messages by channel again; inside a channel their order stays, and on reordering channels it was canonical but for names."""
    rank = {name: place for place, name in enumerate(network.names)}
    order = (lambda m: (rank[m.sender], rank[m.receiver])) if network.channels.fifo else (lambda m: (rank[m.sender], rank[m.receiver], repr(m.body)))
    return msgspec.structs.replace(world, messages=tuple(sorted(world.messages, key=order)))
