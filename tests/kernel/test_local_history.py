"""Local histories: what they hold and leave out, and that they decide what their process knows."""

from collections.abc import Iterator

import pytest

from app.concepts import find
from app.kernel.local_history import local_events, local_history, looks_same, verdicts
from app.kernel.runs import Run, play
from app.kernel.specification import Model

RPC = find("rpc-failures")
QUIET = {"retries": 0, "requests_lost": 0, "replies_lost": 0, "server_crashes": 0, "client_crashes": 0, "early": 0}


def runs_of(model: Model, choices: tuple[int, ...] = ()) -> Iterator[Run]:
    """Give every run of a model, to its end."""
    run = play(model, choices, stop=len(choices))
    if not run.steps[-1].enabled:
        yield run
    for index in range(len(run.steps[-1].enabled)):
        yield from runs_of(model, (*choices, index))


@pytest.mark.parametrize("process", ["client", "server", "binder"])
def test_in_all_runs_a_process_that_saw_the_same_is_in_the_same_state(process: str) -> None:
    runs = list(runs_of(RPC.model(QUIET | {"retries": 1, "early": 1, "server_crashes": 1})))
    known = {}
    for run in runs:
        seen: tuple = ()
        for step, events in zip(run.steps, local_events(run), strict=True):
            seen += (events[process],) if process in events else ()
            assert known.setdefault(repr(seen), step.situation.processes[process]) == step.situation.processes[process]
    assert len(known) < sum(len(run.steps) for run in runs)


def test_to_the_client_a_crash_a_lost_request_and_a_lost_reply_are_one_run_and_to_the_server_three() -> None:
    def ending(fault: str, outcome: dict) -> Run:
        model = RPC.model(QUIET | {fault: 1})
        return next(run for run in runs_of(model) if run.outcome == outcome)

    crash = ending("server_crashes", {"client": "unknown", "executed": 0})
    request = ending("requests_lost", {"client": "unknown", "executed": 0})
    reply = ending("replies_lost", {"client": "unknown", "executed": 1})
    for one, other in ((crash, request), (crash, reply), (request, reply)):
        assert looks_same(one, other, "client")
        assert not looks_same(one, other, "server")
    assert not looks_same(crash, play(RPC.model(QUIET)), "client")


def test_up_to_each_step_runs_look_the_same_or_one_is_ahead_or_they_differ() -> None:
    model = RPC.model(QUIET | {"early": 1})
    plain, early = play(model), play(model, (0, 0, 1))
    assert verdicts(plain, early, "client") == ("same", "same", "same", "behind", "behind", "behind", "different", "different")
    assert verdicts(early, plain, "client")[3:5] == ("ahead", "ahead")
    assert [event.step for event in local_history(early, "client")] == [0, 2, 3, 7]


def test_a_lieutenant_cannot_tell_whether_the_commander_or_the_other_lieutenant_lies() -> None:
    """The impossibility with three processes: both runs are the same to the loyal lieutenant, and only in one of them is the commander loyal."""
    agreement = find("byzantine-agreement")
    models = [agreement.model({"algorithm": "om", "processes": 3, "traitors": traitor, "values": "x,x,x"}) for traitor in ("1", "3")]
    commander, other = (list(runs_of(model)) for model in models)
    alike = [(one, two) for one in commander for two in other if looks_same(one, two, "2")]
    assert alike
    assert not any(looks_same(one, two, "1") for one, two in alike)
