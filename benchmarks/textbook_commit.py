"""The textbook's two-phase commit (TwoPhase: Gray and Lamport 2006) explored as a machine of its own, against the same search written by hand.

Messages are a set that nothing leaves, so a message may be received twice. The number of states is known for every number of resource managers, and
each row is held to it. A machine like this has no second door: this is the price of ``enabled`` and ``apply``.

Start with ``python -m benchmarks.textbook_commit``, or with the largest number of resource managers behind it: 5 unless given, 7 at most.
"""

import sys
import time

from app.kernel.events import Event, Transition
from app.kernel.explore import explore
from app.kernel.machine import Machine
from tests.kernel.toys import always, model_of

STATES = {3: 288, 4: 1_568, 5: 8_832, 6: 50_816, 7: 296_448}
"""Distinct states by the number of resource managers."""

State = tuple[str, str, str, str]
"""A letter for each resource manager (w: working, p: prepared, c: committed, a: aborted); the transaction manager's state (i: init, c, a); and two
rows of digits, one for each resource manager: the transaction manager knows that it is prepared; it has said so. A decision is its own message."""


def put(text: str, place: int, letter: str) -> str:
    """Give a text with another letter at a place."""
    return text[:place] + letter + text[place + 1 :]


def moves(state: State) -> list[tuple[str, int, State]]:
    """Give what can happen: its name, the place of the resource manager, the state after it."""
    managers, decision, heard, said = state
    found: list[tuple[str, int, State]] = []
    if decision == "i":
        if "0" not in heard:
            found.append(("commit", -1, (managers, "c", heard, said)))
        found.append(("abort", -1, (managers, "a", heard, said)))
    for place, manager in enumerate(managers):
        if decision == "i" and said[place] == "1":
            found.append(("hear prepared", place, (managers, decision, put(heard, place, "1"), said)))
        if manager == "w":
            found.append(("prepare", place, (put(managers, place, "p"), decision, heard, put(said, place, "1"))))
            found.append(("choose to abort", place, (put(managers, place, "a"), decision, heard, said)))
        if decision != "i":
            found.append(("hear decision", place, (put(managers, place, decision), decision, heard, said)))
    return found


def first(size: int) -> State:
    """Give the first state of this many resource managers."""
    return "w" * size, "i", "0" * size, "0" * size


class TwoPhase(Machine[State]):
    """The same moves as events of the kernel."""

    def __init__(self, size: int) -> None:
        self.size = size

    def start(self) -> Transition[State]:
        """Give the first state."""
        return Transition(first(self.size), ())

    def enabled(self, state: State) -> tuple[Event, ...]:
        """Give an event for each move."""
        return tuple([Event("step", str(place), (name, after)) for name, place, after in moves(state)])

    def apply(self, state: State, event: Event) -> Transition[State]:
        """Give the state that the move leads to."""
        return Transition(event.subject[1], ())


def by_hand(size: int) -> tuple[int, int, bool]:
    """Give the states, the transitions, and whether the resource managers always agree, by a search with nothing around it."""
    states = [first(size)]
    known, transitions, agree = set(states), 0, True
    for state in states:
        agree = agree and not ("a" in state[0] and "c" in state[0])
        for _, _, after in moves(state):
            transitions += 1
            if after not in known:
                known.add(after)
                states.append(after)
    return len(states), transitions, agree


def main() -> None:
    """Print a row a size."""
    print("resource managers   states  transitions  seconds  transitions/s  ÷ by hand")
    agreement = always("agreement", lambda state, final: not ("a" in state[0] and "c" in state[0]))
    for size in range(3, int(sys.argv[1]) + 1 if len(sys.argv) > 1 else 6):
        begin = time.process_time()
        states, transitions, agree = by_hand(size)
        middle = time.process_time()
        found = explore(model_of(TwoPhase(size), (agreement,)))
        end = time.process_time()
        assert found.states == states == STATES[size]
        assert found.transitions == transitions
        assert found.verdict("agreement").holds is agree is True
        seconds = end - middle
        print(f"{size:17}  {states:7}  {transitions:11}  {seconds:7.3f}  {transitions / seconds:13,.0f}  {(middle - begin) / seconds:9.2f}")


if __name__ == "__main__":
    main()
