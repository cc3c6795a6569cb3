"""What a process can know of a run: its own events, in their order. It sees no other process, no channel and no clock.

Two runs in which a process has the same local history cannot be told apart by it (Chandy and Misra, "How Processes Learn", 1986, call them isomorphic
with respect to the process).
"""

from collections.abc import Iterator, Mapping
from itertools import groupby, zip_longest
from typing import Any, Literal

import msgspec

from app.kernel.events import Occurrence
from app.kernel.runs import Run

Verdict = Literal["same", "ahead", "behind", "different"]
"""How two runs look to a process up to a step: the same; the same, but with more or fewer of its events in the first one; different."""

UNSEEN = ("lose", "duplicate", "ignore", "partition", "heal")
"""What happens in the network, or at a process that is down."""


class LocalEvent(msgspec.Struct, frozen=True):
    """What one step of a run did at a process."""

    step: int
    happened: tuple[Occurrence, ...]


def local_events(run: Run[Any]) -> Iterator[Mapping[str, tuple[Occurrence, ...]]]:
    """Give for each step of a run what it did at each process, as the process sees it; processes that see nothing of it are left out."""
    rank = {lane.name: rank for rank, lane in enumerate(run.model.machine.lanes) if lane.kind == "process"}
    told: dict[tuple[str, str], Any] = {}
    for step in run.steps:
        seen: dict[str, tuple[Occurrence, ...]] = {}
        for act in step.acts:
            if act.kind == "send":
                told[act.process, act.peer] = act.body
            if act.process in rank and act.kind not in UNSEEN:
                seen[act.process] = (*seen.get(act.process, ()), _as_seen(act, told))
        yield {process: _together(acts, rank) for process, acts in seen.items()}


def _together(acts: tuple[Occurrence, ...], rank: Mapping[str, int]) -> tuple[Occurrence, ...]:
    """Put what arrives in one step in the order of the senders: that the traitors' messages were made up last is no sign of them."""
    groups = ((kind, tuple(group)) for kind, group in groupby(acts, key=lambda act: act.kind))
    return tuple(act for kind, group in groups for act in (sorted(group, key=lambda act: rank[act.peer]) if kind == "receive" else group))


def _as_seen(act: Occurrence, told: Mapping[tuple[str, str], Any]) -> Occurrence:
    """Give an occurrence without what its process cannot know: that it was lied to. What the lie was, only its telling says."""
    if act.kind != "receive" or not act.lie:
        return act
    return msgspec.structs.replace(act, body=told[act.peer, act.process], lie=False)


def local_history(run: Run[Any], process: str) -> tuple[LocalEvent, ...]:
    """Give the events of a run at one process."""
    return tuple(LocalEvent(number, seen[process]) for number, seen in enumerate(local_events(run)) if process in seen)


def verdicts(one: Run[Any], other: Run[Any], process: str) -> tuple[Verdict, ...]:
    """Say for each step of the longer run how the two look to a process up to there; the shorter one stays at its end."""
    histories = local_history(one, process), local_history(other, process)
    pairs = zip_longest(*([event.happened for event in history] for history in histories))
    alike = next((place for place, (left, right) in enumerate(pairs) if left != right), max(map(len, histories)))

    def verdict(step: int) -> Verdict:
        left, right = (sum(event.step <= step for event in history) for history in histories)
        if min(left, right) > alike:
            return "different"
        return "same" if left == right else "ahead" if left > right else "behind"

    return tuple(verdict(step) for step in range(max(len(one.steps), len(other.steps))))


def looks_same(one: Run[Any], other: Run[Any], process: str) -> bool:
    """Whether a process has the same local history in both runs, to their ends."""
    return verdicts(one, other, process)[-1] == "same"
