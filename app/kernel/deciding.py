"""Votes, and what loyal processes have decided when synchronous rounds are over: whether it is the same.

A process decides the value of its local state after the last round; where that is a tuple, one value for each thing that it is ``about``.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from app.kernel.naming import plain_words
from app.kernel.properties import Property, always
from app.kernel.situation import Situation
from app.kernel.synchronous import RoundState, synchronous

LocalT = TypeVar("LocalT")

UNKNOWN = "UNKNOWN"
"""The decision where no value has a majority; no process may use it as a value."""


def majority(votes: Sequence[str]) -> str:
    """Give the value that more than half of the votes have, else UNKNOWN. Values are compared as text."""
    return next((value for value in dict.fromkeys(votes) if 2 * votes.count(value) > len(votes)), UNKNOWN)


def is_over(s: Situation[RoundState[LocalT]]) -> bool:
    """Whether the last round is over; before, nobody has decided."""
    return synchronous(s).is_over(s.state)


def decided(s: Situation[RoundState[LocalT]]) -> dict[str, LocalT]:
    """Give what every loyal process has decided; nothing before the last round is over."""
    return dict(zip(synchronous(s).loyal, s.state.locals, strict=True)) if is_over(s) else {}


def agreed(s: Situation[RoundState[LocalT]]) -> bool:
    """Whether no two loyal processes have decided differently."""
    return len(set(decided(s).values())) <= 1


def pending(s: Situation[RoundState[LocalT]]) -> str:
    """Say that nobody has decided yet."""
    return f"nobody has decided yet: this is round {s.state.round + 1} of {synchronous(s).protocol.rounds}"


def agreement_because(s: Situation[RoundState[Any]], about: Sequence[str] = ()) -> str:
    """Say what all decide, or who first decides something differently; ``about`` says what each value of a decision is of."""
    called = synchronous(s).called
    if not is_over(s):
        return pending(s)
    (first, mine), *rest = decided(s).items()
    for name, theirs in rest:
        pairs = zip(about, mine, theirs, strict=True) if about else (("", mine, theirs),)
        for of, one, other in pairs:
            if one != other:
                return f"{of and f'for {of}, '}{called(first)} decides {plain_words(one)} and {called(name)} decides {plain_words(other)}"
    all_of = f"{f'all {len(rest) + 1}' if rest[1:] else 'both'} loyal processes decide"
    return f"{all_of if rest else f'{called(first)} is the only loyal process; it decides'} {plain_words(mine)}"


def agreement(sentence: str, about: Callable[[Situation[RoundState[Any]]], Sequence[str]] = lambda s: ()) -> Property[RoundState[Any]]:
    """Declare that all loyal processes decide the same."""
    return always("agreement", sentence, agreed, lambda s: agreement_because(s, about(s)), applies=is_over)
