"""Interchangeable processes of a compiled network: states that differ only in who of them is called what have the same key.

A state is taken apart into one column for each process of the group: what it is, what is under way from or to it, and how the rest of the world
speaks of it, with its own name as ``ME`` and the others' as ``OTHER``. Each part gets a number when it is first met, so a key is a sort of a few
integers. As long as no part ties two members together, the columns in any order say all there is: states have equal keys exactly if a renaming leads
from one to the other. Where a part does (they send to each other, say), the columns order the group, and the key is the code of the state renamed in
that order: then some states that are equal up to renaming may keep different keys, but never the other way round.
"""

from collections.abc import Hashable
from typing import Any

from app.kernel.compiled.rows import KEPT
from app.kernel.compiled.tables import Numbers, Tables
from app.kernel.delivery import Messages, insert
from app.kernel.symmetry import Names, Ranks, entangled, entangling, named, rename
from app.kernel.world import Message

ME, OTHER = "\0me", "\0other"
"""Stand for names; no process is called so."""

Part = tuple[tuple[int, ...], int, bool]
"""A part of a world: how each member sees it, what it is but for the members, and whether it ties them together."""

WIDTH = 32
"""Bits for the number of what a member sees of a part."""


class Messenger:
    """Messages under other names, on the channels that they are on then."""

    def __init__(self, names: Names, ranks: Ranks, fifo: bool) -> None:
        self._names, self._ranks, self._fifo = names, ranks, fifo
        self._known: dict[Message, Message] = {}

    def of(self, messages: Messages) -> Messages:
        """Give these messages as they are then."""
        after: Messages = ()
        for message in messages:
            new = self._known.get(message)
            if new is None:
                new = self._known[message] = rename(message, self._names, self._ranks)
            after = insert(after, new, self._ranks, self._fifo)
        return after


class Renaming:
    """The codes of the states in which each process of a group has the name, and the place, of another one."""

    def __init__(self, tables: Tables, names: dict[str, str]) -> None:
        self._tables, self._names = tables, names
        self._places = [tables.places[names.get(name, name)] for name in tables.parts.names]
        self._locals: list[dict[int, int]] = [{} for _ in self._places]
        self._pools: dict[int, int] = {}
        self._rests: dict[int, int] = {}
        self._messenger = Messenger(names, tables.places, tables.parts.traffic.fifo)

    def code(self, code: int) -> int:
        """Give the code of the renamed state."""
        tables = self._tables
        pool, rest = (code >> tables.pool_at) & tables.pool_mask, code >> tables.rest_at
        after = self._pools[pool] if pool in self._pools else self._pool(pool)
        after += self._rests[rest] if rest in self._rests else self._rest(rest)
        for place, number in enumerate(tables.numbers(code)):
            known = self._locals[place]
            after += known[number] if number in known else self._local(place, number)
        return after

    def _of(self, value: Any) -> Any:
        return rename(value, self._names, self._tables.places)

    def _local(self, place: int, number: int) -> int:
        there = self._places[place]
        found = self._tables.local(there, self._of(self._tables.locals[place].things[number])) << self._tables.shifts[there]
        self._locals[place][number] = found
        return found

    def _pool(self, number: int) -> int:
        tables, pool = self._tables, self._tables.pools[number]
        found = self._pools[number] = tables.pool(self._messenger.of(pool.messages), pool.partition).number << tables.pool_at
        return found

    def _rest(self, number: int) -> int:
        history, *others = self._tables.remainders[number].rest
        found = self._rests[number] = self._tables.remainder((self._of(history), *others)).number << self._tables.rest_at
        return found


class Interchange:
    """The keys of the states of one compiled network, for one group of its processes."""

    def __init__(self, tables: Tables, group: tuple[str, ...]) -> None:
        self._tables, self._group, self._members = tables, group, frozenset(group)
        self._places = [tables.places[name] for name in group]
        self._others = [place for place, name in enumerate(tables.parts.names) if name not in self._members]
        self._ranks = dict(tables.places) | {ME: -1, OTHER: -2}
        self._nobody = dict.fromkeys(group, OTHER)
        self._views = {name: self._nobody | {name: ME} for name in group}
        self._messengers = {name: Messenger(view, self._ranks, tables.parts.traffic.fifo) for name, view in self._views.items()}
        self._seen = Numbers("")  # 0: is not named in it
        self._columns: dict[int, int] = {}
        self._own: list[dict[int, tuple[int, bool]]] = [{} for _ in tables.parts.names]
        self._spread: dict[Any, Part] = {}
        self._ties: dict[Message, tuple[frozenset[str], bool]] = {}
        self._lows: dict[int, Part] = {}
        self._pools: dict[int, Part] = {}
        self._rests: dict[int, Part] = {}
        self._renamings: dict[tuple[str, ...], Renaming] = {}

    def key(self, code: int) -> Hashable:
        """Give what all states have in common that differ from this one only by names."""
        tables, known = self._tables, self._columns
        low, pool, rest = code & tables.locals_mask, (code >> tables.pool_at) & tables.pool_mask, code >> tables.rest_at
        own, one, tied = self._lows.get(low) or self._low(low)
        moving, two, knotted = self._pools.get(pool) or self._pool(pool)
        noted, three, bound = self._rests.get(rest) or self._rest(rest)
        columns = [a + b + c for a, b, c in zip(own, moving, noted, strict=True)]
        if tied or knotted or bound:
            ranked = sorted(range(len(columns)), key=columns.__getitem__)
            return self.renaming(tuple([self._group[at] for at in ranked])).code(code)
        numbers = [known[column] if column in known else known.setdefault(column, len(known)) for column in columns]
        numbers.sort()
        return (one + two + three, *numbers)

    def renaming(self, order: tuple[str, ...]) -> Renaming:
        """Give the renaming by which the first of these members gets the first name of the group, and so on."""
        found = self._renamings.get(order)
        if found is None:
            found = self._renamings[order] = Renaming(self._tables, dict(zip(order, self._group, strict=True)))
        return found

    # the parts of a world, worked out once

    def _low(self, low: int) -> Part:
        """Take the local states apart: each member's own, and how those of the others speak of the members."""
        numbers = self._tables.numbers(low)
        own = [self._own[place].get(numbers[place]) or self._local(place, numbers[place]) for place in self._places]
        spoken = [self._share(self._tables.locals[place].things[numbers[place]]) for place in self._others]
        views = zip([number for number, _ in own], *[views for views, _, _ in spoken], strict=True)
        shared = self._seen.of(tuple([shared for _, shared, _ in spoken]))
        if len(self._lows) >= KEPT:
            self._lows.clear()
        tied = any([tied for _, tied in own] + [tied for _, _, tied in spoken])
        part = self._lows[low] = (tuple([self._seen.of(view) for view in views]), shared, tied)
        return part

    def _local(self, place: int, number: int) -> tuple[int, bool]:
        name, process = self._tables.parts.names[place], self._tables.locals[place].things[number]
        seen = self._seen.of(rename(process, self._views[name], self._ranks))
        found = self._own[place][number] = (seen, bool(named(process, self._members) - {name}) or entangled(process, self._members))
        return found

    def _share(self, value: Hashable) -> Part:
        """Take apart what belongs to no member."""
        found = self._spread.get(value)
        if found is None:
            who = named(value, self._members)
            views = tuple([self._seen.of(rename(value, self._views[name], self._ranks)) if name in who else 0 for name in self._group])
            shared = self._seen.of(rename(value, self._nobody, self._ranks))
            found = self._spread[value] = (views, shared, entangled(value, self._members))
        return found

    def _pool(self, number: int) -> Part:
        """Take the messages under way apart: those from or to each member, and those of nobody in the group."""
        pool = self._tables.pools[number]
        ties = [self._ties.get(message) or self._tie(message) for message in pool.messages]
        views = [self._moving(name, tuple([m for m, (who, _) in zip(pool.messages, ties, strict=True) if name in who])) for name in self._group]
        rest = tuple([m for m, (who, _) in zip(pool.messages, ties, strict=True) if not who])
        tied = any(tied for _, tied in ties)
        part = self._pools[number] = (tuple([view << WIDTH for view in views]), self._seen.of((pool.partition, rest)) << WIDTH, tied)
        return part

    def _tie(self, message: Message) -> tuple[frozenset[str], bool]:
        found = self._ties[message] = (named(message, self._members), entangling(message, self._members) or entangled(message, self._members))
        return found

    def _moving(self, name: str, messages: Messages) -> int:
        return self._seen.of(self._messengers[name].of(messages)) if messages else 0

    def _rest(self, number: int) -> Part:
        """Take history, budget and clock apart."""
        history, *others = self._tables.remainders[number].rest
        views, shared, tied = self._share(history)
        shared = self._seen.of((shared, *others))
        part = self._rests[number] = (tuple([view << 2 * WIDTH for view in views]), shared << 2 * WIDTH, tied)
        return part
