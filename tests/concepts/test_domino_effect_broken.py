"""What is broken on purpose in the domino effect, and how it shows: in the properties, over every state, and in what the ending is called."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.concepts.domino_effect import CONCEPT
from app.kernel.explore import explore
from app.kernel.runs import play
from app.kernel.show.report import Reporter, exploration_document
from tests.concepts.rollback_oracle import Oracle, patterns
from tests.concepts.test_domino_effect import ending, everything, model


def test_one_pass_leaves_an_orphan_after_ten_events() -> None:
    found = everything("broken-one-pass")
    assert (found.exhausted, found.states) == (True, 11)
    assert [(v.property.name, v.holds, v.choices) for v in found.verdicts] == [
        ("no-orphan", False, (0,) * 10),
        ("line-is-latest", False, (0,) * 10),
        ("all-the-way-back", False, None),
        ("everything-lost", False, None),
    ]
    run = play(found.model, (0,) * 10, stop=10)
    declared = found.verdict("no-orphan").property
    last = run.steps[-1]
    assert last.final
    assert declared.because(last.situation) == "received and never sent: b (P2 received it, P1 did not send it)"
    because = found.verdict("line-is-latest").property.because(last.situation)
    assert because.endswith("is P1 C1, P2 C1, the processes stand on P1 C1, P2 C2: P2 did not go back far enough")
    assert run.outcome == {"recovery_line": {"P1": 1, "P2": 2}, "undone": 3}


@settings(max_examples=100)
@given(patterns(), st.data())
def test_of_all_runs_those_that_end_on_the_latest_consistent_set_and_no_others_keep_the_property(text: str, data: st.DataObject) -> None:
    oracle = Oracle(text)
    crash = data.draw(st.sampled_from(oracle.names))
    best = max(oracle.all_consistent(crash), key=sum)
    for variant in ("none", "one-pass", "last-checkpoints"):
        found = explore(model(text, crash, variant=variant))
        assert found.exhausted
        (end,) = found.endings
        last = play(found.model, end.choices, stop=len(end.choices)).steps[-1].situation
        kept = tuple(CONCEPT.view(last)["processes"][name]["events"] for name in oracle.names)
        assert found.verdict("line-is-latest").holds is (kept == best)


def test_the_right_rule_goes_one_step_further_on_the_same_pattern() -> None:
    text = str(CONCEPT.model({}, "broken-one-pass").parameters["pattern"])
    assert ending(text, "P2") == {"recovery_line": {"P1": 1, "P2": 1}, "undone": 5}


def test_everybodys_last_checkpoint_is_neither_consistent_nor_the_latest() -> None:
    found = everything("broken-last-checkpoints")
    assert (found.exhausted, found.states) == (True, 20)
    assert {v.property.name: v.choices for v in found.verdicts if not v.holds and v.property.kind == "always"} == {
        "no-orphan": (0,) * 19,
        "line-is-latest": (0,) * 19,
    }
    last = play(found.model, (0,) * 19, stop=19).steps[-1]
    because = found.verdict("line-is-latest").property.because(last.situation)
    assert because.endswith("the processes stand on P1 C1, P2 C2, P3 C1, P4 C2: P3 and P4 went back too far, P2 did not go back far enough")


def test_a_broken_rule_shows_in_a_runs_parameters_and_the_right_one_does_not() -> None:
    assert CONCEPT.model({}, "broken-one-pass").parameters["variant"] == "one-pass"
    assert list(CONCEPT.model({}, "cascade").parameters) == ["pattern", "crash"]


@pytest.mark.parametrize(("scenario", "title"), [("domino", "Recovery line"), ("broken-one-pass", "Inconsistent line")])
def test_only_where_no_orphan_is_left_the_ending_is_called_a_recovery_line(scenario: str, title: str) -> None:
    run = play(CONCEPT.model({}, scenario))
    last = len(run.steps) - 1
    assert Reporter(run).player_frame(last).outcome_titles == {"recovery_line": title}
    assert Reporter(run).player_frame(last - 1).outcome_titles == {}
    (ending,) = exploration_document(explore(run.model), 0.0).outcomes
    assert ending.titles == {"recovery_line": title}
