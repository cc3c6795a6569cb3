"""A study plays many seeds and sets the formula beside what it measures."""

from app.kernel.faults import Timing
from app.kernel.network import Network
from app.kernel.parameters import Integer, Values
from app.kernel.runs import Run
from app.kernel.show.study import RUNS, Study, measure, study_document
from app.kernel.specification import Specification
from app.kernel.world import World
from tests.kernel.toys import Collector, Sender


def build(values: Values) -> Network:
    timing = Timing(seed=int(values["seed"]), fastest=1, slowest=int(values["slowest"]))
    return Network({"a": Sender("x"), "b": Collector()}, timing=timing)


SPECIFICATION = Specification(
    slug="delays",
    title="Delays",
    revision=1,
    summary="",
    source="",
    parameters=(
        Integer("slowest", "Slowest", 1, "The longest delay.", minimum=1, maximum=9),
        Integer("seed", "Seed", 0, "The seed.", minimum=0, maximum=10_000),
    ),
    scenarios=(),
    properties=(),
    outcomes=(),
    build=build,
    outcome=lambda now: {},
)


def clock(run: Run[World]) -> float:
    return float(run.steps[-1].state.clock)


STUDY = Study(
    "delay",
    "Mean delay",
    "How long a message takes.",
    parameter="slowest",
    at=(1, 9),
    measured="ticks",
    measure=clock,
    seeds=400,
    formula=lambda values: (1 + int(values["slowest"])) / 2,
)


def test_the_mean_over_many_seeds_is_near_the_formula() -> None:
    fixed, spread = measure(SPECIFICATION, STUDY, {})
    assert (fixed.mean, fixed.error, fixed.least, fixed.most, fixed.formula) == (1.0, 0.0, 1.0, 1.0, 1.0)
    assert (spread.runs, spread.least, spread.most, spread.formula) == (400, 1.0, 9.0, 5.0)
    assert 0 < spread.error < 0.2
    assert abs(spread.mean - 5.0) < 4 * spread.error


def test_the_same_seeds_give_the_same_points() -> None:
    assert list(measure(SPECIFICATION, STUDY, {}, seeds=20)) == list(measure(SPECIFICATION, STUDY, {}, seeds=20))


def test_when_time_is_up_there_are_no_more_points() -> None:
    asked = iter([False] * 30 + [True])
    assert len(list(measure(SPECIFICATION, STUDY, {}, seeds=20, overdue=lambda: next(asked)))) == 1


def test_the_document_leaves_out_what_the_study_sets_itself_and_bounds_the_runs() -> None:
    found = study_document(SPECIFICATION.model({"seed": 7}), STUDY, seeds=20)
    assert (found.parameters, found.axis, found.seeds, found.stopped) == ({}, "Slowest", 20, None)
    assert found.points == tuple(measure(SPECIFICATION, STUDY, {}, seeds=20))
    stopped = study_document(SPECIFICATION.model(), STUDY, seeds=RUNS, overdue=lambda: True)
    assert (stopped.seeds, stopped.points, stopped.stopped) == (RUNS // 2, (), "time")
