"""Properties: what must hold in every state, or be possible in some; each says why, with the values of this state."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

import msgspec

if TYPE_CHECKING:
    from app.kernel.concept import Model


class Property(msgspec.Struct, frozen=True):
    """A named property.

    ``holds(model, state, final)`` decides it in one state; ``final`` says that nothing but faults is enabled there. ``because`` takes the same
    and gives the reason with actual values, as a short phrase; it is called only for what is shown. ``in_the_end``: it is about final states only,
    so before one it is neither kept nor broken.
    """

    name: str
    kind: Literal["always", "reachable"]
    sentence: str
    holds: Callable[["Model", Any, bool], bool]
    because: Callable[["Model", Any, bool], str]
    in_the_end: bool = False
