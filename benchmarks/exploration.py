"""How fast exploration is, as ratios in one run: against a search written by hand, and with symmetry.

The hand-written search is of a fuller two-phase commit than the toy of the tests, so its rate of transitions is what is compared, not its seconds.

Start with ``python -m benchmarks.exploration``. Times depend on the machine; the ratios hardly do. Nothing here is asserted.
"""

import time
from collections.abc import Callable
from statistics import median

from app.kernel.explore import Exploration, explore
from app.kernel.network import Network
from app.kernel.specification import Model
from benchmarks.commit_by_hand import search
from tests.kernel.toys import ATOMIC, BLOCKING, decided, model_of, two_phase_commit


def commit(participants: int) -> Model:
    """Give the two-phase commit of the kernel's tests, with one crash."""
    network: Network = two_phase_commit(participants, 1)
    group = network.names[1:]
    return model_of(network, (ATOMIC, BLOCKING), lambda world: {"decided": sorted(decided(world))}, lambda model: group)


def timed(search: Callable[[], Exploration], times: int = 3) -> tuple[Exploration, float]:
    """Give the result, and the median of the seconds that it took."""
    seconds, result = [], None
    for _ in range(times):
        begin = time.process_time()
        result = search()
        seconds.append(time.process_time() - begin)
    assert result is not None
    return result, median(seconds)


def by_hand(participants: int) -> float:
    """Give the transitions a second of the search that was written by hand."""
    seconds = []
    for _ in range(3):
        begin = time.process_time()
        found = search(participants)
        seconds.append(time.process_time() - begin)
    return float(found["transitions"] / median(seconds))


def main() -> None:
    """Print a row a size."""
    print("participants  states  transitions  seconds  transitions/s  ÷ by hand  states with symmetry  time without ÷ with")
    for participants in (2, 3, 4):
        plain, seconds = timed(lambda n=participants: explore(commit(n)))
        rate = plain.transitions / seconds / by_hand(participants)
        reduced, sorted_seconds = timed(lambda n=participants: explore(commit(n), symmetry=True))
        print(
            f"{participants:12}  {plain.states:6}  {plain.transitions:11}  {seconds:7.3f}  {plain.transitions / seconds:13,.0f}  {rate:9.2f}"
            f"  {reduced.states:20}  {seconds / sorted_seconds:19.2f}"
        )


if __name__ == "__main__":
    main()
