"""Two-phase commit as a search written by hand over tuples: no kernel, no roles, no events. What the kernel's exploration is measured against.

Participants that wait ask each other for the decision, which the toy of the tests leaves out. A process is ``(up, at, known, log, waiting, todo)``,
where ``known`` is the bit set of the yes votes (coordinator, process 0) or how many have been asked (participants), and ``todo`` the steps still to
be done: ``(body, to)`` to send, or None to begin. Messages are ``(sender, receiver, body)``, grouped by channel. A state is a flat tuple of small
integers, for tuples of tuples are slow to hash: a number for each process, one for the messages, the crashes left. What a process can do is looked
up by its number.
"""

from collections.abc import Iterator
from typing import Any

State = tuple[Any, ...]
DECIDED = ("COMMIT", "ABORT")


def decide(place: int, size: int, decision: str) -> State:
    """Log a decision; the coordinator has to tell everybody."""
    return (True, decision, 0, decision, False, () if place else tuple((decision, to) for to in range(1, size)))


def ask_next(place: int, size: int, asked: int) -> tuple[State, tuple[Any, ...]]:
    """Ask the next one who may know the decision."""
    if asked == size - 1:
        return (True, "READY", asked, "READY", False, ()), ()
    sources = (0, *range(place + 1, size), *range(1, place))
    return (True, "READY", asked + 1, "READY", asked + 1 < size - 1, ()), ((place, sources[asked], "decision?"),)


def vote(yes: bool) -> State:
    """Log the vote, then say it."""
    return (True, "READY", 0, "READY", True, (("yes", 0),)) if yes else (True, "ABORT", 0, "ABORT", False, (("no", 0),))


def hear(process: State, place: int, size: int, sender: int, body: str) -> tuple[State, tuple[Any, ...]]:
    """Give a process after a message, and what it sends at once."""
    at, known = process[1], process[2]
    if body == "decision?":
        if place == 0:
            return process, ((0, sender, at),) if at in DECIDED else ()
        return (decide(place, size, "ABORT"), ((place, sender, "ABORT"),)) if at == "INIT" else (process, ((place, sender, at),))
    if place == 0:
        if at != "WAIT":
            return process, ()
        if body == "no":
            return decide(0, size, "ABORT"), ()
        known |= 1 << sender
        return decide(0, size, "COMMIT") if known == (1 << size) - 2 else (True, "WAIT", known, "WAIT", True, ()), ()
    if body == "vote?":
        return (True, "INIT", 0, process[3], False, ("vote",)) if at == "INIT" else process, ()
    if body in DECIDED:
        return process if at in DECIDED else decide(place, size, body), ()
    if at == "READY" and known and sender == (0, *range(place + 1, size), *range(1, place))[known - 1]:
        return ask_next(place, size, known)
    return process, ()


def step(process: State, place: int, size: int) -> Iterator[tuple[State, tuple[Any, ...]]]:
    """Give what the next step of a busy process leads to: a process and what it sends, for each way."""
    todo = process[5][0]
    if todo == "vote":
        yield vote(True), ()
        yield vote(False), ()
    elif todo is None:
        yield (True, "WAIT", 0, "WAIT", True, tuple(("vote?", to) for to in range(1, size))), ()
    else:
        yield (*process[:5], process[5][1:]), ((place, todo[1], todo[0]),)


class Search:
    """A breadth-first search with numbers for processes and bags of messages, given as they are met."""

    def __init__(self, participants: int, crashes: int) -> None:
        self.size, self.crashes = participants + 1, crashes
        self.processes: list[State] = []
        self.process_numbers: dict[State, int] = {}
        self.bags: list[State] = []
        self.bag_numbers: dict[State, int] = {}
        self.steps: list[Any] = []
        self.timeouts: list[Any] = []
        self.downs: list[int] = []
        self.heads: list[Any] = []
        self.heard: dict[Any, Any] = {}
        self.puts: dict[Any, int] = {}
        coordinator = self.process((True, "INIT", 0, "INIT", False, (None,)), 0)
        others = [self.process((True, "INIT", 0, "INIT", True, ()), place) for place in range(1, self.size)]
        self.first = (coordinator, *others, self.bag(()), crashes)

    def process(self, process: State, place: int) -> int:
        """Give the number of a process at its place; work out its steps, its time-out and its crash."""
        key = (place, process)
        if key not in self.process_numbers:
            number = self.process_numbers[key] = len(self.processes)
            self.processes.append(process)
            for known in (self.steps, self.timeouts):
                known.append(())
            self.downs.append(-1)
            if process[5]:
                self.steps[number] = [(self.process(after, place), sends) for after, sends in step(process, place, self.size)]
            elif process[4]:
                after, sends = ask_next(place, self.size, process[2]) if process[1] == "READY" else (decide(place, self.size, "ABORT"), ())
                self.timeouts[number] = [(self.process(after, place), sends)]
            if process[0]:
                self.downs[number] = self.process((False, "", 0, process[3], False, ()), place)
        return self.process_numbers[key]

    def bag(self, messages: State) -> int:
        """Give the number of a bag of messages; work out what can arrive from it."""
        if messages not in self.bag_numbers:
            number = self.bag_numbers[messages] = len(self.bags)
            self.bags.append(messages)
            self.heads.append(())
            heads = [at for at, message in enumerate(messages) if at == 0 or messages[at - 1][:2] != message[:2]]
            self.heads[number] = [(*messages[at], self.bag(messages[:at] + messages[at + 1 :])) for at in heads]
        return self.bag_numbers[messages]

    def put(self, bag: int, sends: State) -> int:
        """Give the number of a bag after something was put on its channels, behind what is there."""
        messages = self.bags[bag]
        for message in sends:
            at = len(messages)
            while at and messages[at - 1][:2] > message[:2]:
                at -= 1
            messages = (*messages[:at], message, *messages[at:])
        number = self.puts[bag, sends] = self.bag(messages)
        return number

    def hear(self, number: int, place: int, sender: int, body: str) -> Any:
        """Give the number of a process after a message, with what it sends; None if it is busy."""
        process = self.processes[number]
        if process[5]:
            found = None
        elif process[0]:
            after, sends = hear(process, place, self.size, sender, body)
            found = self.process(after, place), sends
        else:
            found = number, ()
        self.heard[number, sender, body] = found
        return found

    def successors(self, state: State) -> tuple[list[State], int]:
        """Give the successors in the order in which the kernel gives them, and how many of them come by no fault."""
        size, bag, crashes = self.size, state[-2], state[-1]
        steps, puts, heard = self.steps, self.puts, self.heard
        found = []
        for place in range(size):
            for after, sends in steps[state[place]]:
                now = (puts.get((bag, sends)) or self.put(bag, sends)) if sends else bag
                found.append((*state[:place], after, *state[place + 1 : size], now, crashes))
        for sender, place, body, left in self.heads[bag]:
            key = (state[place], sender, body)
            move = heard[key] if key in heard else self.hear(state[place], place, sender, body)
            if move is not None:
                after, sends = move
                now = (puts.get((left, sends)) or self.put(left, sends)) if sends else left
                found.append((*state[:place], after, *state[place + 1 : size], now, crashes))
        if not found:
            for place in range(size):
                for after, sends in self.timeouts[state[place]]:
                    now = self.put(bag, sends) if sends else bag
                    found.append((*state[:place], after, *state[place + 1 : size], now, crashes))
        normal = len(found)
        if crashes:
            for place in range(size):
                down = self.downs[state[place]]
                if down >= 0:
                    found.append((*state[:place], down, *state[place + 1 : size], bag, crashes - 1))
        return found, normal

    def run(self) -> dict[str, Any]:
        """Search every state; give their number, that of the transitions, whether atomicity holds, where blocking was first seen, the endings."""
        known, states, parents = {self.first}, [self.first], [-1]
        transitions, torn, blocked, endings = 0, -1, -1, {}
        processes, size = self.processes, self.size
        for number, state in enumerate(states):
            found, normal = self.successors(state)
            transitions += len(found)
            logs = [processes[local][3] for local in state[:size]]
            if torn < 0 and "COMMIT" in logs and "ABORT" in logs:
                torn = number
            if not normal:
                stuck = not processes[state[0]][0] and any(processes[local][0] and processes[local][3] == "READY" for local in state[1:size])
                if stuck and blocked < 0:
                    blocked = number
                ending = (tuple(logs), stuck)
                endings[ending] = endings.get(ending, 0) + 1
            for after in found:
                if after not in known:
                    known.add(after)
                    states.append(after)
                    parents.append(number)
        return {"states": len(states), "transitions": transitions, "atomic": torn < 0, "blocked": blocked, "endings": endings}


def search(participants: int, crashes: int = 1) -> dict[str, Any]:
    """Search every state of a two-phase commit."""
    return Search(participants, crashes).run()
