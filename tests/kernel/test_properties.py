"""The three kinds of properties, when they apply, and what a search says of those that it never met."""

from typing import Any

import pytest

from app.kernel.explore import explore
from app.kernel.network import Network
from app.kernel.properties import Property, always, eventually, reachable
from app.kernel.runs import play
from app.kernel.show.report import Reporter
from app.kernel.situation import Situation
from tests.kernel.toys import Collector, Sender, model_of


def heard(now: Situation[Any]) -> int:
    return len(now.state.processes[1].state)


def why(now: Situation[Any]) -> str:
    return f"heard {heard(now)}"


def found(*properties: Property[Any]) -> list[tuple[bool | None, tuple[int, ...] | None, bool]]:
    result = explore(model_of(Network({"a": Sender("x", "y"), "b": Collector()}), properties))
    return [(verdict.holds, verdict.choices, verdict.vacuous) for verdict in result.verdicts]


def test_always_is_broken_by_any_state_and_eventually_only_by_a_final_one() -> None:
    assert found(always("p", "", lambda s: heard(s) != 1, why)) == [(False, (0,), False)]
    assert found(eventually("p", "", lambda s: heard(s) != 1, why)) == [(True, None, False)]
    assert found(eventually("p", "", lambda s: heard(s) != 2, why)) == [(False, (0, 0), False)]
    assert found(reachable("p", "", lambda s: heard(s) == 2, why)) == [(True, (0, 0), False)]


def test_a_property_that_never_applies_holds_of_nothing_and_says_so() -> None:
    assert found(always("p", "", lambda s: False, why, applies=lambda s: heard(s) == 3)) == [(True, None, True)]
    assert found(always("p", "", lambda s: heard(s) < 9, why, applies=lambda s: heard(s) == 2)) == [(True, None, False)]


def test_a_state_that_a_property_is_not_about_leaves_it_open() -> None:
    model = model_of(Network({"a": Sender("x", "y"), "b": Collector()}), (eventually("p", "", lambda s: heard(s) == 2, why),))
    shown = Reporter(play(model))
    states = [shown.properties(step.situation)[0] for step in shown.run.steps]
    assert [(one.holds, one.open, one.because) for one in states] == [(True, True, "heard 0"), (True, True, "heard 1"), (True, False, "heard 2")]


def test_quiet_is_more_than_nothing_but_faults_and_recoveries() -> None:
    model = model_of(Network({"a": Sender("x"), "b": Collector()}))
    assert [(step.situation.final, step.situation.quiet) for step in play(model).steps] == [(False, False), (True, True)]


def test_a_memory_is_given_by_its_type() -> None:
    now = play(model_of(Network({"a": Sender("x"), "b": Collector()}))).steps[-1].situation
    assert now.memory("b", tuple) == ("x",)
    assert now.up("b")
    with pytest.raises(TypeError, match="b holds tuple, not str"):
        now.memory("b", str)
