"""What can happen to processes and messages, and what cannot."""

import pytest

from app.kernel.events import Event
from app.kernel.explore import Search, explore
from app.kernel.faults import Budget, Channels, Faults, Partition
from app.kernel.network import Network
from app.kernel.runs import Stepper, play
from app.kernel.world import Message
from tests.kernel.toys import Collector, Recorder, Role, Sender, Voter, Waiter, Watcher, model_of, two_phase_commit


def received(network: Network) -> set[tuple[str, ...]]:
    """Give every sequence that "b" holds in a final state."""
    result = explore(model_of(network, outcome=lambda world: {"got": list(network.process(world, "b").state or ())}))
    assert result.exhausted
    return {tuple(ending.outcome["got"]) for ending in result.endings}


def kinds(stepper: Stepper) -> list[tuple[str, str, bool]]:
    """Give what is enabled now, without subjects."""
    return [(event.kind, event.process, bool(event.fault)) for event in stepper.steps[-1].enabled]


def take(stepper: Stepper, kind: str, process: str = "", subject: object = None) -> None:
    """Take the enabled event that is described; there must be one."""
    for index, event in enumerate(stepper.steps[-1].enabled):
        if event.kind == kind and process in ("", event.process) and subject in (None, event.subject, getattr(event.subject, "body", None)):
            stepper.take(index)
            return
    raise AssertionError(f"{kind} {process} {subject} is not enabled: {stepper.steps[-1].enabled}")


def test_a_fifo_channel_delivers_in_the_order_of_sending() -> None:
    assert received(Network({"a": Sender("1", "2", "3"), "b": Collector()})) == {("1", "2", "3")}


def test_a_reordering_channel_delivers_in_every_order() -> None:
    network = Network({"a": Sender("1", "2", "3"), "b": Collector()}, channels=Channels(fifo=False))
    assert len(received(network)) == 6


def test_equal_messages_on_a_reordering_channel_are_one_choice() -> None:
    network = Network({"a": Sender("1", "1"), "b": Collector()}, channels=Channels(fifo=False))
    assert explore(model_of(network)).states == 3


def test_at_most_as_many_messages_are_lost_as_the_budget_says() -> None:
    faults = Faults((Budget("losses", "losses", 1),), loses=lambda message: "losses")
    assert received(Network({"a": Sender("1", "2"), "b": Collector()}, faults=faults)) == {("1", "2"), ("1",), ("2",)}


def test_only_the_messages_that_the_rule_names_can_be_lost() -> None:
    faults = Faults((Budget("losses", "losses", 2),), loses=lambda message: "losses" if message.body == "1" else "")
    assert received(Network({"a": Sender("1", "2"), "b": Collector()}, faults=faults)) == {("1", "2"), ("2",)}


def test_a_duplicate_travels_right_behind_its_original_on_a_fifo_channel() -> None:
    faults = Faults((Budget("copies", "copies", 1),), duplicates=lambda message: "copies")
    assert received(Network({"a": Sender("1", "2"), "b": Collector()}, faults=faults)) == {("1", "2"), ("1", "1", "2"), ("1", "2", "2")}


def recording(recovers: bool, to_down: str = "lost") -> Network:
    """Give a sender and a process that remembers, writes and answers in separate steps; it may crash once."""
    faults = Faults((Budget("crashes", "crashes", 1),), crashes={"b": "crashes"}, recovers=("b",) if recovers else ())
    return Network({"a": Sender("x"), "b": Recorder()}, channels=Channels(to_down=to_down), faults=faults)


def test_a_crash_can_fall_between_any_two_steps() -> None:
    stepper = Stepper(model_of(recording(recovers=False)))
    take(stepper, "deliver")
    assert kinds(stepper) == [("step", "b", False), ("crash", "b", True)]
    take(stepper, "step", subject="write")
    assert kinds(stepper) == [("step", "b", False), ("crash", "b", True)]


def test_a_crash_takes_the_volatile_state_and_leaves_stable_storage() -> None:
    network = recording(recovers=True)
    stepper = Stepper(model_of(network))
    for kind in ("deliver", "step", "crash"):
        take(stepper, kind)
    down = network.process(stepper.steps[-1].state, "b")
    assert (down.up, down.state, down.stable, down.pending, down.timers) == (False, None, ("x",), (), ())
    take(stepper, "recover")
    assert network.process(stepper.steps[-1].state, "b").state == ("x",)


def test_what_was_not_written_is_gone_after_a_crash() -> None:
    network = recording(recovers=True)
    stepper = Stepper(model_of(network))
    for kind in ("deliver", "crash", "recover"):
        take(stepper, kind)
    assert network.process(stepper.steps[-1].state, "b").state == ()


def test_a_crashed_process_is_silent() -> None:
    """In every state of a commit protocol with crashes, no event of a process that is down exists but the arrival that nobody notices."""
    search = Search(model_of(two_phase_commit(3, crashes=2)))
    search.run(100_000, lambda: False, lambda found, expanded: None)
    machine = search.model.machine
    down_seen = 0
    for world in search.states:
        for event in machine.enabled(world):
            if not machine.process(world, event.process).up:
                down_seen += 1
                assert event.kind == "deliver"
                assert [act.kind for act in machine.apply(world, event).acts] == ["ignore"]
    assert down_seen > 100


def test_a_message_to_a_process_that_is_down_is_lost_or_held_as_the_channel_says() -> None:
    lost, held = Stepper(model_of(recording(True))), Stepper(model_of(recording(True, "held")))
    for stepper in (lost, held):
        take(stepper, "crash")
    assert kinds(lost) == [("deliver", "b", False), ("recover", "b", False)]
    assert kinds(held) == [("recover", "b", False)]
    take(lost, "deliver")
    assert lost.steps[-1].state.messages == ()
    take(held, "recover")
    take(held, "deliver")


def test_a_time_out_is_normal_only_when_nothing_else_could_bring_news() -> None:
    faults = Faults((Budget("losses", "losses", 1),), loses=lambda message: "losses")
    stepper = Stepper(model_of(Network({"a": Waiter(2), "b": Collector()}, faults=faults)))
    assert kinds(stepper) == [("deliver", "b", False), ("lose", "b", True)]
    take(stepper, "lose")
    assert kinds(stepper) == [("timeout", "a", False)]


def test_an_early_time_out_is_a_fault_with_a_budget_of_its_own() -> None:
    faults = Faults((Budget("early", "early time-outs", 1),), early="early")
    stepper = Stepper(model_of(Network({"a": Waiter(3), "b": Collector()}, faults=faults)))
    assert kinds(stepper) == [("deliver", "b", False), ("timeout", "a", True)]
    take(stepper, "timeout")
    assert ("timeout", "a", True) not in kinds(stepper)


def test_a_time_out_does_not_wait_for_a_recovery() -> None:
    faults = Faults((Budget("crashes", "crashes", 1),), crashes={"b": "crashes"}, recovers=("b",))
    stepper = Stepper(model_of(Network({"a": Waiter(1), "b": Collector()}, faults=faults)))
    take(stepper, "crash")
    take(stepper, "deliver")
    assert kinds(stepper) == [("recover", "b", False), ("timeout", "a", False)]


def test_a_choice_that_is_asked_for_has_an_event_for_every_option() -> None:
    stepper = Stepper(model_of(Network({"a": Voter()})))
    assert [event.subject for event in stepper.steps[-1].enabled] == [("vote", "yes"), ("vote", "no")]
    stepper.take(1)
    assert stepper.steps[-1].state.processes[0].state == "no"


def test_the_failure_detector_suspects_only_what_is_down() -> None:
    faults = Faults((Budget("crashes", "crashes", 1),), crashes={"b": "crashes"})
    network = Network({"a": Watcher("b", "c"), "b": Role(), "c": Role()}, faults=faults)
    stepper = Stepper(model_of(network))
    assert kinds(stepper) == [("crash", "b", True)]
    take(stepper, "crash")
    assert [(event.kind, event.subject) for event in stepper.steps[-1].enabled] == [("suspect", "b")]
    take(stepper, "suspect")
    assert kinds(stepper) == []


def test_a_false_suspicion_draws_on_a_budget() -> None:
    faults = Faults((Budget("suspicions", "false suspicions", 1),), suspicions="suspicions")
    stepper = Stepper(model_of(Network({"a": Watcher("b", "c"), "b": Role(), "c": Role()}, faults=faults)))
    assert [(event.kind, event.subject, event.fault) for event in stepper.steps[-1].enabled] == [
        ("suspect", "b", "suspicions"),
        ("suspect", "c", "suspicions"),
    ]
    stepper.take(0)
    assert kinds(stepper) == []


def partitioned(across: str) -> Stepper:
    """Give a sender and a collector whose network can split once, already split."""
    network = Network(
        {"a": Sender("1"), "b": Collector(), "c": Watcher("a")},
        channels=Channels(partitions=(Partition("a apart", ("a",)),), across=across),
        faults=Faults((Budget("partitions", "partitions", 1),), partitions="partitions"),
    )
    stepper = Stepper(model_of(network))
    take(stepper, "partition")
    return stepper


def test_messages_across_a_partition_are_lost() -> None:
    stepper = partitioned("lost")
    assert stepper.steps[-1].state.messages == ()
    assert kinds(stepper) == [("suspect", "c", False), ("heal", "a apart", False)]


def test_messages_across_a_partition_are_held_until_it_heals() -> None:
    stepper = partitioned("held")
    assert stepper.steps[-1].state.messages == (Message("a", "b", "1"),)
    assert ("deliver", "b", False) not in kinds(stepper)
    take(stepper, "heal")
    take(stepper, "deliver")


def test_what_is_sent_into_a_partition_is_lost() -> None:
    network = Network(
        {"a": Waiter(2), "b": Collector()},
        channels=Channels(partitions=(Partition("a apart", ("a",)),)),
        faults=Faults((Budget("partitions", "partitions", 1),), partitions="partitions"),
    )
    stepper = Stepper(model_of(network))
    take(stepper, "partition")
    take(stepper, "timeout")
    assert stepper.steps[-1].state.messages == ()
    assert [act.kind for act in stepper.steps[-1].acts] == ["timeout", "send", "lose"]


def test_normal_events_come_before_faults_and_the_default_run_has_none() -> None:
    run = play(model_of(two_phase_commit(3, crashes=2)))
    for step in run.steps:
        flags = [bool(event.fault) for event in step.enabled]
        assert flags == sorted(flags)
        assert step.event is None or not step.event.fault
    assert run.steps[-1].final


def test_an_unknown_kind_of_event_is_refused() -> None:
    network = Network({"a": Sender(), "b": Collector()})
    with pytest.raises(KeyError):
        network.apply(network.start().state, Event("explode", "a"))
