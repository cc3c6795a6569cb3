"""What client, server and paper hold: as JSON, as cards, as state machines."""

from typing import Any

from app.concepts.server_crash.words import STRATEGY
from app.kernel.show.automaton import RoleView, state_machine
from app.kernel.show.matrix import message_matrix
from app.kernel.show.panels import MemoryField, Panel, ProcessCard, Processes
from app.kernel.show.signatures import viewed
from app.kernel.show.trace import Tracer
from app.kernel.situation import Situation
from app.kernel.world import World


def view(model: Situation[Any], world: World) -> Any:
    """Give the state as JSON."""
    client, server = world.processes
    return {
        "client": {"requests": client.state.requests, "acknowledged": client.state.acknowledged},
        "server": {"up": server.up, "to_do": list(server.pending)},
        "messages": [{"from": m.sender, "to": m.receiver, "body": m.body} for m in world.messages],
        "paper": world.history.copies,
        "crashes_left": world.budget[0],
    }


def panels(trace: Tracer[Any], number: int) -> tuple[Panel, ...]:
    """Give what client, server and paper hold, and the messages."""
    step = trace.run.steps[number]
    before = trace.run.steps[max(number - 1, 0)]
    old, new = before.state.processes, step.state.processes
    asking = new[0].state
    knows = "yes" if asking.acknowledged else "no"
    client = ProcessCard(
        "client",
        True,
        STRATEGY[str(trace.run.model.values["client"])],
        volatile=(
            MemoryField("holds a completion message", knows, asking.acknowledged != old[0].state.acknowledged),
            MemoryField("requests sent", str(asking.requests), asking.requests != old[0].state.requests),
        ),
    )
    to_do = ", ".join(new[1].pending) or "nothing"
    server = ProcessCard(
        "server",
        new[1].up,
        "up" if new[1].up else "down",
        volatile=(MemoryField("still to do", to_do, new[1].pending != old[1].pending),) if new[1].up else (),
    )
    copies = MemoryField(
        "copies",
        "at least 3" if step.state.history.copies == 3 else str(step.state.history.copies),
        step.state.history.copies != before.state.history.copies,
    )
    paper = ProcessCard("paper", True, "what happened", stable=(copies,))
    machines = (state_machine(trace, number, lens) for lens in LENSES)
    return Processes("memory", "Who knows what", (client, server, paper)), *machines, message_matrix(trace, number)


def _client_state(model: Situation[Any], world: World, process: str) -> str:
    return "acknowledged" if world.processes[0].state.acknowledged else "waiting"


def _server_state(model: Situation[Any], world: World, process: str) -> str:
    server = world.processes[1]
    return f"to do {' '.join(map(str, server.pending))}" if server.pending else "idle" if server.up else "down"


LENSES = (
    RoleView("client-machine", "Client", ("client",), (("waiting", "waits for M"), ("acknowledged", "has M")), viewed(_client_state)),
    RoleView(
        "server-machine",
        "Server",
        ("server",),
        (("idle", "idle"), ("to do M P", "M, then P"), ("to do P M", "P, then M"), ("to do P", "only P"), ("to do M", "only M"), ("down", "down")),
        viewed(_server_state),
        silent=("up again",),
    ),
)
