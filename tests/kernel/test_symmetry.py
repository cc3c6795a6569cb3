"""Symmetry reduction counts states up to renaming, changes no answer, and is refused where names make a difference."""

from collections.abc import Callable
from itertools import permutations, product
from typing import Any

import msgspec
import pytest

from app.kernel.compiled.network import CompiledNetwork
from app.kernel.compiled.tables import Widths
from app.kernel.errors import UsageError
from app.kernel.explore import Exploration, Search, door_of, explore
from app.kernel.faults import Budget, Channels, Faults, Timing
from app.kernel.network import Network, keep_all
from app.kernel.roles import Local, Multicast, Observe, Reaction, Role, Send, Then, become
from app.kernel.runs import play
from app.kernel.show.report import exploration_document
from app.kernel.specification import Model
from app.kernel.symmetry import rename
from app.kernel.world import Message, Process, World
from tests.kernel.search_by_hand import normal_form, search
from tests.kernel.toys import ATOMIC, BLOCKING, Coordinator, Participant, Votes, always, decided, log_and_life, model_of, two_phase_commit


def declared(network: Network, group: tuple[str, ...], *properties: Any, outcome: Callable[[Any], Any] = lambda world: {}) -> Model:
    """Give a network as a model whose concept says that a group can be interchanged."""
    return model_of(network, properties, outcome, lambda model: group)


def commit(participants: int, crashes: int, network: Network | None = None) -> Model:
    """Give the two-phase commit with its properties, and participants that can be interchanged."""
    network = network or two_phase_commit(participants, crashes)
    never = always("never READY", lambda world, final: all(p.stable != "READY" for p in world.processes))
    return declared(network, network.names[1:], ATOMIC, BLOCKING, never, outcome=lambda world: {"decided": sorted(decided(world))})


class Gossip(Role):
    """Greets all others, and remembers whose greeting came."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names

    def on_start(self, me: Local) -> Reaction:
        return become(frozenset(), *(Send(name, "hello") for name in self.names if name != me.name))

    def on_message(self, me: Local, sender: str, body: Any) -> Reaction:
        heard = me.state | {sender}
        return become(heard, *([Observe("all")] if len(heard) == len(self.names) - 1 else []))


class First(Gossip):
    """Remembers only whose greeting came first: three in a circle, or two each other's and the third that of one of them."""

    def on_message(self, me: Local, sender: str, body: Any) -> Reaction:
        return become(me.state or frozenset({sender}))


def gossip(fifo: bool, role: type[Gossip] = Gossip) -> Network:
    """Give three processes that greet each other; one may crash."""
    names = ("a", "b", "c")
    faults = Faults((Budget("crashes", "crashes", 1),), crashes=dict.fromkeys(names, "crashes"))
    return Network({name: role(names) for name in names}, channels=Channels(fifo), faults=faults, record=keep_all)


class Shouting(Coordinator):
    """Tells the decision to all at once."""

    def on_message(self, me: Local, sender: str, body: Any) -> Reaction:
        state, effects = super().on_message(me, sender, body)
        return become(state, *(Multicast(self.participants, effect.step) if isinstance(effect, Then) else effect for effect in effects))


def with_coordinator(participants: int, role: type[Coordinator]) -> Network:
    """Give the two-phase commit with another coordinator."""
    names = tuple(f"P{number}" for number in range(1, participants + 1))
    faults = Faults((Budget("crashes", "crashes", 1),), crashes=dict.fromkeys(("coordinator", *names), "crashes"))
    return Network({"coordinator": role(names)} | {name: Participant() for name in names}, faults=faults, record=keep_all)


def plain(value: Any, names: dict[str, str]) -> Any:
    """Give a value under other names as nested tuples: a renaming that knows nothing of the kernel's."""
    if isinstance(value, frozenset):
        return ("set", *sorted(repr(plain(item, names)) for item in value))
    if isinstance(value, Multicast):
        return ("multicast", *sorted(names.get(name, name) for name in value.to), value.body)
    if isinstance(value, msgspec.Struct):
        return tuple(plain(getattr(value, name), names) for name in value.__struct_fields__)
    if isinstance(value, tuple):
        return tuple(plain(item, names) for item in value)
    return names.get(value, value) if isinstance(value, str) else value


def image(network: Network, world: Any, names: dict[str, str]) -> str:
    """Give a world under other names."""
    processes = {names.get(name, name): plain(process, names) for name, process in network.processes(world).items()}
    channels: dict[Any, list[Any]] = {}
    for message in world.messages:
        channels.setdefault(plain((message.sender, message.receiver), names), []).append(plain(message.body, names))
    return repr((sorted(processes.items()), sorted(channels.items()), plain(world.history, names), world.budget))


def orbit(network: Network, world: Any, group: tuple[str, ...]) -> str:
    """Give the same for all worlds that differ only in the names of a group."""
    return min(image(network, world, dict(zip(group, order, strict=True))) for order in permutations(group))


def keyed(network: Network, group: tuple[str, ...]) -> list[tuple[Any, str]]:
    """Give, for each state of a network, its key and what all its renamings have in common."""
    door = network.compile()
    assert isinstance(door, CompiledNetwork)
    search = Search(model_of(network), door=door)
    search.run(100_000)
    key = door.interchange(group).key
    return [(key(door.encode(world)), orbit(network, world, group)) for world in search.states]


KNOWN = {"two": two_phase_commit(2, 2), "three": two_phase_commit(3, 1), "multicast": with_coordinator(3, Shouting)}


@pytest.mark.parametrize("network", KNOWN.values(), ids=KNOWN)
def test_states_have_equal_keys_exactly_if_a_renaming_leads_from_one_to_the_other(network: Network) -> None:
    pairs = keyed(network, network.names[1:])
    assert len({key for key, _ in pairs}) == len({kind for _, kind in pairs}) == len(set(pairs)) < len(pairs)


@pytest.mark.parametrize("role", [Gossip, First])
@pytest.mark.parametrize("fifo", [True, False])
def test_where_members_talk_to_each_other_equal_keys_still_mean_a_renaming(fifo: bool, role: type[Gossip]) -> None:
    pairs = keyed(gossip(fifo, role), ("a", "b", "c"))
    assert len({key for key, _ in pairs}) == len(set(pairs))
    assert len({kind for _, kind in pairs}) <= len(set(pairs)) < len(pairs) / 3


CIRCLE, PAIRS = ("ab", "bc", "cd", "da"), ("ab", "ba", "cd", "dc")
BLANK = Process(True, "idle")


@pytest.mark.parametrize(
    "world",
    [
        lambda arrows: World(tuple(Process(True, (to,)) for _, to in arrows), (), (), ()),
        lambda arrows: World((BLANK,) * 4, tuple(Message(one, to, "hello") for one, to in arrows), (), ()),
        lambda arrows: World((BLANK,) * 4, (), frozenset((one, to) for one, to in arrows), ()),
    ],
    ids=["in memory", "under way", "in the history"],
)
def test_four_in_a_circle_are_not_two_pairs_although_each_of_them_sees_the_same(world: Callable[[tuple[str, ...]], World]) -> None:
    door = Network({name: Role() for name in "abcd"}).compile()
    assert isinstance(door, CompiledNetwork)
    key = door.interchange(tuple("abcd")).key
    assert key(door.encode(world(CIRCLE))) != key(door.encode(world(PAIRS)))


@pytest.mark.parametrize("size", [*product((2, 3), (0, 1, 2)), (4, 1)])
def test_a_search_written_by_hand_finds_as_many_states_up_to_renaming(size: tuple[int, int]) -> None:
    found = explore(commit(*size), symmetry=True)
    atomic, blocking = (found.verdict(name).holds for name in ("atomic", "blocking"))
    assert (found.states, found.transitions, atomic, blocking) == search(*size, normal_form)


def test_the_number_of_states_up_to_renaming_is_pinned() -> None:
    assert [explore(commit(*size), symmetry=True).states for size in ((2, 1), (3, 1), (4, 1))] == [198, 881, 3202]
    assert explore(commit(3, 1)).states == 4432


def answers(result: Exploration) -> tuple[Any, ...]:
    """Give each verdict with the length of its run, and each outcome with that of its own."""
    verdicts = [(v.property.name, v.holds, v.vacuous, None if v.choices is None else len(v.choices)) for v in result.verdicts]
    return result.exhausted, verdicts, [(end.outcome, len(end.choices)) for end in result.endings]


MODELS = {
    "two": commit(2, 1),
    "three": commit(3, 0),
    "three, one crash": commit(3, 1),
    "multicast": commit(3, 1, with_coordinator(3, Shouting)),
    "gossip": declared(gossip(True), ("a", "b", "c"), outcome=lambda world: {"all": sum(what == "all" for _, what in world.history)}),
}


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
def test_it_changes_no_answer(model: Model) -> None:
    whole, reduced = explore(model), explore(model, symmetry=True)
    assert (whole.symmetry, reduced.symmetry) == (False, True)
    assert answers(whole) == answers(reduced)
    assert reduced.states < whole.states
    for ending in reduced.endings:
        assert play(model, ending.choices, stop=len(ending.choices)).outcome == ending.outcome


def test_numbers_that_outgrow_their_fields_change_nothing() -> None:
    for model in (commit(3, 1), MODELS["gossip"]):
        door = door_of(model)
        assert isinstance(door, CompiledNetwork)
        counts = []
        for narrow in (door, CompiledNetwork(door._tables.parts, Widths(2, 2))):
            search = Search(model, symmetry=True, door=narrow)
            assert search.run(10_000) is None
            counts.append((len(search.states), search.transitions, [(end.outcome, end.states, end.choices) for end in search.endings()]))
        assert counts[0] == counts[1]


def test_what_is_judged_once_for_equal_views_is_judged_the_same() -> None:
    model = commit(3, 1)
    viewed = msgspec.structs.replace(model.concept, judged_on=log_and_life).model()
    one, other = (exploration_document(explore(each, symmetry=True), 0) for each in (viewed, model))
    assert one == other
    assert one.symmetry


class InOrder(Role):
    """Tells P1 first and then P2: who is called P2 waits longer."""

    def on_start(self, me: Local) -> Reaction:
        return become("telling", Then(0), Then(1))

    def on_step(self, me: Local, step: int) -> Reaction:
        return become("telling", Send(("P1", "P2")[step], "hello"))


class Sorted(Coordinator):
    """Keeps who said yes in the order of the alphabet, which another naming would change: late in a run, and in few states."""

    def on_message(self, me: Local, sender: str, body: Any) -> Reaction:
        votes: Votes = me.state
        if votes.state != "WAIT" or body == "no":
            return super().on_message(me, sender, body)
        heard = tuple(sorted((*(votes.votes or ()), sender)))
        return become(Votes("WAIT", heard)) if len(heard) < len(self.participants) else super().on_message(me, sender, "no")


def refused(model: Model, **options: Any) -> str:
    """Give the reason for which an exploration with symmetry is refused; without, nothing speaks against it."""
    assert explore(model, **options)
    with pytest.raises(UsageError) as caught:
        explore(model, symmetry=True, **options)
    assert caught.value.field == "symmetry"
    return caught.value.message


def test_an_order_of_names_is_refused() -> None:
    network = Network({"leader": InOrder(), "P1": Role(), "P2": Role()})
    found = refused(declared(network, ("P1", "P2")))
    assert found == "symmetry does not apply to “Toy”: what can happen depends on the names of the processes (tried: P2 as P1, P1 as P2)"


@pytest.mark.parametrize("participants", [3, 4])
def test_an_order_of_names_late_in_a_run_is_refused(participants: int) -> None:
    network = with_coordinator(participants, Sorted)
    assert "what can happen depends on the names" in refused(declared(network, network.names[1:]))


def test_an_order_of_names_is_refused_even_if_the_search_was_cut_off() -> None:
    network = with_coordinator(3, Sorted)
    assert "what can happen depends on the names" in refused(declared(network, network.names[1:]), limit=600)


def test_a_property_that_names_a_process_is_refused() -> None:
    network = two_phase_commit(3, 1)
    first = always("P1 is no worse", lambda world, final: world.processes[1].stable != "ABORT" or world.processes[2].stable == "ABORT")
    assert "the property “P1 is no worse” depends on the names" in refused(declared(network, network.names[1:], first))


def test_an_outcome_that_names_a_process_is_refused() -> None:
    network = two_phase_commit(3, 1)
    model = declared(network, network.names[1:], outcome=lambda world: {"P1": world.processes[1].stable})
    assert "the outcome depends on the names" in refused(model)


def test_a_process_with_other_rights_is_refused() -> None:
    network = Network({"a": Gossip(("a", "b")), "b": Gossip(("a", "b"))}, faults=Faults((Budget("crashes", "crashes", 1),), crashes={"a": "crashes"}))
    assert "what can happen depends on the names" in refused(declared(network, ("a", "b")))


def test_a_network_with_a_clock_is_refused() -> None:
    network = Network({"a": Gossip(("a", "b")), "b": Gossip(("a", "b"))}, timing=Timing(1, 1, 5))
    assert "only processes of a network without a clock can be interchanged" in refused(declared(network, ("a", "b")))


def test_a_concept_without_symmetry_is_explored_as_it_is_and_says_so() -> None:
    for model in (model_of(two_phase_commit(2, 1)), declared(two_phase_commit(2, 1), ("P1",))):
        found = explore(model, symmetry=True)
        assert (found.states, found.symmetry) == (374, False)


RANKS = {"P1": 0, "P2": 1}


@pytest.mark.parametrize("value", ["P1", ("P1", ("P2",)), frozenset({("P1", "P2")}), Multicast(("P1", "P2"), "P1"), 7, None])
def test_renaming_back_gives_the_value_again(value: object) -> None:
    there, back = {"P1": "P2", "P2": "P1"}, {"P2": "P1", "P1": "P2"}
    assert rename(rename(value, there, RANKS), back, RANKS) == value


def test_the_receivers_of_a_multicast_have_no_order() -> None:
    assert rename(Multicast(("P1", "P2"), "P1"), {"P1": "P2", "P2": "P1"}, RANKS) == Multicast(("P1", "P2"), "P2")
