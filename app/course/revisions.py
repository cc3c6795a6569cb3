"""Runs that were made with another revision of their concept: replayed where that can be, and said to be what they are."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from app.kernel.errors import UsageError
from app.kernel.specification import Specification


def is_other(concept: Specification[Any], revision: int | None) -> bool:
    """Whether a run that was made with this revision (None: nothing is known of it) may mean something else by now."""
    return revision is not None and revision != concept.revision


def notice(concept: Specification[Any], revision: int | None) -> str:
    """The sentence beside a run of another revision that could be replayed; empty for one of this revision."""
    if not is_other(concept, revision):
        return ""
    return (
        f"This run was made with revision {revision} of “{concept.title}”, which is at revision {concept.revision} now. "
        "The same choices are played here, but they may mean something else."
    )


@contextmanager
def replaying(concept: Specification[Any], revision: int | None) -> Iterator[None]:
    """Within the block, a run of this revision is modelled and played. UsageError says where that fails because the concept has changed."""
    try:
        yield
    except UsageError as error:
        if not is_other(concept, revision):
            raise
        raise UsageError(
            f"This run was made with revision {revision} of “{concept.title}”, which is at revision {concept.revision} now, "
            f"and it can no longer be played: {error.message}",
            "revision",
        ) from error
