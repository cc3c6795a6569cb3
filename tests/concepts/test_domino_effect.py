import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.concepts.domino_effect import CONCEPT
from app.concepts.domino_effect.recovery import Checkpointing
from app.families.rollback.generator import generate
from app.families.rollback.pattern import read_pattern, write_pattern
from app.kernel.explore import Exploration, explore
from app.kernel.runs import play
from app.kernel.specification import Model
from tests.concepts.rollback_oracle import Oracle, patterns


def model(text: str, crash: str, **more: str) -> Model:
    return CONCEPT.model({"pattern": text, "crash": crash, **more})


def ending(text: str, crash: str) -> dict[str, object]:
    outcome = play(model(text, crash)).outcome
    assert outcome is not None
    return outcome


# the answer is right


@settings(max_examples=300)
@given(patterns(), st.data())
def test_the_rollback_ends_on_the_maximum_consistent_set_of_checkpoints(text: str, data: st.DataObject) -> None:
    oracle = Oracle(text)
    crash = data.draw(st.sampled_from(oracle.names))
    assert ending(text, crash) == oracle.by_trying_all_lines(crash)


@pytest.mark.parametrize("seed", range(100))
def test_every_crash_in_a_drawn_pattern_ends_on_the_maximum_consistent_set(seed: int) -> None:
    text = write_pattern(generate(seed, 2 + seed % 3, 10 + seed % 15))
    oracle = Oracle(text)
    assert len(oracle.names) == 2 + seed % 3
    for crash in oracle.names:
        assert ending(text, crash) == oracle.by_trying_all_lines(crash) == oracle.by_the_rollback_dependency_graph(crash)


@pytest.mark.parametrize("seed", range(40))
def test_large_patterns_end_where_the_rollback_dependency_graph_says(seed: int) -> None:
    text = write_pattern(generate(seed, 3 + seed % 10, 200))
    oracle = Oracle(text)
    assert len(oracle.names) == 3 + seed % 10
    for crash in oracle.names:
        assert ending(text, crash) == oracle.by_the_rollback_dependency_graph(crash)


def test_the_oracles_notice_a_line_that_is_not_the_latest() -> None:
    text = "P1: C b! a?; P2: C b? C a!"
    assert play(model(text, "P2", variant="one-pass")).outcome != Oracle(text).by_trying_all_lines("P2")
    assert play(model(text, "P2", variant="one-pass")).outcome != Oracle(text).by_the_rollback_dependency_graph("P2")


@settings(max_examples=100)
@given(patterns(), st.data())
def test_no_step_of_a_rollback_takes_a_process_forward(text: str, data: st.DataObject) -> None:
    crash = data.draw(st.sampled_from(Oracle(text).names))
    run = play(model(text, crash))
    machine = run.model.machine
    kept = [machine.kept(step.state) for step in run.steps if step.state.round]
    assert [new for before, after in itertools.pairwise(kept) for old, new in zip(before, after, strict=True) if new > old] == []


@settings(max_examples=100)
@given(patterns(), st.data())
def test_a_later_checkpoint_of_the_failed_process_never_makes_anybody_lose_more(text: str, data: st.DataObject) -> None:
    names = Oracle(text).names
    crash = data.draw(st.sampled_from(names))
    lines = text.split("; ")
    lines[names.index(crash)] += " C"
    saved = ending("; ".join(lines), crash)
    assert saved["undone"] == 0
    assert {stand for name, stand in saved["recovery_line"].items() if name != crash} <= {"now"}


# the named patterns


def everything(scenario: str) -> Exploration:
    return explore(CONCEPT.model({}, scenario))


ENDINGS = {
    "cascade": ({"P1": 1, "P2": 1, "P3": 1}, 19, 35),
    "recovery-line": ({"P1": 2, "P2": 2}, 2, 14),
    "domino": ({"P1": 0, "P2": 0}, 14, 22),
    "useless-checkpoint": ({"P1": 1, "P2": 0}, 6, 12),
    "in-transit": ({"P1": 1, "P2": 1}, 5, 12),
    "no-dependence": ({"P1": 1, "P2": 1, "P3": "now", "P4": "now"}, 5, 19),
    "random": ({"P1": 2, "P2": 2, "P3": 1}, 7, 29),
}


@pytest.mark.parametrize("scenario", ENDINGS)
def test_each_scenario_has_one_ending_and_one_run(scenario: str) -> None:
    line, undone, states = ENDINGS[scenario]
    found = everything(scenario)
    assert [end.outcome for end in found.endings] == [{"recovery_line": line, "undone": undone}]
    assert (found.exhausted, found.states, found.transitions) == (True, states, states - 1)
    assert not found.violated


def test_every_scenario_that_is_not_broken_is_listed_here() -> None:
    assert [scenario.name for scenario in CONCEPT.scenarios if not scenario.broken] == list(ENDINGS)


def test_without_any_setting_the_pattern_is_that_of_the_cascade_and_p2_crashes() -> None:
    assert CONCEPT.model().parameters == CONCEPT.model({}, "cascade").parameters
    assert play(CONCEPT.model()).outcome == {"recovery_line": {"P1": 1, "P2": 1, "P3": 1}, "undone": 19}


def test_the_cascade_falls_in_five_rounds() -> None:
    run = play(CONCEPT.model({}, "cascade"))
    rollbacks = [(step.event.process, step.acts[-1].label) for step in run.steps if step.event and step.acts[-1].kind == "rollback"]
    assert rollbacks == [("P2", "1"), ("P1", "2"), ("P3", "2"), ("P2", "3"), ("P1", "4"), ("P3", "4"), ("P2", "5")]


@pytest.mark.parametrize("length", range(1, 12))
def test_a_zig_zag_of_any_length_rolls_everything_back_to_the_start(length: int) -> None:
    # between any two checkpoints of one process, it sends what the other receives before its checkpoint, and receives what the other sends after it
    first, second = ["x0?"], ["x0!"]
    for number in range(length):
        first += ["C", f"y{number}!", f"x{number + 1}?"]
        second += [f"y{number}?", "C", f"x{number + 1}!"]
    text = f"P1: {' '.join(first)}; P2: {' '.join(second)}"
    run = play(model(text, "P2"))
    assert run.outcome == {"recovery_line": {"P1": 0, "P2": 0}, "undone": 2 + 6 * length}
    assert run.steps[-1].state.round == 2 * length + 2


def test_a_process_can_go_back_to_its_start_while_others_do_not() -> None:
    found = everything("useless-checkpoint")
    assert found.verdict("all-the-way-back").choices == (0,) * 11
    assert found.verdict("everything-lost").holds is False
    assert everything("domino").verdict("everything-lost").choices == (0,) * 21
    assert everything("cascade").verdict("all-the-way-back").holds is False


def test_a_useless_checkpoint_is_on_no_consistent_line_whoever_crashes() -> None:
    text = str(CONCEPT.model({}, "useless-checkpoint").parameters["pattern"])
    oracle = Oracle(text)
    first = oracle.tokens[1].index("C") + 1
    assert len(oracle.names) > 1
    for crash in oracle.names:
        assert [line for line in oracle.all_consistent(crash) if line[1] == first] == []
        assert play(model(text, crash)).outcome["recovery_line"]["P2"] != 1


def test_a_checkpoint_more_at_the_other_process_makes_the_useless_one_useful() -> None:
    assert ending("P1: C b! C a? C; P2: b? C a!", "P2") == {"recovery_line": {"P1": 2, "P2": 1}, "undone": 3}


def test_only_processes_that_depend_on_the_failed_one_go_back() -> None:
    text = str(CONCEPT.model({}, "no-dependence").parameters["pattern"])
    assert ending(text, "P4")["recovery_line"] == {"P1": "now", "P2": "now", "P3": 1, "P4": 1}


def test_a_crash_right_after_a_checkpoint_undoes_nothing() -> None:
    assert ending("P1: a! C; P2: a? b!", "P1") == {"recovery_line": {"P1": 1, "P2": "now"}, "undone": 0}


def test_a_process_without_events_keeps_its_present_state_and_alone_goes_back_to_its_start() -> None:
    assert ending("P1: a!; P2:", "P1") == {"recovery_line": {"P1": 0, "P2": "now"}, "undone": 1}
    assert ending("P1: a!; P2:", "P2") == {"recovery_line": {"P1": "now", "P2": 0}, "undone": 0}


def test_a_sent_message_that_was_not_received_is_consistent_and_is_named_at_the_end() -> None:
    run = play(CONCEPT.model({}, "in-transit"))
    last = run.steps[-1]
    said = CONCEPT.say_step(run.steps[-2], last)
    assert "1 message is in transit, sent before the line and not received before it: a. The receipt of a is undone" in said
    assert CONCEPT.view(last.situation)["in_transit"] == ["a"]


@pytest.mark.parametrize("seed", range(30))
def test_the_messages_in_transit_are_those_sent_before_the_line_and_not_received_before_it(seed: int) -> None:
    text = write_pattern(generate(seed, 3, 24))
    oracle = Oracle(text)
    run = play(model(text, "P2"))
    view = CONCEPT.view(run.steps[-1].situation)
    cut = [view["processes"][name]["events"] for name in oracle.names]
    before = [name for name, (process, place) in oracle.sent.items() if place < cut[process]]
    arrived = [name for name, (process, place) in oracle.received.items() if place < cut[process]]
    assert sorted(view["in_transit"]) == sorted(name for name in before if name not in arrived)


# the order of events


@settings(max_examples=100)
@given(patterns())
def test_every_message_is_sent_before_it_is_received(text: str) -> None:
    model_of = model(text, "P1")
    labels = [CONCEPT.say_label(step.situation, step.enabled[0]) for step in play(model_of).steps[:-1]]
    sends = {found[1]: place for place, said in enumerate(labels) if (found := re.search(r" sends (\w+)", said))}
    receipts = {found[1]: place for place, said in enumerate(labels) if (found := re.search(r" receives (\w+)", said))}
    assert all(sends[name] < place for name, place in receipts.items())
    assert len(sends) + len(receipts) == sum(mark.kind != "checkpoint" for marks in read_pattern(text).events for mark in marks)


@settings(max_examples=100)
@given(patterns(), st.data())
def test_in_whatever_order_the_processes_are_written_the_ending_is_the_same(text: str, data: st.DataObject) -> None:
    crash = data.draw(st.sampled_from(Oracle(text).names))
    shuffled = "; ".join(data.draw(st.permutations(text.split("; "))))
    assert ending(shuffled, crash) == ending(text, crash)


@pytest.mark.parametrize("seed", range(60))
def test_no_run_violates_a_property_and_the_property_knows_the_same_line_as_the_oracle(seed: int) -> None:
    text = write_pattern(generate(seed, 2 + seed % 4, 40))
    names = Oracle(text).names
    assert len(names) == 2 + seed % 4
    for crash in names:
        run = play(model(text, crash))
        assert [p.name for p in CONCEPT.properties if p.kind != "reachable" and p.settles(run.steps[-1].situation)] == []
        machine = run.model.machine
        assert isinstance(machine, Checkpointing)
        latest = dict(zip(machine.recorded.names, machine.recorded.latest_line(machine.failed), strict=True))
        assert latest == Oracle(text).by_the_rollback_dependency_graph(crash)["recovery_line"]


def test_of_several_orphans_the_first_decides_how_far_a_process_goes_back_at_once() -> None:
    run = play(model("P1: C a? C b? C; P2: a! b!", "P2"))
    assert [CONCEPT.say_label(before.situation, before.enabled[0]) for before in run.steps[8:-1]] == [
        "P2 starts again from its start (C0)",
        "P1 goes back to C1",
    ]
    said = CONCEPT.say_step(run.steps[-2], run.steps[-1])
    assert said.startswith("P1 has received a and b, but P2 has undone sending them. So P1 goes back to C1, its last checkpoint before that.")


def test_an_orphan_made_in_a_round_forces_its_rollback_in_the_next() -> None:
    run = play(model("P1: C x! a?; P2: a! b!; P3: x? C b?", "P2"))
    said = [CONCEPT.say_step(before, step) for before, step in itertools.pairwise(run.steps)]
    assert [(step.event.process, step.acts[-1].label) for step in run.steps[10:] if step.event] == [
        ("P2", "1"),
        ("P1", "2"),
        ("P3", "2"),
        ("P3", "3"),
    ]
    assert said[11].startswith("P3 has received b, but P2 has undone sending it. So P3 goes back to C1, its last checkpoint before that.")
    assert said[12].startswith("P3 has received x, but P1 has undone sending it. So P3 goes back to its start (C0).")
