"""What must hold when the rollback is over, and how bad it can get. All are judged in the final state, with its actual lines."""

from typing import Any

from app.concepts.domino_effect._machine import Checkpointing, Recovery
from app.concepts.domino_effect._words import listed, machine_of, places
from app.families.rollback.history import Line
from app.kernel.properties import Property
from app.kernel.show.signatures import judged
from app.kernel.situation import Situation


def _orphans(machine: Checkpointing, state: Recovery) -> str:
    names = machine.recorded.names
    found = [(m.name, names[m.receiver], names[m.sender]) for m in machine.orphans(state) if m.receiver is not None]
    return listed(f"{name} ({receiver} received it, {sender} did not send it)" for name, receiver, sender in found)


def _no_orphan(model: Situation[Any], state: Recovery, final: bool) -> bool:
    return not final or not machine_of(model).orphans(state)


def _no_orphan_because(model: Situation[Any], state: Recovery, final: bool) -> str:
    machine = machine_of(model)
    orphans = _orphans(machine, state)
    if final:
        return f"received and never sent: {orphans}" if orphans else f"on {places(machine, state.line)} every message received was sent"
    if orphans:
        return f"not judged before the end of the rollback; orphans now: {orphans}"
    return "nothing is undone so far, and every message received was sent" if state.round == 0 else "not judged before the end of the rollback"


def _further(line: Line, latest: Line) -> list[int]:
    """Give the processes that went back further than the latest consistent set asks."""
    pairs = enumerate(zip(line, latest, strict=True))
    return [process for process, (stand, allowed) in pairs if stand != "now" and (allowed == "now" or stand < allowed)]


def _is_latest(model: Situation[Any], state: Recovery, final: bool) -> bool:
    machine = machine_of(model)
    return not final or not _further(state.line, machine.recorded.latest_line(machine.failed))


def _is_latest_because(model: Situation[Any], state: Recovery, final: bool) -> str:
    machine = machine_of(model)
    if not final:
        return "not judged before the end of the rollback"
    latest = machine.recorded.latest_line(machine.failed)
    if state.line == latest:
        return f"the latest consistent set is {places(machine, latest)}, and that is where the processes stand"
    wrong = listed(machine.recorded.names[process] for process in _further(state.line, latest))
    verdict = f"{wrong} went back too far" if wrong else "no process went back further than that"
    return f"the latest consistent set is {places(machine, latest)}, the processes stand on {places(machine, state.line)}: {verdict}"


def _at_start(machine: Checkpointing, state: Recovery) -> list[str]:
    return [name for name, stand in zip(machine.recorded.names, state.line, strict=True) if stand == 0]


def _start_because(model: Situation[Any], state: Recovery, final: bool) -> str:
    machine = machine_of(model)
    back = _at_start(machine, state)
    where = f"back at the start: {listed(back)} ({len(back)} of {len(machine.recorded.names)})" if back else "no process is back at its start"
    return where if final else f"{where} so far"


def _some_at_start(model: Situation[Any], state: Recovery, final: bool) -> bool:
    return final and bool(_at_start(machine_of(model), state))


def _all_at_start(model: Situation[Any], state: Recovery, final: bool) -> bool:
    return final and len(_at_start(machine_of(model), state)) == len(state.line)


PROPERTIES = (
    Property(
        "no-orphan",
        "always",
        "In the end no process has received a message that was never sent.",
        judged(_no_orphan),
        judged(_no_orphan_because),
        applies=lambda s: s.final,
    ),
    Property(
        "line-is-latest",
        "always",
        "No process goes back further than the latest consistent set of checkpoints.",
        judged(_is_latest),
        judged(_is_latest_because),
        applies=lambda s: s.final,
    ),
    Property("all-the-way-back", "reachable", "Some process ends at its start.", judged(_some_at_start), judged(_start_because)),
    Property("everything-lost", "reachable", "Every process ends at its start: all work is undone.", judged(_all_at_start), judged(_start_because)),
)
