"""The same events in another model; the same violation with fewer events."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.concepts import find
from app.kernel.errors import UsageError
from app.kernel.explore import explore
from app.kernel.follow import events_of, follow, opening, shrink
from app.kernel.runs import Run, play

CRASH = find("server-crash")


def property_of(run: Run, name: str):
    """Give a property of a run's concept."""
    return next(declared for declared in run.model.concept.properties if declared.name == name)


def violates(run: Run, name: str) -> bool:
    """Whether some state of a run violates a property."""
    declared = property_of(run, name)
    return any(not declared.holds(step.situation) for step in run.steps)


def test_a_run_followed_in_its_own_model_is_the_same_run() -> None:
    run = play(CRASH.model(), (0, 0, 2))
    assert follow(run.model, events_of(run)).choices == run.choices


def test_following_stops_at_the_first_event_that_the_other_model_cannot_take() -> None:
    """Both clients do the same until they hear of the crash; then only one asks again."""
    always, never = CRASH.model({"client": "always"}), CRASH.model({"client": "never"})
    run = play(always, (0, 0, 2))
    followed = follow(never, events_of(run))
    assert followed.missed is not None
    assert (followed.missed.kind, followed.missed.process) == ("deliver", "server")
    assert len(followed.choices) < len(run.choices)
    assert play(never, followed.choices).outcome == {"ordering": "MC(P)", "result": "ZERO"}


def test_a_scenario_with_other_parameters_begins_with_the_same_events_as_far_as_they_go() -> None:
    same = CRASH.model({}, "textbook")
    assert opening(same, "textbook") == CRASH.opening("textbook")
    without_crash = CRASH.model({"crashes": 0}, "textbook")
    assert opening(without_crash, "textbook") == (0, 0, 0)
    other_order = CRASH.model({"server": "P->M"}, "textbook")
    assert opening(other_order, "textbook") == (0,)


@given(seed=st.integers(0, 5_000))
def test_a_shrunk_run_still_violates_and_no_event_can_be_spared(seed: int) -> None:
    run = play(find("rpc-failures").model({"retries": 3, "requests_lost": 2, "server_crashes": 2, "early": 2}), seed=seed)
    if not violates(run, "at-most-once"):
        return
    short = shrink(run, property_of(run, "at-most-once"))
    assert violates(short, "at-most-once")
    assert len(short.choices) <= len(run.choices)
    events = events_of(short)
    for place in range(len(events)):
        rest = follow(run.model, events[:place] + events[place + 1 :])
        if rest.missed is None:
            assert not violates(play(run.model, rest.choices, stop=len(rest.choices)), "at-most-once")


def test_a_crash_that_the_violation_does_not_need_is_taken_out() -> None:
    model = find("rpc-failures").model({"requests_lost": 0, "client_crashes": 1, "early": 1})
    found = None
    for seed in range(2_000):
        run = play(model, seed=seed)
        kinds = [event.kind for event in events_of(run)]
        if violates(run, "at-most-once") and kinds.count("crash") == 2:
            found = run
            break
    assert found is not None
    short = shrink(found, property_of(found, "at-most-once"))
    assert [event.kind for event in events_of(short)].count("crash") < 2


def test_what_exploration_finds_cannot_be_shrunk() -> None:
    shrunk = 0
    for slug in ("server-crash", "rpc-failures"):
        model = find(slug).model()
        for verdict in explore(model).verdicts:
            if verdict.holds is False and verdict.property.kind == "always":
                run = play(model, verdict.choices or (), stop=len(verdict.choices or ()))
                assert len(shrink(run, verdict.property).choices) == len(run.choices)
                shrunk += 1
    assert shrunk > 1


def test_a_run_that_violates_nothing_cannot_be_shrunk() -> None:
    run = play(CRASH.model())
    with pytest.raises(UsageError, match="does not violate “at-most-once”"):
        shrink(run, property_of(run, "at-most-once"))
