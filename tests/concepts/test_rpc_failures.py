"""What is true of a remote call that can fail: found by exploring every run, never taken from a table."""

from functools import cache
from itertools import product

import pytest

from app.concepts.rpc_failures import CONCEPT
from app.concepts.rpc_failures.protocol import possible
from app.kernel.explore import Exploration, Search, explore
from app.kernel.parameters import Value
from app.kernel.runs import Run, play
from app.kernel.specification import Model
from app.kernel.world import World

NO_FAULTS = {"requests_lost": 0, "replies_lost": 0, "server_crashes": 0, "client_crashes": 0, "early": 0}
AT_MOST_ONCE = {"semantics": "at-most-once"}
STABLE_BEFORE = AT_MOST_ONCE | {"filter": "stable-before"}
HONEST: tuple[dict[str, Value], ...] = (
    {"semantics": "at-least-once"},
    AT_MOST_ONCE | {"filter": "volatile"},
    STABLE_BEFORE,
    AT_MOST_ONCE | {"filter": "stable-after"},
    {"semantics": "maybe"},
)


def explored(**raw: Value) -> Exploration:
    result = explore(CONCEPT.model(raw))
    assert result.exhausted
    return result


def table(result: Exploration) -> dict[str, list[int]]:
    """Give, for every way in which a call ends for the client, how often it may have been executed."""
    ends: dict[str, list[int]] = {}
    for ending in result.endings:
        ends.setdefault(ending.outcome["client"], []).append(ending.outcome["executed"])
    return {client: sorted(ends[client]) for client in sorted(ends)}


def worlds(model: Model) -> list[World]:
    search = Search(model)
    assert search.run(100_000, lambda: False) is None
    return search.states


@cache
def scenario(name: str) -> Run:
    return play(CONCEPT.model(scenario=name), CONCEPT.opening(name))


def refused(result: Exploration) -> list[str]:
    return [verdict.property.name for verdict in result.verdicts if verdict.property.kind != "reachable" and not verdict.holds]


def counterexample(result: Exploration, name: str) -> tuple[int, ...] | None:
    """Give the shortest counterexample, replayed: it violates the property in its last state, and not before."""
    verdict = result.verdict(name)
    if verdict.choices is not None:
        steps = play(result.model, verdict.choices, stop=len(verdict.choices)).steps
        assert [n for n, step in enumerate(steps) if verdict.property.settles(step.situation)] == [len(steps) - 1]
    return verdict.choices


# the five classes


def test_each_of_the_five_classes_is_a_run_of_the_same_protocol() -> None:
    assert {declared.name: scenario(declared.name).outcome for declared in CONCEPT.scenarios[:6]} == {
        "1-server-not-found": {"client": "error", "executed": 0},
        "2-request-lost": {"client": "unknown", "executed": 0},
        "3-crash-before": {"client": "unknown", "executed": 0},
        "3-crash-after": {"client": "unknown", "executed": 1},
        "4-reply-lost": {"client": "unknown", "executed": 1},
        "5-client-crash": {"client": "crashed", "executed": 1},
    }


def test_a_client_without_an_answer_sees_exactly_the_same_whatever_went_wrong() -> None:
    silent = [scenario(name) for name in ("2-request-lost", "3-crash-before", "3-crash-after", "4-reply-lost")]
    clients = [run.steps[-1].state.processes[0] for run in silent]
    assert clients == [clients[0]] * 4
    assert clients[0].state.saw == ("address", "time-out")
    assert [run.steps[-1].state.history for run in silent] == [0, 0, 1, 1]


def test_what_the_client_saw_is_what_it_was_sent_and_its_time_outs_in_order() -> None:
    words = {"address": "address", "no such server": "no such server", "done #1": "reply", "done #2": "reply", "cannot tell #1": "server cannot tell"}
    assert len(CONCEPT.scenarios) > 5
    for declared in CONCEPT.scenarios:
        run = scenario(declared.name)
        seen: list[str] = []
        for before, step in zip(run.steps, run.steps[1:], strict=False):
            client, event = before.state.processes[0], step.event
            if event is None or event.process != "client" or not client.up or client.state.phase not in ("looking up", "waiting"):
                continue
            if event.kind == "timeout":
                seen.append("time-out")
            elif event.kind == "deliver":
                seen.append(words[CONCEPT.show(event.subject.body)])
        if run.steps[-1].state.processes[0].up:
            assert (declared.name, run.steps[-1].state.processes[0].state.saw) == (declared.name, tuple(seen))


def test_only_the_binders_refusal_is_sure_news_and_then_nothing_was_executed() -> None:
    result = explored(server_known=False)
    assert table(result) == {"error": [0]}
    assert result.verdict("error-means-not-done").holds


# client × executed


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ({"semantics": "at-least-once"}, {"crashed": [0, 1, 2], "ok": [1, 2], "unknown": [0, 1, 2]}),
        ({"semantics": "at-most-once", "filter": "volatile"}, {"crashed": [0, 1, 2], "ok": [1, 2], "unknown": [0, 1, 2]}),
        ({"semantics": "at-most-once", "filter": "stable-after"}, {"crashed": [0, 1, 2], "ok": [1, 2], "unknown": [0, 1, 2]}),
        ({"semantics": "at-most-once", "filter": "stable-before"}, {"crashed": [0, 1], "ok": [1], "unknown": [0, 1]}),
        ({"semantics": "maybe"}, {"crashed": [0, 1], "ok": [1], "unknown": [0, 1]}),
    ],
    ids=lambda value: "-".join(map(str, value.values())) if isinstance(value, dict) and "semantics" in value else "",
)
def test_the_ends_of_a_call_by_semantics_and_filter(raw: dict[str, Value], expected: dict[str, list[int]]) -> None:
    assert table(explored(**raw)) == expected


@pytest.mark.parametrize(
    ("raw", "size"),
    [
        (HONEST[0], (153, 288)),
        (HONEST[1], (172, 307)),
        (HONEST[2], (204, 379)),
        (HONEST[3], (174, 326)),
        (HONEST[4], (60, 105)),
        (NO_FAULTS, (7, 6)),
        (NO_FAULTS | {"early": 1}, (19, 24)),
        ({"server_known": False}, (9, 12)),
    ],
    ids=str,
)
def test_the_number_of_states_and_transitions_is_pinned(raw: dict[str, Value], size: tuple[int, int]) -> None:
    result = explored(**raw)
    assert (result.states, result.transitions) == size


# what retries cost


@pytest.mark.parametrize("raw", HONEST, ids=str)
def test_without_faults_every_semantics_executes_exactly_once(raw: dict[str, Value]) -> None:
    result = explored(**(NO_FAULTS | raw), retries=3)
    assert table(result) == {"ok": [1]}
    assert refused(result) == []


@pytest.mark.parametrize("raw", HONEST, ids=str)
def test_a_reply_means_that_the_call_was_executed_whatever_the_faults(raw: dict[str, Value]) -> None:
    faults = {"requests_lost": 2, "replies_lost": 2, "server_crashes": 2, "client_crashes": 1, "early": 2, "retries": 2}
    assert explored(**raw, **faults).verdict("ok-means-done").holds


@pytest.mark.parametrize("raw", HONEST, ids=str)
def test_no_reply_never_means_that_nothing_was_done(raw: dict[str, Value]) -> None:
    assert counterexample(explored(**raw), "no-reply-means-not-done") is not None


def test_an_early_time_out_alone_makes_at_least_once_execute_twice() -> None:
    result = explored(**(NO_FAULTS | {"early": 1}))
    assert table(result) == {"ok": [1, 2]}
    assert counterexample(result, "at-most-once") == (0, 0, 0, 0, 0, 1, 0, 0)


def test_without_retries_nothing_is_executed_twice() -> None:
    assert explored(retries=0, early=2).verdict("at-most-once").holds


def test_a_lost_reply_makes_at_least_once_execute_twice() -> None:
    assert counterexample(explored(server_crashes=0), "at-most-once") == (0, 0, 0, 0, 0, 1, 0, 0, 0)


def test_maybe_ignores_the_number_of_retries() -> None:
    assert explored(semantics="maybe", retries=0).endings == explored(semantics="maybe", retries=3).endings


# filters


def test_a_volatile_filter_holds_as_long_as_the_server_does_not_crash() -> None:
    without = explored(**AT_MOST_ONCE, server_crashes=0, requests_lost=2, replies_lost=2, early=2, retries=3)
    assert without.verdict("at-most-once").holds


def test_one_server_crash_defeats_a_volatile_filter() -> None:
    result = explored(**AT_MOST_ONCE, requests_lost=0, replies_lost=0)
    assert counterexample(result, "at-most-once") == (0, 0, 0, 0, 1, 0, 0, 0, 0)
    kinds = [step.event.kind for step in play(result.model, (0, 0, 0, 0, 1, 0, 0, 0, 0)).steps[3:10] if step.event]
    assert kinds == ["deliver", "step", "crash", "recover", "timeout", "deliver", "step"]


def test_a_volatile_filter_needs_a_retry_to_fail() -> None:
    assert explored(**AT_MOST_ONCE, retries=0, early=2, server_crashes=2).verdict("at-most-once").holds


def test_a_number_that_is_stored_after_the_execution_comes_too_late() -> None:
    result = explored(**AT_MOST_ONCE, filter="stable-after")
    assert counterexample(result, "at-most-once") == (0, 0, 0, 0, 1, 0, 0, 0, 0)


@pytest.mark.parametrize("retries", range(4))
@pytest.mark.parametrize("early", range(3))
def test_a_number_on_stable_storage_before_the_execution_means_at_most_once_within_every_budget(retries: int, early: int) -> None:
    for requests, replies, crashes, client in product(range(3), range(3), range(3), range(2)):
        faults = {"requests_lost": requests, "replies_lost": replies, "server_crashes": crashes, "client_crashes": client}
        result = explored(**STABLE_BEFORE, **faults, retries=retries, early=early)
        assert [result.verdict(name).holds for name in ("at-most-once", "ok-means-done", "ok-means-once")] == [True] * 3


def test_the_price_of_at_most_once_is_a_server_that_cannot_tell() -> None:
    done, not_done = scenario("cannot-tell-done"), scenario("cannot-tell-not-done")
    assert [run.outcome for run in (done, not_done)] == [{"client": "unknown", "executed": 1}, {"client": "unknown", "executed": 0}]
    assert done.steps[-1].state.processes[0] == not_done.steps[-1].state.processes[0]
    assert done.steps[-1].state.processes[0].state.saw == ("address", "time-out", "server cannot tell")
    assert explored(**STABLE_BEFORE).verdict("server-cannot-tell").choices == (0, 0, 0, 0, 1, 0, 0, 0, 0, 0)


@pytest.mark.parametrize("raw", [raw for raw in HONEST if raw != STABLE_BEFORE], ids=str)
def test_only_a_server_that_logs_first_is_ever_in_doubt(raw: dict[str, Value]) -> None:
    assert explored(**raw, retries=3, early=1, server_crashes=2).verdict("server-cannot-tell").holds is False


# the client crashes


def test_a_crashed_client_leaves_an_orphan() -> None:
    result = explored()
    assert result.verdict("orphan").choices == (0, 0, 0, 2)
    assert explored(client_crashes=0).verdict("orphan").holds is False


def test_a_client_crashes_at_most_once_and_only_while_it_waits() -> None:
    model = CONCEPT.model({"client_crashes": 2})
    found = worlds(model)
    waiting = [world.processes[0].up and world.processes[0].state.phase == "waiting" for world in found]
    assert [any(event.kind == "crash" and event.process == "client" for event in model.machine.enabled(world)) for world in found] == waiting
    assert set(waiting) == {True, False}


# what the client may conclude


@pytest.mark.parametrize("raw", HONEST, ids=str)
def test_what_the_client_concludes_is_true_and_as_narrow_as_it_can_be(raw: dict[str, Value]) -> None:
    faults = {"requests_lost": 2, "replies_lost": 2, "server_crashes": 2, "early": 2, "retries": 3}
    model = CONCEPT.model(raw | faults)
    real: dict[object, set[int]] = {}
    concluded: dict[object, tuple[int, int]] = {}
    for world in worlds(model):
        if world.processes[0].up:
            saw = world.processes[0].state
            real.setdefault(saw, set()).add(world.history)
            concluded[saw] = possible(model.situation(world))
    # a server that compares numbers executes again only after a crash, and there are two
    most = 3 if raw.get("filter", "stable-before") != "stable-before" else 4
    assert {saw: (min(counts), max(counts)) for saw, counts in real.items()} == {
        saw: (low, min(high, most)) for saw, (low, high) in concluded.items()
    }


def test_with_a_broken_protocol_the_client_concludes_what_is_not_so() -> None:
    for name in ("broken-new-number", "broken-guess-not-done", "broken-guess-done"):
        run = scenario(name)
        world = run.steps[-1].state
        low, high = possible(run.steps[-1].situation)
        assert not low <= world.history <= high
        assert "That is wrong" in CONCEPT.say_step(run.steps[-2], run.steps[-1])


# broken on purpose


def test_a_new_number_for_a_retry_defeats_the_best_filter_without_any_crash() -> None:
    result = explore(CONCEPT.model(scenario="broken-new-number"))
    assert counterexample(result, "at-most-once") == (0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0)
    assert (result.states, result.transitions) == (54, 72)


def test_a_server_that_guesses_not_done_executes_twice() -> None:
    result = explore(CONCEPT.model(scenario="broken-guess-not-done"))
    assert counterexample(result, "at-most-once") == (0, 0, 0, 0, 0, 1, 0, 0, 0, 0)
    assert result.verdict("ok-means-done").holds


def test_a_server_that_guesses_done_confirms_what_never_happened() -> None:
    result = explore(CONCEPT.model(scenario="broken-guess-done"))
    assert counterexample(result, "ok-means-done") == (0, 0, 0, 0, 1, 0, 0, 0, 0, 0)
    assert result.verdict("at-most-once").holds
