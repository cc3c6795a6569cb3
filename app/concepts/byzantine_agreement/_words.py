"""What an event would do, and what it did: who was told what, and what is true of it."""

from collections.abc import Iterable, Sequence
from typing import Any

from app.concepts.byzantine_agreement._judging import Result, agreement, machine, mistakes, over, protocol, results
from app.concepts.byzantine_agreement._messages import Path, spelled
from app.concepts.byzantine_agreement._om import OralMessages
from app.concepts.byzantine_agreement._vectors import NOT_HEARD, Vectors
from app.kernel.events import Event
from app.kernel.situation import Situation
from app.kernel.steps import Step
from app.kernel.synchronous import RoundState

DETAILED = 5
"""Processes up to which every vector is written out."""


def people(names: Iterable[str]) -> str:
    """Join process names: P1, P2 and P4."""
    *most, last = [f"P{name}" for name in names]
    return f"{', '.join(most)} and {last}" if most else last


def hearsay(path: Sequence[str]) -> str:
    """Say what came along a path, the last sender first: "P3 says that P2 said that P1 said"."""
    last, *before = reversed(path)
    return "".join([f"P{last} says", *(f" that P{name} said" for name in before)])


def passed_on(path: Sequence[str], value: str) -> str:
    """Say what came along a path, as somebody tells it: "that P2 said that P1 said x"."""
    return f"{' '.join(f'that P{name} said' for name in reversed(path))} {value}"


def claim(model: Situation[Any], state: RoundState, event: Event) -> tuple[str, Path, str]:
    """Read an event of a lie: its receiver, the path that the value claims to have come (up to the traitor), and the value."""
    assert isinstance(event.subject, tuple)
    receiver, part, value = event.subject
    if isinstance(protocol(model), OralMessages):
        return receiver, tuple(part.split(".")) if part else (), value
    return receiver, (part,) if part != event.process else (), value


def label(model: Situation[Any], state: RoundState, event: Event) -> str:
    """Say what an event would do."""
    if event.kind == "step":
        silent = isinstance(protocol(model), OralMessages) and state.round + 1 >= len(protocol(model).names)
        return f"Round {state.round + 1} passes without a message" if silent else f"All messages of round {state.round + 1} arrive"
    receiver, path, value = claim(model, state, event)
    if path:
        return f"P{event.process} tells P{receiver} {passed_on(path, value)}"
    return f"P{event.process} tells P{receiver} that its {'own ' if state.round else ''}value is {value}"


def narrate(model: Situation[Any], before: RoundState | None, step: Step[Any]) -> str:
    """Say what happened, what is true of it, and at the end of a round what everybody holds."""
    if before is None or step.event is None:
        return _opening(model)
    said = f"{label(model, before, step.event)}{_truth(model, before, step.event)}."
    said += _uncounted(model, before, step.event)
    return said if step.state.round == before.round else f"{said} {_closing(model, step.state)}"


def _opening(model: Situation[Any]) -> str:
    rules = protocol(model)
    who = "Nobody is a traitor"
    if rules.traitors:
        many = len(rules.traitors) > 1
        who = f"{people(rules.traitors)} {'are traitors' if many else 'is a traitor'} and may say anything; no other process knows that"
    if isinstance(rules, Vectors):
        return f"Round 1 begins: every process sends its value to all others. {who}."
    kept = "" if rules.commander in rules.traitors else f" {rules.value}"
    return f"Round 1 begins: the commander P{rules.commander} sends its value{kept} to all others. {who}."


# a lie


def _truth(model: Situation[Any], before: RoundState, event: Event) -> str:
    """Say what a made-up value should be compared with."""
    if event.kind == "step":
        return ""
    receiver, path, value = claim(model, before, event)
    if before.round == 0:
        return _so_far(model, before, event.process, receiver, value)
    if not path:
        first = before.locals[machine(model).loyal.index(receiver)][protocol(model).names.index(event.process)]
        return ", as in round 1" if first == value else f"; in round 1 it told it {first}"
    if path[-1] in protocol(model).traitors:
        return f"; P{path[-1]} is a traitor too, so between those two anything may have been said"
    true = _said(model, before, path)
    return f", and this time it is the truth: P{path[-1]} did say {true}" if true == value else f"; in truth P{path[-1]} said {true}"


def _said(model: Situation[Any], state: RoundState, path: Path) -> str:
    """Give what the last process of a path, a loyal one, really said about it."""
    rules, local = protocol(model), state.locals[machine(model).loyal.index(path[-1])]
    if isinstance(rules, Vectors):
        return str(local[rules.names.index(path[-1])])
    if len(path) == 1:
        return rules.value
    return str(local.heard[len(path) - 2][rules.heard_by(len(path) - 2, path[-1]).index(path[:-1])])


def _uncounted(model: Situation[Any], before: RoundState, event: Event) -> str:
    """Say so where the rule of decision does not look at a made-up element."""
    rules = protocol(model)
    if before.round == 0 or isinstance(rules, OralMessages) or not isinstance(event.subject, tuple):
        return ""
    receiver, element, _ = event.subject
    return "" if rules.counts(receiver, event.process, element) else f" P{receiver} does not count that word."


def _so_far(model: Situation[Any], before: RoundState, traitor: str, receiver: str, value: str) -> str:
    """Compare with what the traitor told the loyal processes before this one, which only the traitor can do."""
    rules = protocol(model)
    earlier = zip(machine(model).loyal, before.heard, strict=False)
    place = rules.names.index(traitor)
    told = [(name, local[place] if isinstance(rules, Vectors) else local if isinstance(local, str) else local.heard[0][0]) for name, local in earlier]
    other = next((each for each in told if each[1] != value), None)
    if other:
        return f", although it told P{other[0]} {other[1]}; P{receiver} cannot know that"
    return f", as it told {people(name for name, _ in told)}" if told else f"; P{receiver} has to take its word for that"


# the end of a round


def _closing(model: Situation[Any], state: RoundState) -> str:
    if over(model, state):
        return f"Round {state.round}, the last, is over: {_decisions(model, state)}"
    rules = protocol(model)
    if isinstance(rules, Vectors):
        return f"Round 1 is over: {_vectors(model, rules, state)}"
    if state.round > 1:
        if state.round >= len(rules.names):
            return f"Round {state.round} is over: there was nobody left to pass a value on to."
        return f"Round {state.round} is over: every process has now heard what the others say that they heard in round {state.round - 1}."
    heard = {name: local.heard[0][0] for name, local in zip(machine(model).loyal, state.locals, strict=True) if local.heard}
    first = _groups(heard, "has heard", "have heard")
    return f"Round 1 is over: {first}. Nobody knows yet whether the others heard the same." if heard else "Round 1 is over: only traitors were told."


def _vectors(model: Situation[Any], rules: Vectors, state: RoundState) -> str:
    loyal = machine(model).loyal
    if len(rules.names) <= DETAILED:
        held = [f"P{name} holds {spelled(local)}" for name, local in zip(loyal, state.locals, strict=True)]
        return f"{', '.join(held)}. In round 2 each sends this vector to all others."
    apart = [name for place, name in enumerate(rules.names) if len({local[place]: None for local in state.locals}) > 1]
    differ = f"they heard different values from {people(apart)}" if apart else "all heard the same"
    return f"each loyal process has one value from every process; {differ}. In round 2 each sends its vector to all others."


def _decisions(model: Situation[Any], state: RoundState) -> str:
    """Say who decides what, and whether that is agreement and valid."""
    decided = results(model, state)
    verdict = "They agree" if agreement(model, state) else "They do not agree"
    verdict = verdict if len(decided) > 1 else "It is the only loyal process"
    wrong = mistakes(model, state)
    if wrong:
        right = f"P{wrong[0][0]} is wrong about P{wrong[0][1]}, which is loyal"
    elif isinstance(rules := protocol(model), OralMessages) and rules.commander in rules.traitors:
        return f"{_groups(decided, 'decides', 'decide')}. {verdict}; the commander P{rules.commander} is a traitor, so no value is the right one."
    else:
        right = "the values of the loyal processes are right"
    joint = "and" if agreement(model, state) != bool(wrong) else "but"
    return f"{_groups(decided, 'decides', 'decide')}. {verdict}, {joint} {right}."


def _groups(held: dict[str, Any], one: str, many: str) -> str:
    """Say who holds what, those with the same together."""
    by: dict[Result, list[str]] = {}
    for name, result in held.items():
        by.setdefault(result, []).append(name)
    return "; ".join(f"{people(names)} {many if len(names) > 1 else one} {spelled(result)}" for result, names in by.items())


# the state as data


def view(model: Situation[Any], state: RoundState) -> Any:
    """Give the state as JSON: the round (from 1), and of every loyal process what it received and decided."""
    rules, loyal = protocol(model), machine(model).loyal
    done = over(model, state)
    return {
        "round": min(state.round + 1, rules.rounds),
        "over": done,
        "complete": [*loyal[: len(state.heard)]],
        "lies": list(state.lies),
        "processes": {name: _process(rules, name, local, done) for name, local in zip(loyal, state.locals, strict=True)},
    }


def _process(rules: Vectors | OralMessages, name: str, local: Any, done: bool) -> dict[str, Any]:
    if isinstance(rules, Vectors):
        elements = [element if element != NOT_HEARD else None for element in local]
        return {"vector": None, "result": elements} if done else {"vector": elements, "result": None}
    received: dict[str, str] = {}
    for number, values in enumerate(() if done else local.heard):
        received |= {".".join(path): value for path, value in zip(rules.heard_by(number, name), values, strict=True)}
    return {"received": received, "result": local if done else None}
