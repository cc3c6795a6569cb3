"""The two algorithms, and whether what their loyal processes decide in the end is right.

All that processes tell each other are values with their *paths*: who said it first, who passed it on, and last the sender. So x on the path
("2", "3") is what P3 says when it tells somebody “P2 said x”. A loyal process's state is a tuple of values; after the last round, its decision.
"""

from abc import ABC, abstractmethod
from collections.abc import Hashable, Mapping
from itertools import permutations

import msgspec

from app.kernel.deciding import decided, is_over, majority, pending
from app.kernel.situation import Situation
from app.kernel.synchronous import RoundState, synchronous

Names = tuple[str, ...]
Path = tuple[str, ...]
Local = tuple[str, ...]
State = RoundState[Local]


class Said(msgspec.Struct, frozen=True, tag="said"):
    """A message: values, each with its path."""

    words: tuple[tuple[Path, str], ...]


class Algorithm(ABC):
    """What both have in common. ``about``: the processes whose values are decided; ``said`` gives the paths that a message of a round has."""

    rounds: int
    about: Names

    def __init__(self, names: Names, traitors: Names, values: Names, lies: Names) -> None:
        self.names = names
        self.traitors = traitors
        self.truth: Mapping[str, str] = dict(zip(names, values, strict=True))
        self.lies = lies

    @property
    def true(self) -> list[str | None]:
        """What is right to decide, value by value; None about a traitor, where nothing is."""
        return [None if name in self.traitors else self.truth[name] for name in self.about]

    @abstractmethod
    def said(self, number: int, sender: str, receiver: str) -> tuple[Path, ...]:
        """Give the paths of the values that a sender owes to a receiver in a round; the last on each is the sender."""

    @abstractmethod
    def word(self, name: str, local: Local, path: Path) -> str:
        """Give the value that a process holds for a path: one that it heard, or one that ends with itself, which it says."""

    def counts(self, receiver: str, source: str, element: str) -> bool:
        """Whether at a receiver the word of ``source`` on an element counts."""
        return True

    def tell(self, number: int, name: str, local: Local, receiver: str) -> Said | None:
        """Say what is owed, truly; nothing where nothing is."""
        paths = self.said(number, name, receiver)
        return Said(tuple((path, self.word(name, local, path)) for path in paths)) if paths else None

    def slots(self, number: int, traitor: str, receiver: str) -> tuple[tuple[str, tuple[Hashable, ...]], ...]:
        """Make up every value that is owed; the part is the path before the traitor."""
        return tuple((".".join(path[:-1]), self.lies) for path in self.said(number, traitor, receiver))

    def lie(self, number: int, traitor: str, receiver: str, values: tuple[Hashable, ...]) -> Said:
        """Say what was made up."""
        return Said(tuple(zip(self.said(number, traitor, receiver), map(str, values), strict=True)))


class Vectors(Algorithm):
    """Agreement on a vector: in round 1 each sends its value to all, in round 2 the vector of what it heard; then each element is voted on.

    The rule "interactive-consistency" is that of Pease, Shostak and Lamport, Reaching Agreement in the Presence of Faults (1980), for one traitor.
    The rule "textbook" counts only the vectors received, and in each its sender's word about itself: a traitor then votes twice on its own element.
    A process's state is its vector, with nothing ("") for those that it has not heard yet.
    """

    rounds = 2

    def __init__(self, names: Names, traitors: Names, values: Names, lies: Names, rule: str) -> None:
        super().__init__(names, traitors, values, lies)
        self.about = names
        self.rule = rule
        self._counted = {by: [(of, [source for source in names if self.counts(by, source, of)]) for of in names] for by in names}

    def said(self, number: int, sender: str, receiver: str) -> tuple[Path, ...]:
        """Owe the own value, then a word on every process; on oneself for the second time."""
        return tuple((element, sender) for element in self.names) if number else ((sender,),)

    def slots(self, number: int, traitor: str, receiver: str) -> tuple[tuple[str, tuple[Hashable, ...]], ...]:
        """Make up a value for each element; that of round 1 is the traitor's own."""
        return super().slots(number, traitor, receiver) if number else ((traitor, self.lies),)

    def word(self, name: str, local: Local, path: Path) -> str:
        """Give the element."""
        return local[self.names.index(path[0])]

    def begin(self, name: str) -> Local:
        """Know only one's own value."""
        return tuple(value if other == name else "" for other, value in self.truth.items())

    def hear(self, number: int, name: str, local: Local, inbox: tuple[tuple[str, Said], ...]) -> Local:
        """Put the vector together, then decide."""
        told = {path: value for _, said in inbox for path, value in said.words}
        if number == 0:
            return tuple(told.get((other,), own) for other, own in zip(self.names, local, strict=True))
        told |= {(element, name): own for element, own in zip(self.names, local, strict=True)}
        return tuple(majority([told[of, source] for source in sources]) for of, sources in self._counted[name])

    def counts(self, receiver: str, source: str, element: str) -> bool:
        """Whether a word counts; the receiver as source is what it heard from that process itself."""
        if self.rule == "textbook":
            return source != receiver
        return source == receiver if element == receiver else source != element


class OralMessages(Algorithm):
    """OM(m), the oral-message algorithm of Lamport, Shostak and Pease, The Byzantine Generals Problem (1982).

    A commander sends its value. In every later round each process passes on all that it heard in the round before, to all who are not on its path
    yet. After m + 1 rounds each votes from the longest paths back to the commander's own word. A lieutenant's state is what it heard, path after path
    in the order of ``heard_by``; the commander's is its value.
    """

    def __init__(self, names: Names, traitors: Names, values: Names, lies: Names, m: int, commander: str) -> None:
        super().__init__(names, traitors, values, lies)
        self.commander = commander
        self.about = (commander,)
        self.rounds = m + 1
        others = [name for name in names if name != commander]
        self.paths = [[(commander, *rest) for rest in permutations(others, number)] for number in range(self.rounds)]
        self.heard_by = {name: tuple(path for paths in self.paths for path in paths if name not in path) for name in names}
        self._place = {name: {path: place for place, path in enumerate(heard)} for name, heard in self.heard_by.items()}
        self._place[commander] = {(): 0}

    def said(self, number: int, sender: str, receiver: str) -> tuple[Path, ...]:
        """Owe what was heard in the round before, where the receiver is not on the path; the commander owes its value."""
        if number == 0 or sender == self.commander:
            return ((sender,),) if number == 0 and sender == self.commander else ()
        return tuple((*path, sender) for path in self.paths[number - 1] if sender not in path and receiver not in path)

    def word(self, name: str, local: Local, path: Path) -> str:
        """Give what came on the path, up to oneself."""
        return local[self._place[name][path[:-1] if path[-1] == name else path]]

    def begin(self, name: str) -> Local:
        """Know the own value as commander, else nothing."""
        return (self.truth[name],) if name == self.commander else ()

    def hear(self, number: int, name: str, local: Local, inbox: tuple[tuple[str, Said], ...]) -> Local:
        """Keep the values of the round by path. The commander hears nothing and decides its own value."""
        if name == self.commander:
            return local
        told = {path: value for _, said in inbox for path, value in said.words}
        heard = (*local, *(told[path] for path in self.paths[number] if name not in path))
        return heard if number + 1 < self.rounds else (self._vote(name, heard, (self.commander,)),)

    def _vote(self, name: str, heard: Local, path: Path) -> str:
        """Take the majority of what came on a path and of what the others, by the same vote, say came to them on it."""
        peers = [peer for peer in self.names if peer != name and peer not in path] if len(path) < self.rounds else []
        return majority([self.word(name, heard, path), *(self._vote(name, heard, (*path, peer)) for peer in peers)])


# what was decided


def algorithm(s: Situation[State]) -> Vectors | OralMessages:
    """Give the algorithm of a situation by its type."""
    found = synchronous(s).protocol
    assert isinstance(found, Vectors | OralMessages)
    return found


def mistakes(s: Situation[State]) -> list[tuple[str, str, str, str]]:
    """Give every wrong decision on a loyal process's value: who decided, on whose, what, and the true value."""
    rules = algorithm(s)
    rows = [(name, *each) for name, made in decided(s).items() for each in zip(rules.about, made, rules.true, strict=True)]
    return [(name, of, found, true) for name, of, found, true in rows if true is not None and found != true]


def validity_applies(s: Situation[State]) -> bool:
    """Whether validity asks anything: everybody has decided; in OM, the commander and a lieutenant are loyal."""
    names = synchronous(s).loyal
    return is_over(s) and (len(algorithm(s).about) > 1 or (str(s.values["commander"]) in names and len(names) > 1))


def validity_because(s: Situation[State]) -> str:
    """Say who is wrong about whom, or why nobody is."""
    if not is_over(s):
        return pending(s)
    rules, commander, wrong = algorithm(s), s.values["commander"], mistakes(s)
    if wrong:
        name, of, made, true = wrong[0]
        more = f" ({len(wrong) - 1} more like this)" if wrong[1:] else ""
        return f"P{name} decides {made} for the value of P{of}; P{of} is loyal and sent {true}{more}"
    if len(rules.about) > 1:
        return "every loyal process has the true value of every loyal process"
    if validity_applies(s):
        return f"every loyal process decides {rules.true[0]}, as the commander P{commander} sent"
    traitor = str(commander) in rules.traitors
    return f"the commander P{commander} is a traitor: no value is the right one" if traitor else "no loyal lieutenant is there to get the value right"
