"""A run is a list of small integers; everything else is replayed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.errors import UsageError
from app.kernel.runs import Stepper, play
from app.kernel.show.report import run_document
from tests.kernel.toys import Collector, Network, Role, Sender, Waiter, model_of, two_phase_commit


class Endless(Role):
    """A role whose timer never stops."""

    def on_start(self, me):
        return Waiter(1).on_start(me)

    def on_timeout(self, me, timer):
        return Waiter(1).on_start(me)


@given(seed=st.integers(0, 10_000))
def test_the_choices_of_a_run_fed_back_give_the_same_run(seed: int) -> None:
    model = model_of(two_phase_commit(3, 2))
    drawn = play(model, seed=seed)
    assert run_document(play(model, drawn.choices)) == run_document(drawn)


@given(seed=st.integers(0, 10_000), cut=st.integers(0, 30))
def test_rewinding_is_replaying_fewer_choices(seed: int, cut: int) -> None:
    model = model_of(two_phase_commit(3, 2))
    drawn = play(model, seed=seed)
    rewound = play(model, drawn.choices, stop=cut)
    assert rewound.steps == drawn.steps[: cut + 1]


def test_the_default_run_stops_at_the_first_final_state() -> None:
    run = play(model_of(two_phase_commit(2, 1)))
    assert [step.final for step in run.steps] == [False] * len(run.choices) + [True]
    assert set(run.choices) == {0}


def test_choices_may_go_on_with_a_fault_from_a_final_state() -> None:
    model = model_of(two_phase_commit(2, 1))
    default = play(model)
    further = play(model, (*default.choices, 0))
    assert further.steps[-1].event is not None
    assert further.steps[-1].event.kind == "crash"


def test_a_run_without_end_is_partition_off_and_says_so() -> None:
    model = model_of(Network({"a": Endless(), "b": Collector()}))
    run = play(model, bound=50)
    assert (len(run.choices), run.truncated, run.outcome) == (50, True, None)


def test_stop_ends_a_run_whatever_is_enabled() -> None:
    model = model_of(Network({"a": Endless(), "b": Collector()}))
    assert [len(play(model, stop=stop).choices) for stop in (0, 1, 7)] == [0, 1, 7]
    assert len(play(model, (0, 0, 0), stop=2).choices) == 2


@pytest.mark.parametrize("choices", [(1,), (0, 9), (-1,)])
def test_a_choice_that_is_not_enabled_is_refused_with_place_and_bounds(choices: tuple[int, ...]) -> None:
    model = model_of(Network({"a": Sender("1", "2"), "b": Collector()}))
    with pytest.raises(UsageError) as caught:
        play(model, choices)
    assert caught.value.message == f"choice {choices[-1]} at step {len(choices) - 1} is not enabled; allowed there: 0 to 0"


def test_a_choice_after_the_end_is_refused() -> None:
    stepper = Stepper(model_of(Network({"a": Sender(), "b": Collector()})))
    with pytest.raises(UsageError, match="nothing can happen any more"):
        stepper.take(0)


def test_time_that_is_up_ends_a_run_with_an_error() -> None:
    with pytest.raises(UsageError, match="time was up after 0 events"):
        play(model_of(Network({"a": Endless(), "b": Collector()})), overdue=lambda: True)
