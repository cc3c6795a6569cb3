"""Small protocols for the kernel's own tests: relays, timers, a two-phase commit that is told in thirty lines."""

from collections.abc import Callable, Hashable
from typing import Any

import msgspec

from app.kernel.faults import Budget, Channels, Faults
from app.kernel.machine import Machine
from app.kernel.network import Network, keep_all
from app.kernel.properties import Property
from app.kernel.roles import Ask, CancelTimer, Local, Observe, Reaction, Role, Send, SetTimer, Then, Write, become
from app.kernel.show.concept import Concept
from app.kernel.show.words import event_label, event_sentence
from app.kernel.specification import Model


def model_of(
    machine: Machine[Any],
    properties: tuple[Property[Any], ...] = (),
    outcome: Callable[[Any], dict[str, Any]] = lambda state: {},
    symmetry: Callable[[Model], tuple[str, ...]] | None = None,
    judged_on: Callable[[Any], Hashable] | None = None,
) -> Model:
    """Give a machine as a model, with just enough of a concept around it."""
    concept = Concept(
        slug="toy",
        title="Toy",
        revision=1,
        summary="",
        source="",
        parameters=(),
        scenarios=(),
        properties=properties,
        outcomes=(),
        build=lambda values: machine,
        outcome=lambda now: outcome(now.state),
        label=lambda now, event: event_label(event, str),
        narrate=lambda before, step: event_sentence(step.event, str) if step.event else "start",
        view=lambda now: repr(now.state),
        show=str,
        panels=lambda trace, number: (),
        symmetry=symmetry,
        judged_on=judged_on,
    )
    return concept.model()


def always(name: str, holds: Callable[[Any, bool], bool]) -> Property:
    """Give an ``always`` property over states."""
    return Property(name, "always", name, lambda now: holds(now.state, now.final), lambda now: name)


class Sender(Role):
    """Sends its bodies to "b" at the start."""

    def __init__(self, *bodies: str) -> None:
        self.bodies = bodies

    def on_start(self, me: Local) -> Reaction:
        return become((), *(Send("b", body) for body in self.bodies))


class Collector(Role):
    """Keeps what it received, in order, in memory; observes each."""

    def on_start(self, me: Local) -> Reaction:
        return become(())

    def on_message(self, me: Local, sender: str, body: Any) -> Reaction:
        return become((*me.state, body), Observe(body))

    def on_recover(self, me: Local) -> Reaction:
        return become(())


class Recorder(Role):
    """Takes two internal steps for every message: remembers it, then writes it down and answers."""

    def on_start(self, me: Local) -> Reaction:
        return become(())

    def on_message(self, me: Local, sender: str, body: Any) -> Reaction:
        return become((*me.state, body), Then("write"), Then("answer"))

    def on_step(self, me: Local, step: Any) -> Reaction:
        if step == "write":
            return become(me.state, Write(me.state))
        return become(me.state, Send("a", "ok"))

    def on_recover(self, me: Local) -> Reaction:
        return become(me.stable or ())


class Waiter(Role):
    """Sends, waits with a timer, and sends again up to ``tries`` times."""

    def __init__(self, tries: int, patience: int = 10) -> None:
        self.tries, self.patience = tries, patience

    def on_start(self, me: Local) -> Reaction:
        return become(1, Send("b", "1"), SetTimer("wait", self.patience))

    def on_message(self, me: Local, sender: str, body: Any) -> Reaction:
        return become("done", CancelTimer("wait"))

    def on_timeout(self, me: Local, timer: str) -> Reaction:
        if me.state == self.tries:
            return become("gave up")
        return become(me.state + 1, Send("b", str(me.state + 1)), SetTimer("wait", self.patience))


class Voter(Role):
    """Asks for a value at the start, and keeps it."""

    def on_start(self, me: Local) -> Reaction:
        return become(None, Ask("vote", ("yes", "no")))

    def on_choice(self, me: Local, question: str, value: Any) -> Reaction:
        return become(value)


class Watcher(Role):
    """Wants to know of every other process that is down; keeps the list."""

    def __init__(self, *others: str) -> None:
        self.others = others

    def on_start(self, me: Local) -> Reaction:
        return become(())

    def on_suspect(self, me: Local, process: str) -> Reaction:
        return become((*me.state, process))

    def watches(self, me: Local) -> tuple[str, ...]:
        return tuple(name for name in self.others if name not in me.state)


class Votes(msgspec.Struct, frozen=True):
    """What the coordinator of the two-phase commit has."""

    state: str
    votes: int = 0


class Coordinator(Role):
    """Two-phase commit: log, then ask; decide, log, then tell (Gray 1978)."""

    def __init__(self, participants: tuple[str, ...]) -> None:
        self.participants = participants

    def on_start(self, me: Local) -> Reaction:
        return become(Votes("WAIT"), *(Send(name, "vote-request") for name in self.participants))

    def on_message(self, me: Local, sender: str, body: Any) -> Reaction:
        votes: Votes = me.state
        if votes.state != "WAIT":
            return become(votes)
        if body == "no":
            return become(Votes("ABORT"), Write("ABORT"), Then("abort"))
        if votes.votes + 1 < len(self.participants):
            return become(Votes("WAIT", votes.votes + 1))
        return become(Votes("COMMIT"), Write("COMMIT"), Then("commit"))

    def on_step(self, me: Local, step: Any) -> Reaction:
        return become(me.state, *(Send(name, step) for name in self.participants))


class Participant(Role):
    """Two-phase commit: logs READY before it votes, then waits."""

    def on_start(self, me: Local) -> Reaction:
        return become("INIT", Write("INIT"))

    def on_message(self, me: Local, sender: str, body: Any) -> Reaction:
        if body == "vote-request":
            return become("INIT", Ask("vote", ("yes", "no")))
        return become(body.upper(), Write(body.upper()))

    def on_choice(self, me: Local, question: str, value: Any) -> Reaction:
        if value == "no":
            return become("ABORT", Write("ABORT"), Send("coordinator", "no"))
        return become("READY", Write("READY"), Then("vote"))

    def on_step(self, me: Local, step: Any) -> Reaction:
        return become(me.state, Send("coordinator", "yes"))


def two_phase_commit(participants: int, crashes: int = 1) -> Network:
    """Give a two-phase commit without recovery; every participant's vote is a choice."""
    names = tuple(f"P{number}" for number in range(1, participants + 1))
    return Network(
        {"coordinator": Coordinator(names)} | {name: Participant() for name in names},
        channels=Channels(fifo=True),
        faults=Faults((Budget("crashes", "crashes", crashes),), crashes=dict.fromkeys(("coordinator", *names), "crashes")),
        record=keep_all,
    )


def decided(world: Any) -> set[str]:
    """Give the decisions that stand on any stable storage."""
    return {process.stable for process in world.processes} & {"COMMIT", "ABORT"}


ATOMIC = always("atomic", lambda world, final: len(decided(world)) < 2)


def log_and_life(process: Any) -> Hashable:
    """Give what the properties below see of a process."""
    return process.up, process.stable


BLOCKING = Property(
    "blocking",
    "reachable",
    "a live participant is READY, the coordinator is down, and nothing more can happen",
    lambda now: now.final and not now.state.processes[0].up and any(p.up and p.stable == "READY" for p in now.state.processes[1:]),
    lambda now: "",
)
