"""The timed schedule: latencies from a seed, the earliest event next."""

from app.kernel.faults import Budget, Channels, Faults, Timing
from app.kernel.network import Network
from app.kernel.runs import play
from tests.kernel.toys import Collector, Sender, Waiter, model_of


def arrivals(seed: int, fifo: bool) -> tuple[str, ...]:
    """Give the order in which five messages arrive."""
    network = Network({"a": Sender(*"12345"), "b": Collector()}, channels=Channels(fifo=fifo), timing=Timing(seed, 1, 100))
    return tuple(network.process(play(model_of(network)).steps[-1].state, "b").state)


def test_the_same_seed_gives_the_same_latencies() -> None:
    assert arrivals(7, fifo=False) == arrivals(7, fifo=False)


def test_another_seed_gives_another_order() -> None:
    assert len({arrivals(seed, fifo=False) for seed in range(10)}) > 5


def test_nothing_overtakes_on_a_timed_fifo_channel() -> None:
    assert {arrivals(seed, fifo=True) for seed in range(20)} == {tuple("12345")}


def test_the_clock_never_runs_backwards_and_only_the_earliest_is_next() -> None:
    network = Network({"a": Sender(*"12345"), "b": Collector()}, channels=Channels(fifo=False), timing=Timing(3, 1, 100))
    run = play(model_of(network))
    times = [step.state.clock for step in run.steps]
    assert times == sorted(times)
    assert all(len(step.enabled) <= 1 for step in run.steps)


def test_a_timer_shorter_than_the_latency_fires_first() -> None:
    for patience, expected in ((5, "timeout"), (50, "deliver")):
        network = Network({"a": Waiter(2, patience), "b": Collector()}, timing=Timing(1, 10, 10))
        assert [event.kind for event in network.enabled(network.start().state)] == [expected]


def test_a_crashed_process_recovers_after_its_downtime() -> None:
    faults = Faults((Budget("crashes", "crashes", 1),), crashes={"b": "crashes"}, recovers=("b",))
    network = Network({"a": Sender("1"), "b": Collector()}, faults=faults, timing=Timing(1, 10, 10, downtime=30))
    run = play(model_of(network), (1,))
    assert [(step.event.kind, step.state.clock) for step in run.steps[1:] if step.event] == [("crash", 0), ("deliver", 10), ("recover", 30)]
