"""What is said and drawn of the print server: labels, sentences, who knows what, both roles, pseudocode."""

from typing import Any

from app.concepts.server_crash.protocol import STRATEGY, Asking, show
from app.kernel.events import Event
from app.kernel.show.automaton import RoleView, state_machine
from app.kernel.show.matrix import message_matrix
from app.kernel.show.panels import MemoryField, Panel, ProcessCard, Processes
from app.kernel.show.program import Program
from app.kernel.show.trace import Tracer
from app.kernel.show.words import event_label, event_sentence
from app.kernel.situation import Situation
from app.kernel.specification import Model
from app.kernel.steps import Step
from app.kernel.world import Process, World

# labels and sentences


def copies_on_paper(s: Situation[World]) -> str:
    """Say how many copies there are."""
    copies = s.history.copies
    much = "at least 3" if copies == 3 else str(copies)
    return f"{much} {'copy' if copies == 1 else 'copies'} on paper" + ("" if s.final else " so far")


def label(s: Situation[World], event: Event) -> str:
    """Say what an event would do."""
    if event.kind == "step":
        return "server prints (P)" if event.subject == "P" else "server sends the completion (M)"
    return "server comes back" if event.kind == "recover" else event_label(event, show)


def narrate(before: Step[World] | None, step: Step[World]) -> str:
    """Say in a sentence what happened."""
    event, now = step.event, step.situation
    if before is None or event is None:
        return "The client has sent its request. The server does not have it yet."
    match event.kind:
        case "step" if event.subject == "P":
            return f"The server prints the text: {copies_on_paper(now).removesuffix(' so far')} so far. Nothing can take that back."
        case "step":
            return "The server sends the completion message M."
        case "crash":
            return "The server crashes. It forgets that there ever was a request; the paper keeps what is on it."
        case "recover":
            return "The server is up again and tells the client so. It knows nothing of what it did before."
        case "deliver" if event.process == "client":
            return _client_hears(before.situation, now)
        case "deliver":
            return f"The server receives the request. It will do {' then '.join(map(str, now.processes['server'].pending))}."
    return event_sentence(event, show)


def _client_hears(before: Situation[World], now: Situation[World]) -> str:
    old, new = before.memory("client", Asking), now.memory("client", Asking)
    if new.life == old.life and not new.late:
        return "The client receives M: it now believes that its text is done."
    if new.late and not old.late:
        return "The client receives M, sent before the crash, after it heard of the crash: too late for its decision."
    asked = "it sends the request again" if new.requests > old.requests else "it sends nothing"
    known = "holds a" if old.acknowledged else "has no"
    client = str(now.values["client"])
    why = f"It {STRATEGY[client]}, so" if client.startswith("when-") else "Whatever it holds,"
    return f"The client hears that the server was down. It {known} completion message. {why} {asked}."


# pictures


def view(s: Situation[World]) -> Any:
    """Give the state as JSON."""
    asking, server = s.memory("client", Asking), s.processes["server"]
    return {
        "client": {"requests": asking.requests, "acknowledged": asking.acknowledged},
        "server": {"up": server.up, "to_do": list(server.pending)},
        "messages": [{"from": m.sender, "to": m.receiver, "body": m.body} for m in s.state.messages],
        "paper": s.history.copies,
        "crashes_left": s.state.budget[0],
    }


def _parts(s: Situation[World]) -> tuple[Asking, Process, int]:
    return s.memory("client", Asking), s.processes["server"], s.history.copies


def panels(trace: Tracer[World], number: int) -> tuple[Panel, ...]:
    """Give what client, server and paper hold, both roles, and the messages."""
    steps = trace.run.steps
    asking, server, copies = _parts(steps[number].situation)
    asked, served, copied = _parts(steps[max(number - 1, 0)].situation)
    holds = MemoryField("holds a completion message", "yes" if asking.acknowledged else "no", asking.acknowledged != asked.acknowledged)
    sent = MemoryField("requests sent", str(asking.requests), asking.requests != asked.requests)
    client = ProcessCard("client", True, STRATEGY[str(trace.run.model.values["client"])], volatile=(holds, sent))
    to_do = MemoryField("still to do", ", ".join(map(str, server.pending)) or "nothing", server.pending != served.pending)
    worker = ProcessCard("server", server.up, "up" if server.up else "down", volatile=(to_do,) if server.up else ())
    count = MemoryField("copies", "at least 3" if copies == 3 else str(copies), copies != copied)
    paper = ProcessCard("paper", True, "what happened", stable=(count,))
    memory = Processes("memory", "Who knows what", (client, worker, paper))
    return (memory, *(state_machine(trace, number, role) for role in roles(trace.run.model)), message_matrix(trace, number))


def _client_state(s: Situation[World], process: str) -> str:
    return "acknowledged" if s.memory("client", Asking).acknowledged else "waiting"


def _server_state(s: Situation[World], process: str) -> str:
    server = s.processes["server"]
    return f"to do {' '.join(map(str, server.pending))}" if server.pending else "idle" if server.up else "down"


def roles(model: Model[World]) -> tuple[RoleView[World], ...]:
    """Show what the client holds, and what the server still has to do."""
    both = (("idle", "idle"), ("to do M P", "M, then P"), ("to do P M", "P, then M"), ("to do P", "only P"), ("to do M", "only M"), ("down", "down"))
    client = (("waiting", "waits for M"), ("acknowledged", "has M"))
    return (
        RoleView("client-machine", "Client", ("client",), client, _client_state),
        RoleView("server-machine", "Server", ("server",), both, _server_state, silent=("up again",)),
    )


def _program(order: str, *acts: str) -> Program[World]:
    lines = ["on request:  @ deliver print from client", *acts, "on restart:  @ recover", "    tell the client: “I am back”"]
    return Program(f"Server, {order}", lambda values: ("server",) if values["server"] == order else (), "\n".join(lines))


SEND, PRINT = "    send M to the client  @ step M", "    print the text  @ step P"
PROGRAM = (_program("M->P", SEND, PRINT), _program("P->M", PRINT, SEND))
