"""Pseudocode: the lines of a role, each tied to the events that carry it out, so that a crash can be seen to fall between two lines."""

from collections.abc import Callable
from functools import lru_cache
from textwrap import dedent
from typing import Generic, TypeVar

import msgspec

from app.kernel.naming import Show, event_name
from app.kernel.parameters import Values
from app.kernel.runs import Run
from app.kernel.show.panels import Code, CodeLine, Listing
from app.kernel.steps import Step
from app.kernel.synchronous import RoundState, SynchronousMachine

StateT = TypeVar("StateT")


class Line(msgspec.Struct, frozen=True):
    """One line. ``at`` are the beginnings of the names of the events that carry it out; none for a line that only structures the text."""

    text: str
    indent: int
    at: tuple[str, ...] = ()


class Program(msgspec.Struct, Generic[StateT], frozen=True):
    """The pseudocode of a role.

    ``text`` has a line for each step that a crash can fall between, indented by four blanks a level (the whole may be indented further); behind ``@``
    stand the names of the events that carry the line out, with commas between them and without the process: ``log READY  @ step logs READY``. In
    synchronous rounds a loyal process has no events of its own; what it does with the messages of a round is ``@ round 1``.
    """

    title: str
    processes: Callable[[Values], tuple[str, ...]]
    text: str

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines, with what they are tied to."""
        return _lines(self.text)

    def line_of(self, name: str) -> int | None:
        """Give the index of the line that an event carries out, from the event's full name without its process; None if none does."""
        tied = [(len(at), index) for index, line in enumerate(self.lines) for at in line.at if _begins(name, at)]
        return max(tied, key=lambda pair: pair[0])[1] if tied else None


@lru_cache(maxsize=512)
def _lines(text: str) -> tuple[Line, ...]:
    return tuple(map(_line, filter(str.strip, dedent(text).splitlines())))


def _line(text: str) -> Line:
    words, _, tied = text.partition("@")
    return Line(words.strip(), (len(words) - len(words.lstrip())) // 4, tuple(filter(None, (name.strip() for name in tied.split(",")))))


def _begins(name: str, at: str) -> bool:
    return name == at or name.startswith(f"{at} ")


def without_process(name: str, process: str) -> str:
    """Take the process out of an event's full name, where it stands behind the kind or at the end."""
    words = name.split()
    return " ".join(word for place, word in enumerate(words) if word != process or place == 0).removesuffix(" to")


class ProgramState(msgspec.Struct, frozen=True):
    """Where a process stands in its program: the lines carried out so far, the last of them, the ones that come next, those lost with a crash."""

    done: tuple[int, ...]
    last: int | None
    ahead: tuple[int, ...]
    lost: tuple[int, ...]


def ahead_of(step: Step[StateT], process: str, show: Show) -> tuple[str, ...]:
    """Name what may come next for a process without a fault. For a loyal process of synchronous rounds that is the end of the round: “round 1”."""
    machine, state = step.situation.machine, step.state
    if isinstance(machine, SynchronousMachine) and isinstance(state, RoundState) and process in machine.loyal:
        return () if machine.is_over(state) else (f"round {state.round + 1}",)
    events = (event for event in step.enabled if event.process == process and not event.fault)
    return tuple(without_process(event_name(event, show), process) for event in events)


def _did(before: Step[StateT], step: Step[StateT], process: str, show: Show) -> str | None:
    """Name what a step was for a process, None where it was nothing."""
    if isinstance(before.state, RoundState) and isinstance(step.state, RoundState) and step.state.round > before.state.round:
        return next(iter(ahead_of(before, process, show)), None)
    if step.event is None or step.event.process != process:
        return None
    return without_process(event_name(step.event, show), process)


def progress(program: Program[StateT], run: Run[StateT], number: int, process: str, show: Show) -> ProgramState:
    """Give where a process stands in its program after a step of a run."""
    return progress_of(program, run, process, show)[number]


def progress_of(program: Program[StateT], run: Run[StateT], process: str, show: Show) -> list[ProgramState]:
    """Give where a process stands in its program after each step of a run."""
    done: list[int] = []
    ahead: tuple[int, ...] = ()
    lost: tuple[int, ...] = ()
    states = []
    for before, step in zip((None, *run.steps), run.steps, strict=False):
        name = _did(before, step, process, show) if before else None
        if name is not None:
            if step.event and step.event.kind == "crash":
                lost = ahead
            line = program.line_of(name)
            if line is not None and done and line <= done[-1]:  # the handler begins anew
                done, lost = [], ()
            done += [] if line is None else [line]
        found = map(program.line_of, ahead_of(step, process, show))
        ahead = tuple(dict.fromkeys(line for line in found if line is not None))
        states.append(ProgramState(tuple(dict.fromkeys(done)), done[-1] if done else None, ahead, lost))
    return states


def codes(programs: tuple[Program[StateT], ...], run: Run[StateT]) -> list[Code]:
    """Give the programs of the processes of a run as a panel after each step, with where each stands; nothing if none is declared for them."""
    values, show = run.model.values, run.model.concept.show
    running = [(program, {name: progress_of(program, run, name, show) for name in program.processes(values)}) for program in programs]
    found = [(program, states) for program, states in running if states]
    if not found:
        return []

    def at(step: int) -> Code:
        return Code("program", "Program", tuple(_listing(program, {name: states[name][step] for name in states}) for program, states in found))

    return list(map(at, range(len(run.steps))))


def _listing(program: Program[StateT], states: dict[str, ProgramState]) -> Listing:
    def standing(index: int) -> dict[str, tuple[str, ...]]:
        return {
            "next": tuple(process for process, state in states.items() if index in state.ahead),
            "done": tuple(process for process, state in states.items() if index in state.done),
            "last": tuple(process for process, state in states.items() if index == state.last),
            "lost": tuple(process for process, state in states.items() if index in state.lost),
        }

    lines = tuple(CodeLine(line.text, line.indent, **standing(index)) for index, line in enumerate(program.lines))
    return Listing(program.title, tuple(states), lines)
