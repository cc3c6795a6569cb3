"""OM(m), the oral-message algorithm of Lamport, Shostak and Pease, The Byzantine Generals Problem (1982).

A commander sends its value. In every later round each process passes on all that it heard in the round before, to all who have not handled that
value yet. After m + 1 rounds each process votes from the longest paths back to the commander's own word.
"""

from collections.abc import Hashable
from itertools import permutations
from typing import Any

import msgspec

from app.concepts.byzantine_agreement._messages import Path, Relay, majority

Names = tuple[str, ...]


class Orders(msgspec.Struct, frozen=True):
    """What a loyal process knows: its own value if it is the commander, else for each round the values heard, in the order of their paths."""

    value: str = ""
    heard: tuple[tuple[str, ...], ...] = ()


class OralMessages:
    """The protocol. In the end a loyal process's state is its decision."""

    def __init__(self, names: Names, traitors: Names, value: str, lies: tuple[str, ...], m: int, commander: str) -> None:
        self.names = names
        self.traitors = traitors
        self.lies = lies
        self.commander = commander
        self.value = value
        self.rounds = m + 1
        others = [name for name in names if name != commander]
        self.paths = tuple(tuple((commander, *rest) for rest in permutations(others, number)) for number in range(self.rounds))
        self._heard_by = {name: tuple(tuple(path for path in paths if name not in path) for paths in self.paths) for name in names}

    def heard_by(self, number: int, name: str) -> tuple[Path, ...]:
        """Give the paths on which values reach a process in a round: those that it is not on."""
        return self._heard_by[name][number]

    def said(self, number: int, sender: str, receiver: str) -> tuple[Path, ...]:
        """Give the paths of the values that a sender owes to a receiver in a round: they end with the sender and did not touch the receiver."""
        if number == 0:
            return ((sender,),) if sender == self.commander else ()
        return tuple((*path, sender) for path in self.heard_by(number - 1, sender) if receiver not in path)

    def begin(self, name: str) -> Orders:
        """Know the own value as commander, else nothing."""
        return Orders(self.value) if name == self.commander else Orders()

    def tell(self, number: int, name: str, local: Orders, receiver: str) -> Relay | None:
        """Send the own value as commander, else pass on what was heard in the round before."""
        if number == 0:
            return Relay((((name,), local.value),)) if name == self.commander else None
        heard = zip(self.heard_by(number - 1, name), local.heard[number - 1], strict=True) if local.heard else ()
        entries = tuple(((*path, name), value) for path, value in heard if receiver not in path)
        return Relay(entries) if entries else None

    def slots(self, number: int, traitor: str, receiver: str) -> tuple[tuple[str, tuple[Hashable, ...]], ...]:
        """Make up every value that is passed on, path by path; the part is the path before the traitor."""
        return tuple((".".join(path[:-1]), self.lies) for path in self.said(number, traitor, receiver))

    def lie(self, number: int, traitor: str, receiver: str, values: tuple[Any, ...]) -> Relay:
        """Send what was made up."""
        return Relay(tuple(zip(self.said(number, traitor, receiver), values, strict=True)))

    def hear(self, number: int, name: str, local: Orders, inbox: tuple[tuple[str, Any], ...]) -> Orders | str:
        """Keep the values of the round by path; after the last one, decide. The commander hears nothing and decides its own value."""
        last = number + 1 == self.rounds
        if name == self.commander:
            return local.value if last else local
        told = {path: value for _, relay in inbox for path, value in relay.entries}
        heard = (*local.heard, tuple(told[path] for path in self.heard_by(number, name)))
        return self._decide(name, heard) if last else Orders(heard=heard)

    def _decide(self, name: str, heard: tuple[tuple[str, ...], ...]) -> str:
        told = {path: value for number, values in enumerate(heard) for path, value in zip(self.heard_by(number, name), values, strict=True)}

        def vote(path: Path) -> str:
            """The majority of what came on this path and of what the others, by the same vote, say came to them on it."""
            peers = [peer for peer in self.names if peer != name and peer not in path] if len(path) < self.rounds else []
            return majority([told[path], *(vote((*path, peer)) for peer in peers)])

        return vote((self.commander,))
