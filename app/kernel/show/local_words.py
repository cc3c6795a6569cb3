"""A step in the words of a process that sees only its own events. No sentence of a concept serves here: it may say what the process cannot know."""

from collections.abc import Callable, Mapping
from itertools import groupby
from typing import Any

from app.kernel.events import Event, Occurrence
from app.kernel.machine import Lane
from app.kernel.show.words import listed

LABELLED = ("step", "choose")
"""Events of a process's own making, which the concept's label describes whole."""


def local_sentences(
    seen: Mapping[str, tuple[Occurrence, ...]], event: Event | None, label: str, lanes: tuple[Lane, ...], show: Callable[[Any], str]
) -> dict[str, str]:
    """Say for each process what it sees of a step; ``label`` says what the step's event would do."""
    called = {lane.name: in_words(lane) for lane in lanes}

    def sentence(process: str, acts: tuple[Occurrence, ...]) -> str:
        own = event is not None and event.process == process and event.kind in LABELLED
        # the last lie of a round ends it, and brings all its messages
        rest = tuple(act for act in acts if act.kind == "receive" and event is not None and event.kind == "choose") if own else acts
        first = [label if label[:1].isupper() else f"The {label}"] if own else []
        clauses = [clause for kind, group in groupby(rest, key=lambda act: act.kind) for clause in _clauses(kind, list(group), called, show)]
        told = [f"{'It' if place or first else _upper(called[process])}{clause}" for place, clause in enumerate(clauses)]
        return " ".join(f"{text}." for text in (*first, *told))

    return {process: text for process, acts in seen.items() if (text := sentence(process, acts))}


def nothing_seen(process: str, lanes: tuple[Lane, ...]) -> str:
    """Say that a process sees nothing of a step."""
    return f"Nothing that {next(in_words(lane) for lane in lanes if lane.name == process)} can see happens."


def _clauses(kind: str, acts: list[Occurrence], called: Mapping[str, str], show: Callable[[Any], str]) -> list[str]:
    """Say what follows the name of the process, for occurrences of one kind in a row."""
    match kind:
        case "start":
            return [" starts"]
        case "receive":
            return [" receives " + listed([f"“{show(act.body)}” from {called[act.peer]}" for act in acts])]
        case "send":
            bodies = dict.fromkeys(show(act.body) for act in acts)
            return [f" sends “{body}” to {listed([called[act.peer] for act in acts if show(act.body) == body])}" for body in bodies]
        case "timeout":
            return ["’s timer runs out"]
        case "crash":
            return [" crashes"]
        case "recover":
            return [" is up again"]
        case "suspect":
            return [f" suspects {called.get(act.label, act.label)}" for act in acts]
        case "checkpoint":
            return [f" takes checkpoint {act.label}" for act in acts]
    return []


def in_words(lane: Lane) -> str:
    """Give a process as a sentence names it: “the client”, but “P1”."""
    name = lane.label or lane.name
    return f"the {name}" if name[:1].islower() else name


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
