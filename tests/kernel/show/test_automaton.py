"""A state machine is read off the exploration: every transition drawn occurs, and no other does."""

from collections.abc import Iterator
from itertools import pairwise

import msgspec
import pytest

from app.concepts import find
from app.concepts.rpc_failures import CONCEPT as CALL
from app.concepts.server_crash import CONCEPT as CRASH
from app.kernel.runs import play
from app.kernel.show import automaton
from app.kernel.show.automaton import RoleView, move_of, moves, smaller, state_machine
from app.kernel.show.panels import Move
from app.kernel.show.trace import Tracer
from app.kernel.situation import Situation
from app.kernel.specification import Model
from app.kernel.world import World

ROLE_VIEWS: dict[str, tuple[RoleView, ...]] = {
    "server-crash": CRASH.roles(CRASH.model()),
    "rpc-failures": CALL.roles(CALL.model()),
}
CASES = [
    ("server-crash", {"server": server, "client": client, "crashes": crashes})
    for server in ("M->P", "P->M")
    for client in ("always", "never", "when-acked", "when-not-acked")
    for crashes in (0, 2)
] + [
    ("rpc-failures", {"semantics": semantics, "filter": kept, "retries": retries, "early": 1})
    for semantics, kept in (
        ("maybe", "volatile"),
        ("at-least-once", "volatile"),
        ("at-most-once", "volatile"),
        ("at-most-once", "stable-before"),
        ("at-most-once", "stable-after"),
    )
    for retries in (0, 2)
]


def met_on_random_runs(model: Model, role_view: RoleView, seeds: range) -> Iterator[Move]:
    """Give the transitions that random runs take, faults included."""
    for seed in seeds:
        steps = play(model, seed=seed).steps
        for before, step in pairwise(steps):
            assert step.event is not None
            move = move_of(role_view, before.situation, step.event, step.situation, step.acts, role_view.processes[0], model.concept.show)
            if move is not None:
                yield move


def reached(model: Model, role_view: RoleView) -> set[Move]:
    """Search the model by depth first, on its own, for the transitions that occur."""
    machine = model.machine
    known, waiting, found = set(), [machine.start().state], set()
    while waiting:
        state = waiting.pop()
        if state in known:
            continue
        known.add(state)
        for event in machine.enabled(state):
            transition = machine.apply(state, event)
            waiting.append(transition.state)
            move = move_of(
                role_view,
                model.situation(state),
                event,
                model.situation(transition.state),
                transition.acts,
                role_view.processes[0],
                model.concept.show,
            )
            if move is not None:
                found.add(move)
    return found


@pytest.mark.parametrize(("slug", "raw"), CASES, ids=str)
def test_what_is_drawn_is_what_occurs(slug: str, raw: dict[str, str | int]) -> None:
    model = find(slug).model(raw)
    assert ROLE_VIEWS[slug]
    for role_view in ROLE_VIEWS[slug]:
        drawn, complete = moves(model, role_view)
        assert complete
        assert set(drawn) == reached(model, role_view)
        assert len(set(drawn)) == len(drawn)
        assert set(met_on_random_runs(model, role_view, range(20))) <= set(drawn)
        names = {name for name, _ in role_view.states}
        assert {name for move in drawn for name in (move.source, move.target)} <= names


def test_the_server_that_confirms_first_can_crash_everywhere_once_it_was_asked() -> None:
    _, server = ROLE_VIEWS["server-crash"]
    drawn, _ = moves(find("server-crash").model({}), server)
    assert [(move.source, move.target, move.trigger, move.action) for move in drawn] == [
        ("idle", "to do M P", "print", ""),
        ("idle", "down", "crash", ""),
        ("to do M P", "to do P", "", "M"),
        ("to do M P", "down", "crash", ""),
        ("to do P", "idle", "", "printed"),
        ("to do P", "down", "crash", ""),
        ("down", "idle", "up again", "I am back"),
    ]
    assert [move.trigger for move in drawn if move.fault] == ["crash"] * 3


def test_what_cannot_happen_with_these_parameters_is_not_drawn() -> None:
    client, server = ROLE_VIEWS["rpc-failures"]
    unknown = find("rpc-failures").model({"server_known": False, "server_crashes": 0})
    assert [(move.target, move.trigger) for move in moves(unknown, client)[0]] == [("error", "no such server")]
    assert moves(unknown, server)[0] == ()
    panel = state_machine(Tracer(play(unknown)), 0, server)
    assert [state.name for state in panel.states] == ["idle"]


def test_the_token_sits_in_the_present_state_and_the_last_transition_is_known() -> None:
    client, server = ROLE_VIEWS["server-crash"]
    trace = Tracer(play(find("server-crash").model({}), (0, 0, 1)))
    told = [state_machine(trace, number, server) for number in range(4)]
    assert [panel.tokens[0].state for panel in told] == ["idle", "to do M P", "to do P", told[3].tokens[0].state]
    assert told[0].last is None
    assert [(panel.moves[panel.last].source, panel.moves[panel.last].target) for panel in told[1:] if panel.last is not None][:2] == [
        ("idle", "to do M P"),
        ("to do M P", "to do P"),
    ]
    assert state_machine(trace, 1, client).last is None, "what another process does is no transition of this one"


def test_a_search_that_was_stopped_draws_nothing_and_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(automaton, "LIMIT", 3)
    role_view = RoleView("few", "Server", ("server",), ROLE_VIEWS["server-crash"][1].states, _down_or_not)
    panel = state_machine(Tracer(play(find("server-crash").model({}))), 0, role_view)
    assert panel.note == "Not known with these parameters: there are more than 3 states. Smaller ones show the same machine."
    assert (panel.states, panel.moves, panel.tokens, panel.last) == ((), (), (), None)


def test_a_smaller_instance_shows_the_same_machine() -> None:
    _client, server = ROLE_VIEWS["server-crash"]
    small = msgspec.structs.replace(server, name="small", at_most={"crashes": 1})
    large = find("server-crash").model({"crashes": 2})
    assert smaller(large, small.at_most).values["crashes"] == 1
    assert smaller(find("server-crash").model({"crashes": 0}), small.at_most).values["crashes"] == 0
    assert moves(large, small) == moves(large, server)
    assert moves(find("server-crash").model({"crashes": 0}), small) != moves(large, server)


@pytest.mark.parametrize("slug", ROLE_VIEWS)
def test_no_machine_that_a_lesson_or_the_playground_begins_with_is_unknown(slug: str) -> None:
    models = [find(slug).model({}, scenario) for scenario in (None, *(one.name for one in find(slug).scenarios))]
    views = [(model, view) for model in models for view in ROLE_VIEWS[slug]]
    assert views
    assert [view.name for model, view in views if not moves(model, view)[1]] == []


def _down_or_not(now: Situation[World], process: str) -> str:
    return ROLE_VIEWS["server-crash"][1].state(now, process)
