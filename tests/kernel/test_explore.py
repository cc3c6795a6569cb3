"""Exploration finds everything, the shortest run to it, and says when it did not look everywhere."""

from itertools import product
from typing import Any

import pytest

from app.kernel.explore import explore
from app.kernel.faults import Budget, Faults
from app.kernel.network import Network
from app.kernel.roles import Local
from app.kernel.runs import play
from app.kernel.specification import Model
from tests.kernel.search_by_hand import search as search_by_hand
from tests.kernel.toys import ATOMIC, BLOCKING, Collector, Sender, always, decided, model_of, two_phase_commit


def commit(participants: int, crashes: int, symmetry: bool = False) -> Model:
    """Give the two-phase commit with its properties; outcomes are the decisions on stable storage."""
    network = two_phase_commit(participants, crashes)
    group = network.names[1:]
    return model_of(
        network,
        (ATOMIC, BLOCKING, always("never READY", lambda world, final: all(p.stable != "READY" for p in world.processes))),
        lambda world: {"decided": sorted(decided(world))},
        (lambda model: group) if symmetry else None,
    )


def all_paths(model: Model, length: int) -> list[tuple[tuple[int, ...], Any]]:
    """Give every run of up to ``length`` events and its last state, by brute force: shorter first, then in lexicographic order."""
    machine = model.machine
    level: list[tuple[tuple[int, ...], Any]] = [((), machine.start().state)]
    paths = list(level)
    for _ in range(length):
        level = [((*path, i), machine.apply(state, event).state) for path, state in level for i, event in enumerate(machine.enabled(state))]
        paths += level
    return paths


def test_the_number_of_states_is_pinned() -> None:
    counts = {size: (explore(commit(*size)).states, explore(commit(*size)).transitions) for size in product((2, 3), (0, 1, 2))}
    assert counts == {
        (2, 0): (88, 161),
        (2, 1): (374, 867),
        (2, 2): (950, 2205),
        (3, 0): (820, 2401),
        (3, 1): (4432, 15287),
        (3, 2): (15940, 54173),
    }


@pytest.mark.parametrize("size", list(product((2, 3), (0, 1, 2))))
def test_a_search_written_by_hand_finds_the_same(size: tuple[int, int]) -> None:
    found = explore(commit(*size))
    assert search_by_hand(*size) == (found.states, found.transitions, found.verdict("atomic").holds, found.verdict("blocking").holds)


def test_every_state_that_brute_force_reaches_is_found_and_no_other() -> None:
    model = commit(2, 1)
    reached = {state for _, state in all_paths(model, 6)}
    deep = explore(model).states
    shallow = {state for _, state in all_paths(model, 5)}
    assert len(shallow) < len(reached) <= deep


def test_the_witness_is_a_shortest_run_and_of_those_the_least() -> None:
    model = commit(2, 1)
    found = explore(model).verdict("never READY").choices
    bad = [path for path, world in all_paths(model, 4) if any(p.stable == "READY" for p in world.processes)]
    assert found == min(bad, key=lambda path: (len(path), path))


def test_two_phase_commit_blocks_after_ready_with_one_crash_but_not_without() -> None:
    assert explore(commit(2, 0)).verdict("blocking").holds is False
    verdict = explore(commit(2, 1)).verdict("blocking")
    assert verdict.holds is True
    run = play(commit(2, 1), verdict.choices or (), stop=len(verdict.choices or ()))
    world = run.steps[-1].state
    assert not world.processes[0].up
    assert "READY" in {process.stable for process in world.processes if process.up}


def test_two_phase_commit_is_atomic_under_two_crashes() -> None:
    assert explore(commit(3, 2)).verdict("atomic").holds is True


def test_every_ending_has_a_run_that_replays_to_it() -> None:
    for model in (commit(2, 2), commit(3, 1, symmetry=True)):
        endings = explore(model, symmetry=True).endings
        assert len(endings) > 1
        for ending in endings:
            run = play(model, ending.choices, stop=len(ending.choices))
            assert run.outcome == ending.outcome
            assert run.steps[-1].final


class Fragile(Collector):
    """Can crash only when it has its message."""

    def crashable(self, me: Local) -> bool:
        return bool(me.state)


def test_exploration_goes_on_past_final_states_with_faults() -> None:
    faults = Faults((Budget("crashes", "crashes", 1),), crashes={"b": "crashes"})
    network = Network({"a": Sender("1"), "b": Fragile()}, faults=faults)
    result = explore(model_of(network, (always("up", lambda world, final: world.processes[1].up),), lambda world: {"up": world.processes[1].up}))
    assert play(result.model).choices == (0,)
    assert result.verdict("up").choices == (0, 0)
    assert [(ending.outcome, ending.choices) for ending in result.endings] == [({"up": True}, (0,)), ({"up": False}, (0, 0))]


def test_stopping_at_the_limit_is_no_verdict() -> None:
    result = explore(commit(3, 1), limit=100)
    assert (result.exhausted, result.stopped, result.states) == (False, "states", 100)
    assert result.verdict("atomic").holds is None
    assert result.verdict("never READY").holds is False


def test_a_limit_of_exactly_the_number_of_states_is_enough() -> None:
    assert explore(commit(2, 0), limit=88).exhausted
    assert not explore(commit(2, 0), limit=87).exhausted


def test_running_out_of_time_is_said() -> None:
    asked = iter([False, False, True])
    result = explore(commit(3, 2), overdue=lambda: next(asked))
    assert (result.exhausted, result.stopped) == (False, "time")
    assert result.verdict("atomic").holds is None


def test_progress_is_told_while_the_search_goes_on() -> None:
    told: list[tuple[int, int]] = []
    result = explore(commit(3, 1), progress=lambda found, expanded: told.append((found, expanded)))
    assert told == sorted(told)
    assert len(told) == -(-result.states // 256)
    assert all(expanded <= found <= result.states for found, expanded in told)
