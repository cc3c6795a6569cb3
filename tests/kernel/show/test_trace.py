"""The space-time diagram and the vector clocks come from the run, for every protocol."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from app.concepts import find
from app.kernel.faults import Budget, Channels, Faults, Partition
from app.kernel.network import Network
from app.kernel.runs import Stepper, play
from app.kernel.show.concept import diagram
from app.kernel.show.diagram import Diagram, Point
from app.kernel.show.report import Reporter
from tests.kernel.toys import Collector, Recorder, Sender, Waiter, model_of, two_phase_commit

SEEDS = st.integers(0, 10_000)


def faulty() -> Network:
    """Give a network in which everything can go wrong."""
    return Network(
        {"a": Waiter(3), "b": Recorder(), "c": Sender("x", "y")},
        channels=Channels(fifo=False, partitions=(Partition("a apart", ("a",)),)),
        faults=Faults(
            (Budget("any", "faults", 4),),
            loses=lambda message: "any",
            duplicates=lambda message: "any",
            crashes={"a": "any", "b": "any"},
            recovers=("b",),
            early="any",
            partitions="any",
        ),
    )


def drawn(seed: int) -> Diagram:
    """Give the diagram of a random run of the faulty network."""
    return diagram(play(model_of(faulty()), seed=seed))


def before(one: Point, other: Point) -> bool:
    """Whether a vector clock says that one event happened before another."""
    return one.clock != other.clock and all(mine <= theirs for mine, theirs in zip(one.clock, other.clock, strict=True))


def causes(picture: Diagram) -> set[tuple[tuple[int, int], tuple[int, int]]]:
    """Give the happens-before relation from its definition (Lamport 1978): order on a lane, messages, and their closure. No clock is read."""
    spots = [(point.lane, point.column) for point in picture.points if point.clock and any(point.clock)]
    edges = {(one, other) for one in spots for other in spots if one[0] == other[0] and one[1] < other[1]}
    for arrow in picture.arrows:
        if arrow.fate == "delivered" and arrow.to_column is not None:
            edges.add(((arrow.from_lane, arrow.from_column), (arrow.to_lane, arrow.to_column)))
    known = {spot: {other for one, other in edges if one == spot} for spot in spots}
    for spot in sorted(spots, key=lambda spot: -spot[1]):
        known[spot] |= {further for other in tuple(known[spot]) for further in known.get(other, ())}
    return {(one, other) for one, others in known.items() for other in others if other in known}


@given(SEEDS)
def test_clocks_say_before_exactly_where_a_chain_of_messages_does(seed: int) -> None:
    picture = drawn(seed)
    related = causes(picture)
    events = [point for point in picture.points if point.clock and any(point.clock)]
    wrong = [pair for pair in permutations(events, 2) if before(*pair) != (tuple((point.lane, point.column) for point in pair) in related)]
    assert wrong == []


def test_what_a_process_does_at_its_start_is_its_first_event_and_to_have_started_is_none() -> None:
    picture = diagram(play(find("server-crash").model({})))
    clocks = {(point.lane, point.column): point.clock for point in picture.points if point.clock}
    assert (clocks[0, 0], clocks[1, 0], clocks[1, 1]) == ((1, 0), (0, 0), (1, 1)), "the client asks, the server only waits, then hears of it"


@given(SEEDS)
def test_every_column_belongs_to_one_step_and_steps_go_right(seed: int) -> None:
    picture = drawn(seed)
    assert list(picture.columns) == sorted(set(picture.columns))
    for point in picture.points:
        first = picture.columns[point.step - 1] + 1 if point.step else 0
        assert first <= point.column <= picture.columns[point.step]


@given(SEEDS)
def test_messages_go_forward_and_every_one_has_a_fate(seed: int) -> None:
    picture = drawn(seed)
    assert [arrow.id for arrow in picture.arrows] == list(range(1, len(picture.arrows) + 1))
    for arrow in picture.arrows:
        if arrow.fate == "in-flight":
            assert (arrow.to_column, arrow.end_step) == (None, None)
        else:
            assert arrow.to_column is not None
            assert arrow.end_step is not None
            assert arrow.from_column < arrow.to_column or (arrow.fate == "lost" and arrow.from_column == arrow.to_column)
            assert arrow.sent_step <= arrow.end_step


def test_a_copy_starts_where_its_original_was_sent() -> None:
    faults = Faults((Budget("copies", "copies", 1),), duplicates=lambda message: "copies")
    stepper = Stepper(model_of(Network({"a": Sender("1"), "b": Collector()}, faults=faults)))
    for index in (1, 0, 0):
        stepper.take(index)
    picture = diagram(play(stepper.model, tuple(stepper.choices)))
    assert [(arrow.from_column, arrow.to_column, arrow.copy) for arrow in picture.arrows] == [(0, 2, False), (0, 3, True)]


def test_the_event_that_copies_a_message_names_the_original() -> None:
    faults = Faults((Budget("copies", "copies", 1),), duplicates=lambda message: "copies")
    model = model_of(Network({"a": Sender("0", "1"), "b": Collector()}, faults=faults))
    event = Reporter(play(model, (2,), stop=1)).event(1)
    assert event is not None
    assert event.message is not None
    assert (event.kind, event.message.id) == ("duplicate", 2)


def test_a_process_that_is_down_has_a_span_from_crash_to_recovery() -> None:
    faults = Faults((Budget("crashes", "crashes", 2),), crashes={"b": "crashes"}, recovers=("b",))
    network = Network({"a": Sender("1"), "b": Collector()}, channels=Channels(to_down="held"), faults=faults)
    picture = diagram(play(model_of(network), (1, 0, 1), stop=3))
    assert [(span.from_column, span.to_column, span.kind) for span in picture.spans] == [(1, 2, "down"), (3, None, "down")]


def test_a_crashed_process_has_no_event_until_it_recovers() -> None:
    spans = 0
    for seed in range(200):
        picture = drawn(seed)
        spans += len(picture.spans)
        for span in picture.spans:
            inside = [p for p in picture.points if p.lane == span.lane and p.column > span.from_column and p.column < (span.to_column or 10**6)]
            assert inside == []
    assert spans > 100


def test_the_diagram_of_a_prefix_is_the_prefix_of_the_diagram() -> None:
    model = model_of(two_phase_commit(3, 2))
    run = play(model, seed=5)
    whole = diagram(run)
    for length in range(len(run.choices)):
        part = diagram(play(model, run.choices, stop=length))
        assert part.columns == whole.columns[: length + 1]
        assert part.points == tuple(point for point in whole.points if point.step <= length)
        assert [arrow.id for arrow in part.arrows] == [arrow.id for arrow in whole.arrows if arrow.sent_step <= length]
