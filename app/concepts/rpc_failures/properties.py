"""What holds and what only seems to hold of a remote call, each with its reason; and what the client can know."""

from typing import Any

from app.kernel.properties import Property
from app.kernel.show.signatures import judged
from app.kernel.situation import Situation
from app.kernel.world import World

from .protocol import keeps, phase, to_do

_TIMES = ("not executed", "executed once", "executed twice")


def times(number: int) -> str:
    """Say how often the call was executed."""
    return _TIMES[number] if number < len(_TIMES) else f"executed {number} times"


def possible(model: Situation[Any], world: World) -> tuple[int, int]:
    """Give the fewest and the most executions so far that the client cannot rule out, from what it saw and from the rules of the protocol."""
    client = world.processes[0]
    if not client.up:
        return (0, 0)
    most = client.state.requests
    if keeps(model.values) == "stable-before":
        most = min(most, 1)
    return (int(client.state.phase == "ok"), most)


def belief(model: Situation[Any], world: World) -> str:
    """Say what the client can conclude about the executions so far."""
    if not world.processes[0].up:
        return "nobody is left to know"
    low, high = possible(model, world)
    if high > low + 1:
        return f"executed {low} to {high} times" if low else f"not executed, or executed up to {high} times"
    if low == high:
        return times(low)
    return "executed once or twice" if low else "not executed, or executed once"


def _executed(model: Situation[Any], world: World, final: bool) -> str:
    return times(world.history) + ("" if final else " so far")


def _both(model: Situation[Any], world: World, final: bool) -> str:
    return f"client: {phase(world)}; {_executed(model, world, final)}"


def _orphan(model: Situation[Any], world: World, final: bool) -> str:
    if orphan(world):
        return f"the client has crashed, and the server still has to {', '.join(to_do(world))}"
    return "the client is up" if world.processes[0].up else "the client has crashed, and the server is not at work"


def orphan(world: World) -> bool:
    """Whether the server works for a client that is no longer there."""
    return not world.processes[0].up and bool(to_do(world))


def in_doubt(world: World) -> bool:
    """Whether the server itself has told the client that it cannot tell."""
    client = world.processes[0]
    return bool(client.up and "server cannot tell" in client.state.saw)


def _doubt(model: Situation[Any], world: World, final: bool) -> str:
    if in_doubt(world):
        return f"the server answered that it cannot tell; {_executed(model, world, final)}"
    return "the server has not answered so"


PROPERTIES = (
    Property("at-most-once", "always", "The call is never executed twice.", judged(lambda m, world, final: world.history <= 1), judged(_executed)),
    Property(
        "ok-means-done",
        "always",
        "When the client has a reply, the call was executed.",
        judged(lambda m, world, final: phase(world) != "ok" or world.history >= 1),
        judged(_both),
    ),
    Property(
        "ok-means-once",
        "always",
        "When the client has a reply, the call was executed exactly once.",
        judged(lambda m, world, final: phase(world) != "ok" or world.history == 1),
        judged(_both),
    ),
    Property(
        "no-reply-means-not-done",
        "always",
        "When the client gives up, nothing was executed.",
        judged(lambda m, world, final: phase(world) != "unknown" or world.history == 0),
        judged(_both),
    ),
    Property(
        "error-means-not-done",
        "always",
        "When the client reports an error, nothing was executed.",
        judged(lambda m, world, final: phase(world) != "error" or world.history == 0),
        judged(_both),
    ),
    Property(
        "orphan", "reachable", "The server works for a client that has crashed.", judged(lambda m, world, final: orphan(world)), judged(_orphan)
    ),
    Property(
        "server-cannot-tell",
        "reachable",
        "The server answers that it cannot tell whether it executed the call.",
        judged(lambda m, world, final: in_doubt(world)),
        judged(_doubt),
    ),
)
