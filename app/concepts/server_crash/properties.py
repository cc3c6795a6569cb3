"""What must hold of the paper, and of the order in which the client hears of things."""

from app.kernel.concept import Model
from app.kernel.properties import Property
from app.kernel.world import World


def copies_on_paper(model: Model, world: World, final: bool) -> str:
    """Say how many copies there are."""
    copies = world.history.copies
    much = "at least 3" if copies == 3 else str(copies)
    return f"{much} {'copy' if copies == 1 else 'copies'} on paper" + ("" if final else " so far")


def _late(model: Model, world: World, final: bool) -> str:
    if world.processes[0].state.late:
        return "the client heard “I am back” first, and the completion sent before the crash after it"
    return "no completion message arrived after a later “I am back”"


PROPERTIES = (
    Property("at-most-once", "always", "The text is never printed twice.", lambda m, world, final: world.history.copies <= 1, copies_on_paper),
    Property(
        "at-least-once",
        "always",
        "In the end the text is printed.",
        lambda m, world, final: not final or world.history.copies >= 1,
        copies_on_paper,
        in_the_end=True,
    ),
    Property(
        "exactly-once",
        "always",
        "In the end there is one copy.",
        lambda m, world, final: not final or world.history.copies == 1,
        copies_on_paper,
        in_the_end=True,
    ),
    Property(
        "in-order", "always", "The client hears of M before it hears of a later crash.", lambda m, w, final: not w.processes[0].state.late, _late
    ),
)
