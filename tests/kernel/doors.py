"""The contract of the second door: it is the first one, over codes."""

from app.kernel.compiled.door import Compilable, Compiled, FieldFullError
from app.kernel.machine import Machine


def check_doors(machine: Machine, limit: int, door: Compiled | None = None) -> int:
    """Compare both doors in the first states that a breadth-first search finds; give how many there were."""
    assert isinstance(machine, Compilable)
    door = door or machine.compile()
    assert door is not None
    first = machine.start().state
    assert door.decode(door.first) == first
    codes = {first: door.first}
    for number, state in enumerate(found := [first]):
        enabled = machine.enabled(state)
        expected = [machine.apply(state, event).state for event in enabled]
        try:
            successors, normal, own, _ = door.expand(codes[state])
        except FieldFullError:
            door = door.wider()
            codes = {state: door.encode(state) for state in codes}
            successors, normal, own, _ = door.expand(codes[state])
        assert [door.decode(code) for code in successors] == expected, f"state {number}: {state}"
        assert normal == sum(not event.fault for event in enabled)
        assert own == sum(not event.fault and event.kind not in ("recover", "heal") for event in enabled)
        for code, after in zip(successors, expected, strict=True):
            assert codes.setdefault(after, code) == code, f"one state, two codes: {after}"
            if len(codes) > len(found) and len(found) < limit:
                found.append(after)
    assert len(set(codes.values())) == len(codes), "two states, one code"
    return len(found)
