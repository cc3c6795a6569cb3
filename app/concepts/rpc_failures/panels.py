"""The state as JSON and as panels: what the client sees beside what really happened."""

from itertools import pairwise
from typing import Any

from app.kernel.events import Event
from app.kernel.show.automaton import RoleView, state_machine
from app.kernel.show.matrix import message_matrix
from app.kernel.show.panels import Cell, MemoryField, Panel, ProcessCard, Processes, Row, Table
from app.kernel.show.signatures import viewed
from app.kernel.show.trace import Tracer
from app.kernel.situation import Situation
from app.kernel.steps import Step
from app.kernel.world import Message, World

from .properties import belief, possible, times
from .protocol import BUDGETS, Call, Log, Memory, Request, keeps, phase, to_do
from .words import duties

_PHASES = {
    "looking up": "looks for the server",
    "waiting": "waits for an answer",
    "ok": "has a reply: ok",
    "error": "reports an error",
    "unknown": "ends with: unknown",
    "crashed": "crashed",
}


def view(model: Situation[Any], world: World) -> Any:
    """Give the state as JSON."""
    client, binder, server = world.processes
    return {
        "client": {"up": client.up, "call": client.state, "timer": bool(client.timers)},
        "binder": binder.state,
        "server": {"up": server.up, "memory": server.state, "stable": server.stable, "to_do": list(server.pending)},
        "messages": [{"from": m.sender, "to": m.receiver, "body": m.body} for m in world.messages],
        "executed": world.history,
        "faults_left": {name: left for (name, _), left in zip(BUDGETS, world.budget, strict=True)},
    }


def panels(trace: Tracer[Any], number: int) -> tuple[Panel, ...]:
    """Give what client, server and account hold, the two views of the call, and the messages."""
    model, steps = trace.run.steps[number].situation, trace.run.steps
    now, before = steps[number].state, steps[max(number - 1, 0)].state
    cards = (_client(model, now, before), _server(model, now, before), _account(now, before))
    machines = (state_machine(trace, number, lens) for lens in LENSES)
    return Processes("memory", "Who knows what", cards), _two_views(model, steps[: number + 1]), *machines, message_matrix(trace, number)


def _server_state(model: Situation[Any], world: World, process: str) -> str:
    return next(iter(to_do(world)), "idle") if world.processes[2].up else "down"


def _brief(words: str) -> str:
    """Leave out the number of the request."""
    return words.partition(" #")[0]


LENSES = (
    RoleView(
        "client-machine",
        "Client",
        ("client",),
        tuple((name, name) for name in _PHASES),
        viewed(lambda model, world, process: phase(world)),
        _brief,
    ),
    RoleView(
        "server-machine",
        "Server",
        ("server",),
        (
            ("idle", "idle"),
            ("log", "to log"),
            ("execute", "to execute"),
            ("store", "to store"),
            ("reply", "to reply"),
            ("say unknown", "cannot tell"),
            ("down", "down"),
        ),
        viewed(_server_state),
        _brief,
    ),
)


def _field(name: str, text: str, old: str) -> MemoryField:
    return MemoryField(name, text, text != old)


def _numbers(numbers: tuple[int, ...]) -> str:
    return ", ".join(f"#{number}" for number in numbers) or "none"


def _client(model: Situation[Any], now: World, before: World) -> ProcessCard:
    state = phase(now)
    if state == "crashed":
        return ProcessCard("client", False, _PHASES[state])
    call: Call = now.processes[0].state
    old: Call = before.processes[0].state
    fields = (
        _field("concludes", belief(model, now), belief(model, before)),
        _field("requests sent", str(call.requests), str(old.requests)),
        _field("timer", *("running" if world.processes[0].timers else "off" for world in (now, before))),
    )
    return ProcessCard("client", True, _PHASES[state], volatile=fields)


def _server(model: Situation[Any], now: World, before: World) -> ProcessCard:
    server, old = now.processes[2], before.processes[2]
    where = keeps(model.values)
    volatile: tuple[MemoryField, ...] = ()
    if server.up:
        volatile = (_field("still to do", duties(to_do(now)), duties(to_do(before))),)
    if server.up and where == "volatile":
        remembered = (old.state or Memory()).replies
        volatile += (_field("replies remembered", _numbers(server.state.replies), _numbers(remembered)),)
    log, old_log = (process.stable or Log() for process in (server, old))
    stable = (
        _field("numbers logged", _numbers(log.numbers), _numbers(old_log.numbers)),
        _field("replies stored", _numbers(log.replies), _numbers(old_log.replies)),
    )
    unused = (MemoryField("log", "not used"),)
    return ProcessCard("server", server.up, "up" if server.up else "down", volatile, stable if where.startswith("stable") else unused)


def _account(now: World, before: World) -> ProcessCard:
    fields = (
        _field("call", times(now.history), times(before.history)),
        _field("paid in", str(10 * now.history), str(10 * before.history)),
    )
    return ProcessCard("account", True, "what really happened", stable=fields)


def _two_views(model: Situation[Any], steps: tuple[Step[Any], ...]) -> Table:
    now, before = steps[-1].state, steps[max(len(steps) - 2, 0)].state
    seen, old = _seen(now), _seen(before)
    story = [told for last, step in pairwise(steps) if step.event and (told := _told(last.state, step.event))]
    new = len(steps) > 1 and steps[-1].event is not None and bool(_told(before, steps[-1].event))
    low, high = possible(model, now)
    bounds = _bounds(low, high) if phase(now) != "crashed" else "—"
    note = (
        f"The client concludes: {belief(model, now)}. In truth: {times(now.history)}."
        if now.processes[0].up
        else "The client has crashed: nobody is left to know."
    )
    rows = (
        Row(
            "the client sees",
            (Cell(seen, "plain", seen != old), Cell(bounds, "warn" if low != high else "plain", bounds != _old_bounds(model, before))),
        ),
        Row("what really happened", (Cell(" · ".join(story) or "nothing", "plain", new), _really(now, before))),
    )
    return Table("two-views", "One call, two views", "", ("so far", "executed"), rows, note)


def _bounds(low: int, high: int) -> str:
    return str(low) if low == high else f"{low} or {high}" if high == low + 1 else f"{low} to {high}"


def _old_bounds(model: Situation[Any], world: World) -> str:
    return _bounds(*possible(model, world)) if phase(world) != "crashed" else "—"


def _really(now: World, before: World) -> Cell:
    return Cell(str(now.history), "bad" if now.history > 1 else "plain", now.history != before.history)


def _seen(world: World) -> str:
    if not world.processes[0].up:
        return "— (it has crashed)"
    call: Call = world.processes[0].state
    return " · ".join(call.saw) or "nothing yet"


def _told(before: World, event: Event) -> str:
    """Say in two or three words what the client cannot see of an event; empty if it sees it, or if it is of no interest."""
    message = event.subject
    if isinstance(message, Message):
        what = "request" if isinstance(message.body, Request) else "answer"
        if event.kind == "lose":
            return f"{what} lost"
        if event.process == "server":
            return "request received" if before.processes[2].up else "request not heard"
        return ""
    match event.kind:
        case "step" if event.subject == "execute":
            return "executed"
        case "step" if event.subject in ("reply", "say unknown"):
            return "answered"
        case "crash":
            return f"{event.process} crashed"
        case "recover":
            return "server back"
        case _:
            return ""
