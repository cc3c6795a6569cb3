"""Observations and misconceptions: the named, finite questions that a state answers, and the named wrong answers to them.

Panels, goals, questions, "as P sees it" and search are made of observations, so that no other part of the course has to know a concept's insides.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

import msgspec

from app.kernel.parameters import Value, Values
from app.kernel.situation import Situation
from app.kernel.steps import Step

StateT = TypeVar("StateT")
Domain = tuple[Value, ...] | Callable[[Values], tuple[Value, ...]]
Names = tuple[str, ...] | Callable[[Values], tuple[str, ...]]


class Observation(msgspec.Struct, Generic[StateT], frozen=True):
    """A named value of a state, or of each of some processes in it.

    ``sentence`` says what is observed, with ``{process}`` where the process stands: "what stands last in the log of {process}". ``read`` takes the
    situation and the process (the empty string where the observation is of the whole state). ``values`` is the finite domain; ``words`` says a value
    where its own text does not. ``of``: the processes that have it; empty: the whole state. ``seen_by``: whether the process itself knows the value
    (its memory and its stable storage), as opposed to what only the outside sees.
    """

    name: str
    sentence: str
    read: Callable[[Situation[StateT], str], Value]
    values: Domain
    words: Mapping[Value, str] = {}
    of: Names = ()
    seen_by: bool = False

    def domain(self, values: Values) -> tuple[Value, ...]:
        """Give every value that it can have in a model with these parameters."""
        return self.values(values) if callable(self.values) else self.values

    def processes(self, values: Values) -> tuple[str, ...]:
        """Give the processes that have it; one empty name where it is of the whole state."""
        found = self.of(values) if callable(self.of) else self.of
        return found or ("",)

    def ask(self, process: str) -> str:
        """Give the sentence for one process."""
        return self.sentence.replace("{process}", process)

    def say(self, value: Value) -> str:
        """Give a value in words."""
        return self.words.get(value, str(value).lower() if isinstance(value, bool) else str(value))


class Misconception(msgspec.Struct, Generic[StateT], frozen=True):
    """A named wrong belief: a rule that predicts the value of an observation from the steps of a run so far, and the sentence that answers it.

    ``predicts`` gives the believed value in the end for a process (the empty string: the whole state), or None where the belief says nothing.
    """

    name: str
    belief: str
    observation: str
    predicts: Callable[[Sequence[Step[StateT]], str], Value | None]
    answer: str
