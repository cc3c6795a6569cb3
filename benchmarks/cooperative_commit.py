"""Two-phase commit as the textbooks complete it, with roles for the kernel: who waits for the decision asks all others for it, one by one.

The same protocol as ``benchmarks.commit_by_hand``: each message is sent in a step of its own, in a fixed order, so participants cannot be
interchanged.
"""

from collections.abc import Hashable
from typing import Any

import msgspec

from app.kernel.faults import Budget, Faults
from app.kernel.network import Network
from app.kernel.roles import Ask, CancelTimer, Local, Reaction, Role, Send, SetTimer, Tell, Then, Write, become
from app.kernel.specification import Model
from tests.kernel.toys import ATOMIC, BLOCKING, decided, log_and_life, model_of

DECIDED = ("COMMIT", "ABORT")


class Memory(msgspec.Struct, frozen=True):
    """Where a process is; which yes votes came (coordinator), or how many were asked for the decision."""

    at: str
    known: Any = 0


class Coordinator(Role):
    """Asks for votes, decides, tells."""

    def __init__(self, participants: tuple[str, ...]) -> None:
        self.participants = participants

    def _decide(self, decision: str) -> Reaction:
        return become(Memory(decision), Write(decision), CancelTimer("wait"), *(Tell(name, decision) for name in self.participants))

    def on_start(self, me: Local) -> Reaction:
        """Have everything still to do."""
        return become(Memory("INIT"), Write("INIT"), Then("begin"))

    def on_step(self, me: Local, step: Any) -> Reaction:
        """Begin."""
        asking = (Tell(name, "vote?") for name in self.participants)
        return become(Memory("WAIT", frozenset()), Write("WAIT"), SetTimer("wait"), *asking)

    def on_timeout(self, me: Local, timer: str) -> Reaction:
        """Give up on votes."""
        return self._decide("ABORT")

    def on_message(self, me: Local, sender: str, body: Any) -> Reaction:
        """Take a vote, or answer who asks for the decision."""
        at = me.state.at
        if body == "decision?":
            return become(me.state, *([Send(sender, at)] if at in DECIDED else []))
        if at != "WAIT":
            return become(me.state)
        known = me.state.known | {sender}
        if body == "no" or len(known) == len(self.participants):
            return self._decide("ABORT" if body == "no" else "COMMIT")
        return become(Memory("WAIT", known))


class Participant(Role):
    """Votes, waits, asks for the decision."""

    def __init__(self, sources: tuple[str, ...]) -> None:
        self.sources = sources

    def _decide(self, decision: str, *effects: Any) -> Reaction:
        return become(Memory(decision), Write(decision), CancelTimer("wait"), *effects)

    def _ask_next(self, asked: int) -> Reaction:
        if asked == len(self.sources):
            return become(Memory("READY", asked), CancelTimer("wait"))
        last = asked + 1 == len(self.sources)
        return become(Memory("READY", asked + 1), CancelTimer("wait") if last else SetTimer("wait"), Send(self.sources[asked], "decision?"))

    def on_start(self, me: Local) -> Reaction:
        """Wait to be asked."""
        return become(Memory("INIT"), Write("INIT"), SetTimer("wait"))

    def on_choice(self, me: Local, question: str, value: Any) -> Reaction:
        """Log the vote, then say it."""
        if value == "no":
            return become(Memory("ABORT"), Write("ABORT"), Tell("coordinator", "no"))
        return become(Memory("READY"), Write("READY"), SetTimer("wait"), Tell("coordinator", "yes"))

    def on_timeout(self, me: Local, timer: str) -> Reaction:
        """Give up before the vote; afterwards, ask."""
        return self._ask_next(me.state.known) if me.state.at == "READY" else self._decide("ABORT")

    def on_message(self, me: Local, sender: str, body: Any) -> Reaction:
        """Vote, learn the decision, or say it."""
        at, asked = me.state.at, me.state.known
        if body == "decision?":
            return self._decide("ABORT", Send(sender, "ABORT")) if at == "INIT" else become(me.state, Send(sender, at))
        if body == "vote?":
            return become(me.state, CancelTimer("wait"), Ask("vote", ("yes", "no"))) if at == "INIT" else become(me.state)
        if body in DECIDED:
            return become(me.state) if at in DECIDED else self._decide(body)
        if at == "READY" and asked and sender == self.sources[asked - 1]:
            return self._ask_next(asked)
        return become(me.state)


def cooperative_commit(participants: int) -> Model:
    """Give it as a model; one process may crash, and stays down."""
    names = tuple(f"P{number}" for number in range(1, participants + 1))
    roles: dict[str, Role] = {"coordinator": Coordinator(names)}
    roles |= {name: Participant(("coordinator", *names[place + 1 :], *names[:place])) for place, name in enumerate(names)}
    network = Network(roles, faults=Faults((Budget("crashes", "crashes", 1),), crashes=dict.fromkeys(roles, "crashes")))

    def outcome(world: Any) -> dict[str, Hashable]:
        return {"decided": sorted(decided(world))}

    return model_of(network, (ATOMIC, BLOCKING), outcome, lambda model: names, log_and_life)
