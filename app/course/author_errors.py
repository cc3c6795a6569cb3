"""What an author did wrong: always a file, a line, and what is allowed instead."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True, order=True)
class AuthorError:
    """One mistake in a lesson's file."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        """The form that editors can jump to."""
        return f"{self.file}:{self.line}: {self.message}"


def instead(word: str, allowed: Iterable[str]) -> str:
    """The end of a sentence about an unknown word: the nearest one that exists, and all of them."""
    names = list(allowed)
    near = get_close_matches(word, names, n=1, cutoff=0.6)
    guess = f"Did you mean “{near[0]}”? " if near else ""
    return f"{guess}Allowed: {', '.join(names) if names else 'none'}."
