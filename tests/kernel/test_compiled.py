"""The second door leads to the same states, in the same order, with the same endings and witnesses, whatever a network is made of."""

from itertools import product
from typing import Any

import pytest

from app.kernel.compiled.door import Compiled
from app.kernel.compiled.events import EventByEvent
from app.kernel.compiled.network import CompiledNetwork
from app.kernel.compiled.tables import Widths
from app.kernel.explore import Search, door_of
from app.kernel.faults import Budget, Channels, Faults, Partition, Timing
from app.kernel.network import Network
from app.kernel.prng import Sequence
from app.kernel.roles import Ask, CancelTimer, Local, Multicast, Observe, Reaction, Role, Send, SetTimer, Tell, Then, Write, become
from app.kernel.specification import Model
from tests.kernel.doors import check_doors
from tests.kernel.toys import ATOMIC, BLOCKING, always, decided, model_of, two_phase_commit

NAMES = ("a", "b", "c")


class Whimsical(Role):
    """Does what a seed says: a table of reactions, drawn once, that uses every effect there is."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.table: dict[Any, Reaction] = {}

    def say(self, me: Local, *stimulus: Any) -> Reaction:
        key = (me.name, me.state, *stimulus)
        if key not in self.table:
            draws = Sequence(sum(ord(letter) * (place + 1) for place, letter in enumerate(repr(key))) + self.seed)
            others = [name for name in NAMES if name != me.name]
            effects = [
                lambda: Send(others[draws.below(2)], draws.below(2)),
                lambda: Send(others[draws.below(2)], draws.below(2)),
                lambda: SetTimer(("t", "u")[draws.below(2)], draws.below(9)),
                lambda: CancelTimer("t"),
                lambda: Write(draws.below(3)),
                lambda: Observe(draws.below(2)),
                lambda: Then(draws.below(2)),
                lambda: Ask("which", (0, 1)),
                lambda: Tell(others[draws.below(2)], draws.below(2)),
                lambda: Multicast(tuple(others), draws.below(2)),
                lambda: Then(draws.below(2), "does something", "aside"),
            ]
            self.table[key] = become(draws.below(3), *(effects[draws.below(len(effects))]() for _ in range(draws.below(4))))
        return self.table[key]

    def on_start(self, me: Local) -> Reaction:
        return become(0, *(Send(name, 0) for name in NAMES if name != me.name), SetTimer("t", 5))

    def on_message(self, me: Local, sender: str, body: Any) -> Reaction:
        return self.say(me, "message", sender, body)

    def on_step(self, me: Local, step: Any) -> Reaction:
        return become((me.state + step) % 3, Observe("stepped"))

    def on_choice(self, me: Local, question: str, value: Any) -> Reaction:
        return become(value, Send("a" if me.name == "b" else "b", value))

    def on_timeout(self, me: Local, timer: str) -> Reaction:
        return self.say(me, "timeout", timer)

    def on_recover(self, me: Local) -> Reaction:
        return self.say(me, "recover", me.stable)

    def on_suspect(self, me: Local, process: str) -> Reaction:
        return become(2, Observe(process))

    def watches(self, me: Local) -> tuple[str, ...]:
        return tuple(name for name in NAMES if name != me.name and me.state != 2)

    def crashable(self, me: Local) -> bool:
        return me.state != 1


def count(history: int, process: str, what: Any) -> int:
    """Record that counts crashes and steps, up to three."""
    return min(history + (what in ("crash", "stepped")), 3)


def whimsical(seed: int, timed: bool = False, fifo: bool = True, held: bool = False, partitions: bool = False, early: bool = False) -> Network:
    """Give three processes that do anything, with every fault in the budget."""
    kinds = ("crashes", "losses", "copies", "suspicions", *(("early",) if early else ()), *(("partitions",) if partitions else ()))
    return Network(
        {name: Whimsical(seed) for name in NAMES},
        channels=Channels(
            fifo,
            "held" if held else "lost",
            (Partition("a apart", ("a",)), Partition("c apart", ("c",))) if partitions else (),
            "held" if held else "lost",
        ),
        faults=Faults(
            tuple(Budget(kind, kind, 1) for kind in kinds),
            loses=lambda message: "losses" if message.body else "",
            duplicates=lambda message: "copies" if message.sender == "a" else "",
            crashes={"c": "crashes", "a": "crashes"},
            recovers=("a", "c"),
            early="early" if early else "",
            partitions="partitions" if partitions else "",
            suspicions="suspicions",
        ),
        timing=Timing(seed, 1, 9, 4) if timed else None,
        history=0,
        record=count,
    )


MIXES = [dict(zip(("timed", "fifo", "held", "partitions", "early"), mix, strict=True)) for mix in product((False, True), repeat=5)]


@pytest.mark.parametrize("mix", MIXES, ids=lambda mix: " ".join(name for name, chosen in mix.items() if chosen) or "none")
def test_both_doors_lead_to_the_same_states(mix: dict[str, bool]) -> None:
    for seed in range(3):
        assert check_doors(whimsical(seed, **mix), 300) > 30


def test_both_doors_of_the_two_phase_commit_agree_everywhere() -> None:
    assert check_doors(two_phase_commit(2, 2), 1000) == 950


def test_numbers_that_outgrow_their_fields_change_nothing() -> None:
    network = whimsical(1, partitions=True, early=True)
    narrow = network.compile()
    assert isinstance(narrow, CompiledNetwork)
    door = CompiledNetwork(narrow._tables.parts, Widths(4, 6))
    assert check_doors(network, 2000, door) == 2000


def searched(model: Model, door: Compiled | None = None) -> tuple[Any, ...]:
    """Give all that a search finds."""
    search = Search(model, door=door)
    stopped = search.run(20_000)
    return (
        stopped,
        len(search.states),
        search.transitions,
        [(ending.outcome, ending.states, ending.choices) for ending in search.endings()],
        [(verdict.property.name, verdict.holds, verdict.choices) for verdict in search.verdicts(stopped is None)],
        list(search.states[-100:]),
    )


def commit(participants: int, crashes: int) -> Model:
    """Give the two-phase commit with its properties; outcomes are the decisions on stable storage."""
    never = always("never READY", lambda world, final: all(p.stable != "READY" for p in world.processes))
    return model_of(two_phase_commit(participants, crashes), (ATOMIC, BLOCKING, never), lambda world: {"decided": sorted(decided(world))})


@pytest.mark.parametrize("size", [(2, 0), (2, 2), (3, 1)])
def test_a_search_by_either_door_finds_the_same(size: tuple[int, int]) -> None:
    model = commit(*size)
    assert isinstance(door_of(model), CompiledNetwork)
    assert searched(model) == searched(model, EventByEvent(model.machine))


@pytest.mark.parametrize("mix", MIXES[::5], ids=lambda mix: " ".join(name for name, chosen in mix.items() if chosen) or "none")
def test_a_search_of_a_whimsical_network_by_either_door_finds_the_same(mix: dict[str, bool]) -> None:
    broken = (always("two up", lambda world, final: sum(p.up for p in world.processes) > 1), always("no end", lambda world, final: not final))
    model = model_of(whimsical(2, **mix), broken, lambda world: {"history": world.history, "states": [p.state for p in world.processes]})
    assert searched(model) == searched(model, EventByEvent(model.machine))


def test_a_search_that_needs_wider_fields_finds_the_same() -> None:
    model = commit(3, 1)
    door = door_of(model)
    assert isinstance(door, CompiledNetwork)
    assert searched(model, CompiledNetwork(door._tables.parts, Widths(3, 3))) == searched(model)
