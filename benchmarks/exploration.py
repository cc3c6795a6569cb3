"""How fast exploration is and what it holds, as ratios in one run: against a search written by hand, and with symmetry against without.

The cooperative commit is searched by hand too, so both must find the same. The toy of the tests is a smaller protocol; its rate is compared with the
rate of the same search by hand. Collections of garbage are put off, as in the command line and in the process that explores for a page.

Start with ``python -m benchmarks.exploration``, or with the largest number of participants behind it: 4 unless given; 5 takes some minutes.
Times depend on the machine; the ratios hardly do. Nothing here is asserted but that searches agree.
"""

import gc
import sys
import time
import tracemalloc
from collections.abc import Callable
from statistics import median
from typing import Any

from app.kernel.explore import Exploration, explore
from app.kernel.specification import Model
from app.runner.job import Bounds
from benchmarks.commit_by_hand import search
from benchmarks.cooperative_commit import cooperative_commit
from tests.kernel.toys import ATOMIC, BLOCKING, decided, log_and_life, model_of, two_phase_commit

MEBIBYTE = 1 << 20


def toy(participants: int) -> Model:
    """Give the two-phase commit of the kernel's tests, with one crash; its participants can be interchanged."""
    network = two_phase_commit(participants, 1)
    return model_of(network, (ATOMIC, BLOCKING), lambda world: {"decided": sorted(decided(world))}, lambda model: network.names[1:], log_and_life)


def timed(work: Callable[[], Any], times: int = 3) -> tuple[Any, float]:
    """Give the result, and the median of the seconds that it took."""
    seconds = []
    for _ in range(times):
        gc.collect()
        gc.disable()
        begin = time.process_time()
        result = work()
        seconds.append(time.process_time() - begin)
        gc.enable()
    return result, median(seconds)


def held(work: Callable[[], Any]) -> float:
    """Give the most memory that it held at a time, in MiB."""
    gc.collect()
    tracemalloc.start()
    work()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / MEBIBYTE


def beside_a_search_by_hand(most: int) -> None:
    """Print a row a model and size."""
    print("model              participants    states  transitions  seconds  transitions/s  ÷ by hand")
    for participants in range(2, most + 1):
        by_hand, seconds_by_hand = timed(lambda n=participants: search(n))
        rate_by_hand = by_hand["transitions"] / seconds_by_hand
        for name, model in (("cooperative commit", cooperative_commit), ("toy", toy)):
            found, seconds = timed(lambda n=participants, model=model: explore(model(n), limit=10_000_000))
            if model is cooperative_commit:
                assert (found.states, found.transitions) == (by_hand["states"], by_hand["transitions"])
                assert found.verdict("atomic").holds is by_hand["atomic"]
            rate = found.transitions / seconds
            counts = f"{participants:12} {found.states:9} {found.transitions:12}"
            print(f"{name:18} {counts} {seconds:8.3f} {rate:14,.0f} {rate / rate_by_hand:10.2f}", flush=True)


def with_symmetry(most: int) -> None:
    """Print a row a size: the toy with all states, and with those up to renaming."""
    print("participants    states  up to renaming  seconds      with   ÷ without       MiB      with   ÷ without")
    for participants in range(2, most + 1):

        def whole(n: int = participants) -> Exploration:
            return explore(toy(n), limit=10_000_000)

        def reduced(n: int = participants) -> Exploration:
            return explore(toy(n), symmetry=True)

        (all_states, seconds), (renamed, seconds_with) = timed(whole), timed(reduced)
        memory, memory_with = held(whole), held(reduced)
        print(
            f"{participants:12} {all_states.states:9} {renamed.states:15} {seconds:8.3f} {seconds_with:9.3f} {seconds_with / seconds:11.2f}"
            f" {memory:9.1f} {memory_with:9.1f} {memory_with / memory:11.2f}",
            flush=True,
        )


def within_bounds(participants: int) -> None:
    """Print a row a search: which part it takes of what a claim, a page and a request may take."""
    most = Bounds()
    print(f"of {most.states:,} states, {most.seconds:g} seconds and {most.memory // MEBIBYTE:,} MiB  participants  states  seconds  memory")
    for name, model, symmetry in (("cooperative commit", cooperative_commit, False), ("toy", toy, False), ("toy with symmetry", toy, True)):

        def work(model: Callable[[int], Model] = model, symmetry: bool = symmetry) -> Exploration:
            return explore(model(participants), limit=most.states, symmetry=symmetry)

        found, seconds = timed(work, 1)
        shares = f"{found.states / most.states:7.1%} {seconds / most.seconds:8.1%} {held(work) * MEBIBYTE / most.memory:7.1%}"
        print(f"{name:50} {participants:12} {shares}{'' if found.exhausted else ', not exhausted'}", flush=True)


def main() -> None:
    """Print the three tables."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 4
    beside_a_search_by_hand(most)
    print()
    with_symmetry(most)
    print()
    within_bounds(most)


if __name__ == "__main__":
    main()
