"""What must hold of the paper, and of the order in which the client hears of things."""

from typing import Any

from app.kernel.properties import Property
from app.kernel.show.signatures import judged
from app.kernel.situation import Situation
from app.kernel.world import World


def copies_on_paper(model: Situation[Any], world: World, final: bool) -> str:
    """Say how many copies there are."""
    copies = world.history.copies
    much = "at least 3" if copies == 3 else str(copies)
    return f"{much} {'copy' if copies == 1 else 'copies'} on paper" + ("" if final else " so far")


def _late(model: Situation[Any], world: World, final: bool) -> str:
    if world.processes[0].state.late:
        return "the client heard “I am back” first, and the completion sent before the crash after it"
    return "no completion message arrived after a later “I am back”"


PROPERTIES = (
    Property(
        "at-most-once",
        "always",
        "The text is never printed twice.",
        judged(lambda m, world, final: world.history.copies <= 1),
        judged(copies_on_paper),
    ),
    Property(
        "at-least-once",
        "eventually",
        "In the end the text is printed.",
        judged(lambda m, world, final: world.history.copies >= 1),
        judged(copies_on_paper),
    ),
    Property(
        "exactly-once",
        "eventually",
        "In the end there is one copy.",
        judged(lambda m, world, final: world.history.copies == 1),
        judged(copies_on_paper),
    ),
    Property(
        "in-order",
        "always",
        "The client hears of M before it hears of a later crash.",
        judged(lambda m, w, final: not w.processes[0].state.late),
        judged(_late),
    ),
)
