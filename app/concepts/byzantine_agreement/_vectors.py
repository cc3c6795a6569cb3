"""Agreement on a vector: in round 1 every process sends its value to all, in round 2 the vector of what it heard; then each element is voted on.

The rule "interactive-consistency" is that of Pease, Shostak and Lamport, Reaching Agreement in the Presence of Faults (1980), for one traitor. The
rule "textbook" counts only the vectors received, and in each of them its sender's word about itself: a traitor then votes twice on its own element.
"""

from collections.abc import Hashable
from typing import Any

from app.concepts.byzantine_agreement._messages import Value, Vector, majority

Elements = tuple[str, ...]

NOT_HEARD = ""
"""The element of a process that has not been heard yet."""


class Vectors:
    """The protocol. A loyal process's state is its vector: only its own element at first, then what it heard, in the end what it decided."""

    rounds = 2

    def __init__(self, names: tuple[str, ...], traitors: tuple[str, ...], values: tuple[str, ...], lies: tuple[str, ...], rule: str) -> None:
        self.names = names
        self.traitors = traitors
        self.values = values
        self.lies = lies
        self.rule = rule

    def begin(self, name: str) -> Elements:
        """Know only one's own value."""
        return tuple(value if other == name else NOT_HEARD for other, value in zip(self.names, self.values, strict=True))

    def tell(self, number: int, name: str, local: Elements, receiver: str) -> Value | Vector:
        """Send the own value, then the vector; the same to everybody."""
        return Vector(local) if number else Value(local[self.names.index(name)])

    def slots(self, number: int, traitor: str, receiver: str) -> tuple[tuple[str, tuple[Hashable, ...]], ...]:
        """Make up one value in round 1, and every element of the vector in round 2."""
        return tuple((name, self.lies) for name in self.names) if number else ((traitor, self.lies),)

    def lie(self, number: int, traitor: str, receiver: str, values: tuple[Any, ...]) -> Value | Vector:
        """Send what was made up."""
        return Vector(values) if number else Value(values[0])

    def hear(self, number: int, name: str, local: Elements, inbox: tuple[tuple[str, Any], ...]) -> Elements:
        """Put the vector together, then decide."""
        told = dict(inbox)
        if number == 0:
            return tuple(told[other].value if other in told else own for other, own in zip(self.names, local, strict=True))
        vectors = {sender: vector.elements for sender, vector in inbox}
        return tuple(self._decide(name, element, local, vectors) for element in self.names)

    def counts(self, receiver: str, source: str, element: str) -> bool:
        """Whether at a receiver the word of ``source`` on an element counts; the receiver as source is what it heard from that process itself."""
        if self.rule == "textbook":
            return source != receiver
        return source == receiver if element == receiver else source != element

    def _decide(self, name: str, element: str, own: Elements, vectors: dict[str, Elements]) -> str:
        place = self.names.index(element)
        words = {source: own[place] if source == name else vectors[source][place] for source in self.names}
        return majority([word for source, word in words.items() if self.counts(name, source, element)])
