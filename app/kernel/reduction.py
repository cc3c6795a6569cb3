"""Symmetry reduction: states that differ only in the names of interchangeable processes are counted once, and the declaration is put to the test.

Exploration keeps the states that it really reached, so every run found replays.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from typing import Any

from app.kernel.compiled.door import Compiled
from app.kernel.compiled.network import CompiledNetwork
from app.kernel.errors import UsageError
from app.kernel.prng import Sequence as Numbers
from app.kernel.situation import Situation
from app.kernel.specification import Model

SAMPLE = 200
"""States that are tried at a time."""

ORDERS = 6
"""Other namings that are tried: few, for what a naming makes of the parts of a state is worked out once. The first is the reverse, which turns
round the order of every two names."""


def reduction_of(model: Model[Any], door: Compiled) -> "Reduction | None":
    """Give the reduction by the symmetry that a concept declares for a model; None where there is nobody to be interchanged."""
    group = model.concept.symmetry(model) if model.concept.symmetry else ()
    if len(group) < 2:
        return None
    if not isinstance(door, CompiledNetwork):
        why = "only processes of a network without a clock can be interchanged"
        raise UsageError(f"symmetry does not apply to “{model.concept.title}”: {why}", "symmetry")
    return Reduction(model, group, door)


class Reduction:
    """What all states have in common that differ only in who of a group is called what.

    That one of them stands for all is sound only if two things are true of every state (Clarke, Emerson, Jha, Sistla 1998): the successors of the
    renamed state are the renamed successors, and properties and outcome say the same of both. A fixed order of sending or of asking breaks the
    first, an outcome that names a process the second.
    """

    def __init__(self, model: Model[Any], group: tuple[str, ...], door: CompiledNetwork) -> None:
        self._model, self._group = model, group
        self._chance = Numbers(1)
        self._orders = [tuple(reversed(group)), *(self._shuffled() for _ in range(ORDERS - 1))]
        self._door, self._interchange = door, door.interchange(group)

    @property
    def key(self) -> Callable[[int], Hashable]:
        """The function that gives equal keys for the codes of such states."""
        return self._interchange.key

    def widened(self, door: Compiled) -> "Reduction":
        """Give the same over the codes of a door with wider fields."""
        assert isinstance(door, CompiledNetwork)
        return Reduction(self._model, self._group, door)

    def test(self, codes: Sequence[int], telling: Sequence[int]) -> None:
        """Try another naming of the processes in some of these states, in all if they are few; UsageError if it changes more than names.

        ``telling`` are states that decided a property or were the first of an outcome: few, and tried with every naming.
        """
        below = self._chance.below
        sample = codes if len(codes) <= SAMPLE else [codes[below(len(codes))] for _ in range(SAMPLE)]
        for number, code in enumerate(sample):
            self._try(code, self._orders[below(ORDERS) if number % 2 else 0])
        for code in telling[:SAMPLE]:
            for order in self._orders:
                self._try(code, order)

    def _shuffled(self) -> tuple[str, ...]:
        """Give the group in an order that is not its own."""
        order = list(self._group)
        for last in range(len(order) - 1, 0, -1):
            other = self._chance.below(last + 1)
            order[last], order[other] = order[other], order[last]
        return tuple(order) if tuple(order) != self._group else (*self._group[1:], self._group[0])

    def _try(self, code: int, order: tuple[str, ...]) -> None:
        """Try one naming of one state."""
        if why := self._why(code, order):
            tried = ", ".join(f"{name} as {new}" for name, new in zip(order, self._group, strict=True) if name != new)
            reason = f"{why} depends on the names of the processes (tried: {tried})"
            raise UsageError(f"symmetry does not apply to “{self._model.concept.title}”: {reason}", "symmetry")

    def _why(self, code: int, order: tuple[str, ...]) -> str:
        """Say what depends on names, if a state shows it."""
        of = self._interchange.renaming(order).code
        there = of(code)
        found, normal, own, _ = self._door.expand(code)
        others, as_normal, as_own, _ = self._door.expand(there)
        here = Counter(map(of, found[:normal])), Counter(map(of, found[normal:])), own
        if here != (Counter(others[:as_normal]), Counter(others[as_normal:]), as_own):
            return "what can happen"
        one, other = (Situation(self._model.machine, self._model.values, self._door.decode(state), not normal, not own) for state in (code, there))
        for declared in self._model.concept.properties:
            if (declared.open(one), declared.settles(one)) != (declared.open(other), declared.settles(other)):
                return f"the property “{declared.name}”"
        return "the outcome" if one.final and self._model.concept.outcome(one) != self._model.concept.outcome(other) else ""
