"""The two-phase commit of the toys, searched by hand: no kernel, no roles, no events. What the kernel finds is held to it.

A state is a flat tuple of texts, which holds for each process where it is and for each channel what is under way:

- the coordinator: "wait" with how many said yes, or a decision, which it has still to tell if it begins with "!"; in capitals as logged
- each participant: "INIT", "?" (has to vote), "!" (READY, has still to say so), "READY", "COMMIT", "ABORT"; in brackets what the log of one says
  that is down
- each channel from the coordinator: a letter a message (v: vote?, c: commit, a: abort), the oldest first; then each one to it (y: yes, n: no)
- who crashed, in order
"""

from collections.abc import Callable, Iterator

State = tuple[str, ...]


def first(size: int) -> State:
    """Give the state in which everybody is asked to vote."""
    return ("wait0", *("INIT",) * size, *("v",) * size, *("",) * size, "")


def put(state: State, changes: dict[int, str]) -> State:
    """Give a state with other texts at some places."""
    after = list(state)
    for place, text in changes.items():
        after[place] = text
    return tuple(after)


def log(process: str) -> str:
    """Give what stands in a process's log."""
    if process.startswith("("):
        return process[1:-1]
    return {"?": "INIT", "!": "READY"}.get(process, "" if process.startswith("wait") else process.removeprefix("!"))


def hear(coordinator: str, size: int, vote: str) -> str:
    """Give the coordinator after a vote."""
    if not coordinator.startswith("wait"):
        return coordinator
    if vote == "n":
        return "!ABORT"
    heard = int(coordinator.removeprefix("wait")) + 1
    return "!COMMIT" if heard == size else f"wait{heard}"


def learn(participant: str, message: str) -> str:
    """Give a participant after a message from the coordinator; one that is down loses it."""
    if participant.startswith("("):
        return participant
    return {"v": "?", "c": "COMMIT", "a": "ABORT"}[message]


def own_moves(state: State, size: int) -> Iterator[State]:
    """Give what comes by no fault: the steps and votes of those that are busy, and the messages to those that are not."""
    coordinator = state[0]
    if coordinator.startswith("!"):
        told = {size + place: state[size + place] + coordinator[1].lower() for place in range(1, size + 1)}
        yield put(state, {0: coordinator[1:]} | told)
    for place in range(1, size + 1):
        participant, down, up = state[place], state[size + place], state[2 * size + place]
        if participant == "?":
            yield put(state, {place: "!"})
            yield put(state, {place: "ABORT", 2 * size + place: up + "n"})
        elif participant == "!":
            yield put(state, {place: "READY", 2 * size + place: up + "y"})
        elif down:
            yield put(state, {place: learn(participant, down[0]), size + place: down[1:]})
        if up and not coordinator.startswith("!"):
            yield put(state, {0: hear(coordinator, size, up[0]), 2 * size + place: up[1:]})


def crashes(state: State, size: int, most: int) -> Iterator[State]:
    """Give what comes by a crash."""
    if len(state[-1]) < most:
        for place in range(size + 1):
            if not state[place].startswith("("):
                yield put(state, {place: f"({log(state[place])})", 3 * size + 1: state[-1] + str(place)})


def normal_form(state: State, size: int) -> State:
    """Give the same for all states that differ only in the names of the participants: each with its channels, in the order of the alphabet."""
    columns = sorted((state[place], state[size + place], state[2 * size + place], state[-1].find(str(place))) for place in range(1, size + 1))
    return (state[0], *(text for column in columns for text in map(str, column)), str(state[-1].find("0")))


def search(size: int, most: int, form: Callable[[State, int], State] = lambda state, size: state) -> tuple[int, int, bool, bool]:
    """Give states, transitions, whether it is atomic, and whether it can block; ``form`` says which states are the same."""
    states = [first(size)]
    known = {form(states[0], size)}
    transitions, atomic, blocks = 0, True, False
    for state in states:
        own = list(own_moves(state, size))
        logs = {log(process) for process in state[: size + 1]}
        atomic = atomic and not {"COMMIT", "ABORT"} <= logs
        blocks = blocks or (not own and state[0].startswith("(") and "READY" in state[1 : size + 1])
        for after in (*own, *crashes(state, size, most)):
            transitions += 1
            if form(after, size) not in known:
                known.add(form(after, size))
                states.append(after)
    return len(states), transitions, atomic, blocks
