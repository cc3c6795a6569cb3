"""What processes tell each other, and the vote that both algorithms end with."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

UNKNOWN = "UNKNOWN"
"""The decision where no value has a majority. In OM it stands for the default order; no process may use it as a value."""

SHOWN = 6
"""Values written out on the arrow of a relayed message; of longer ones only the number is given."""

Path = tuple[str, ...]


class Value(msgspec.Struct, frozen=True, tag="value"):
    """Round 1 of the vectors: "my value is …"."""

    value: str


class Vector(msgspec.Struct, frozen=True, tag="vector"):
    """Round 2 of the vectors: "this is what each process told me", one element a process."""

    elements: tuple[str, ...]


class Relay(msgspec.Struct, frozen=True, tag="relay"):
    """A round of OM: values, each with its path: who said it first, who passed it on, and last the sender."""

    entries: tuple[tuple[Path, str], ...]


def show(body: Any) -> str:
    """Give a message in a few characters."""
    match body:
        case Value(value):
            return value
        case Vector(elements):
            return short(elements)
        case Relay(entries) if len(entries) <= SHOWN:
            return " ".join(value for _, value in entries)
        case _:
            return f"{len(body.entries)} values"


def spelled(result: Iterable[str] | str) -> str:
    """Give a value or a vector as a sentence writes it."""
    return result if isinstance(result, str) else " ".join(result)


def short(result: Iterable[str] | str) -> str:
    """Give a value or a vector as a drawing writes it, with ? for UNKNOWN."""
    values = (result,) if isinstance(result, str) else result
    return " ".join("?" if value == UNKNOWN else value for value in values)


def majority(votes: Sequence[str]) -> str:
    """Give the value that more than half of the votes have, else UNKNOWN. Values are compared as text."""
    return next((value for value in dict.fromkeys(votes) if 2 * votes.count(value) > len(votes)), UNKNOWN)
