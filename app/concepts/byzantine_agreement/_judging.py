"""What was decided, and whether it is agreement. All of it looks at the end of the last round: before, nobody has decided."""

from typing import Any

from app.concepts.byzantine_agreement._messages import spelled
from app.concepts.byzantine_agreement._om import OralMessages
from app.concepts.byzantine_agreement._vectors import Vectors
from app.kernel.properties import Property
from app.kernel.show.signatures import judged
from app.kernel.situation import Situation
from app.kernel.specification import Outcome
from app.kernel.synchronous import RoundState, SynchronousMachine

Result = str | tuple[str, ...]


def machine(model: Situation[Any]) -> SynchronousMachine:
    """Give the model's machine, by its type."""
    assert isinstance(model.machine, SynchronousMachine)
    return model.machine


def protocol(model: Situation[Any]) -> Vectors | OralMessages:
    """Give the model's protocol, by its type."""
    found = machine(model).protocol
    assert isinstance(found, Vectors | OralMessages)
    return found


def over(model: Situation[Any], state: RoundState) -> bool:
    """Whether the last round is over."""
    return state.round == protocol(model).rounds


def results(model: Situation[Any], state: RoundState) -> dict[str, Result]:
    """Give what every loyal process has decided; nothing before the last round is over."""
    return dict(zip(machine(model).loyal, state.locals, strict=True)) if over(model, state) else {}


def mistakes(model: Situation[Any], state: RoundState) -> list[tuple[str, str, str, str]]:
    """Give every wrong decision on a loyal process's value: who decided, on whose, what, and the true value."""
    rules, decided, loyal = protocol(model), results(model, state), machine(model).loyal
    if isinstance(rules, OralMessages):
        judged = [(name, rules.commander, str(result), rules.value) for name, result in decided.items() if rules.commander in loyal]
    else:
        places = {name: rules.names.index(name) for name in loyal}
        judged = [(name, of, result[places[of]], rules.values[places[of]]) for name, result in decided.items() for of in loyal]
    return [each for each in judged if each[2] != each[3]]


def agreement(model: Situation[Any], state: RoundState, final: bool = True) -> bool:
    """Whether no two loyal processes have decided differently."""
    decided = list(results(model, state).values())
    return all(result == decided[0] for result in decided)


def validity(model: Situation[Any], state: RoundState, final: bool = True) -> bool:
    """Whether no loyal process has decided wrongly on a loyal one’s value."""
    return not mistakes(model, state)


def outcome(model: Situation[Any], state: RoundState) -> Outcome:
    """Give every loyal process's decision, and whether it is agreement and valid."""
    decided: dict[str, Any] = {name: result if isinstance(result, str) else list(result) for name, result in results(model, state).items()}
    return {"results": decided, "agreement": agreement(model, state), "validity": validity(model, state)}


def _pending(model: Situation[Any], state: RoundState) -> str:
    return f"nobody has decided yet: this is round {state.round + 1} of {protocol(model).rounds}"


def _agreement_because(model: Situation[Any], state: RoundState, final: bool) -> str:
    if not over(model, state):
        return _pending(model, state)
    decided = results(model, state)
    first, *rest = decided
    other = next((name for name in rest if decided[name] != decided[first]), None)
    if other is not None:
        return _difference(protocol(model).names, (first, decided[first]), (other, decided[other]))
    if not rest:
        return f"P{first} is the only loyal process; it decides {spelled(decided[first])}"
    return f"{f'all {len(decided)}' if rest[1:] else 'both'} loyal processes decide {spelled(decided[first])}"


def _difference(names: tuple[str, ...], one: tuple[str, Result], other: tuple[str, Result]) -> str:
    """Say where two processes' decisions differ first."""
    if isinstance(one[1], str) or isinstance(other[1], str):
        return f"P{one[0]} decides {one[1]}, P{other[0]} decides {other[1]}"
    of, mine, theirs = next(each for each in zip(names, one[1], other[1], strict=True) if each[1] != each[2])
    return f"for the value of P{of}, P{one[0]} decides {mine} and P{other[0]} decides {theirs}"


def _validity_because(model: Situation[Any], state: RoundState, final: bool) -> str:
    if not over(model, state):
        return _pending(model, state)
    rules, wrong = protocol(model), mistakes(model, state)
    if wrong:
        name, of, decided, true = wrong[0]
        more = f" ({len(wrong) - 1} more like this)" if wrong[1:] else ""
        return f"P{name} decides {decided} for the value of P{of}; P{of} is loyal and sent {true}{more}"
    if isinstance(rules, Vectors):
        return "every loyal process has the true value of every loyal process"
    if rules.commander in rules.traitors:
        return f"the commander P{rules.commander} is a traitor: there is no true value to get right"
    return f"every loyal process decides {rules.value}, as the commander P{rules.commander} sent"


PROPERTIES = (
    Property(
        "agreement",
        "always",
        "In the end all loyal processes have decided the same.",
        judged(agreement),
        judged(_agreement_because),
        applies=lambda s: s.final,
    ),
    Property(
        "validity",
        "always",
        "In the end no loyal process is wrong about the value of a loyal process.",
        judged(validity),
        judged(_validity_because),
        applies=lambda s: s.final,
    ),
)
