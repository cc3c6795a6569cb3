"""What a student reads: scenarios, words, and states as data."""

from typing import Any

import pytest

from app.concepts.byzantine_agreement import CONCEPT
from app.kernel.parameters import Value
from app.kernel.runs import play
from app.kernel.show.report import plain
from tests.concepts.byzantine import OM, reporter


def test_every_scenario_ends_as_its_sentence_says() -> None:
    ends: dict[str, Any] = {}
    for scenario in CONCEPT.scenarios:
        run = play(CONCEPT.model(scenario=scenario.name), CONCEPT.opening(scenario.name))
        assert run.outcome is not None
        results = {name: result if isinstance(result, str) else " ".join(result) for name, result in run.outcome["results"].items()}
        ends[scenario.name] = (results, run.outcome["agreement"], run.outcome["validity"])
    assert ends == {
        "four-one": (dict.fromkeys("124", "1 2 UNKNOWN 4"), True, True),
        "three-one": ({"1": "1 UNKNOWN UNKNOWN", "2": "UNKNOWN 2 UNKNOWN"}, False, False),
        "two-rounds-two-traitors": (
            {
                "1": "1 2 3 4 5 x x",
                "2": "1 2 3 4 5 UNKNOWN x",
                "3": "1 2 3 4 5 x x",
                "4": "1 2 3 4 5 UNKNOWN x",
                "5": "1 2 3 4 5 x x",
            },
            False,
            True,
        ),
        "om-four": (dict.fromkeys("124", "attack"), True, True),
        "om-four-commander": (dict.fromkeys("234", "attack"), True, True),
        "om-three": ({"1": "attack", "2": "UNKNOWN"}, False, False),
        "om-seven-two": (dict.fromkeys("23456", "attack"), True, True),
        "broken-textbook-rule": ({"1": "1 2 x 4", "2": "1 2 x 4", "4": "1 2 y 4"}, False, True),
    }


# words


def test_the_narration_says_what_each_lie_is_worth() -> None:
    shown = reporter(scenario="broken-textbook-rule")
    assert [shown.narration(number) for number in (0, 1, 2, 3, 5, 6, 14, 15)] == [
        "Round 1 begins: every process sends its value to all others. P3 is a traitor and may say anything; no other process knows that.",
        "P3 tells P1 that its value is x; P1 has to take its word for that.",
        "P3 tells P2 that its value is y, although it told P1 x; P2 cannot know that.",
        (
            "P3 tells P4 that its value is x, although it told P2 y; P4 cannot know that. Round 1 is over: P1 and P4 hold 1 2 x 4; "
            "P2 holds 1 2 y 4. In round 2 each sends its vector to all others."
        ),
        "P3 tells P1 that P2 said x; in truth P2 said 2.",
        "P3 tells P1 that its own value is x, as in round 1.",
        "P3 tells P4 that its own value is y; in round 1 it told it x.",
        (
            "P3 tells P4 that P4 said x; in truth P4 said 4. Round 2, the last, is over: P1 and P2 decide 1 2 x 4; P4 decides 1 2 y 4. "
            "They do not agree, but every loyal process has the true value of every loyal process."
        ),
    ]


def test_the_narration_says_which_words_do_not_count() -> None:
    shown = reporter()
    assert [shown.narration(number) for number in (4, 5, 6)] == [
        "P3 tells P1 that P1 said x; in truth P1 said 1. P1 does not count that word.",
        "P3 tells P1 that P2 said x; in truth P2 said 2.",
        "P3 tells P1 that its own value is x, as in round 1. P1 does not count that word.",
    ]


def test_the_narration_admits_when_a_traitor_tells_the_truth_or_nobody_can_know_it() -> None:
    assert reporter({"lies": "2"}).narration(5) == "P3 tells P1 that P2 said 2, and this time it is the truth: P2 did say 2."
    assert reporter({"lies": "2"}).narration(2) == "P3 tells P2 that its value is 2, as it told P1."
    assert reporter(scenario="om-seven-two").narration(6) == (
        "P7 tells P2 that P1 said attack; P1 is a traitor too, so between those two anything may have been said."
    )


def test_of_many_processes_those_that_hold_the_same_are_named_together() -> None:
    shown = reporter(scenario="two-rounds-two-traitors")
    assert shown.narration(10) == (
        "P7 tells P5 that its value is x, as it told P1, P2, P3 and P4. Round 1 is over: P1, P2 and P3 hold 1 2 3 4 5 x x; "
        "P4 and P5 hold 1 2 3 4 5 y x. In round 2 each sends its vector to all others."
    )


def test_the_rounds_of_om_are_told() -> None:
    shown = reporter(scenario="om-four")
    assert [shown.narration(number) for number in range(4)] == [
        "Round 1 begins: the commander P1 sends its value attack to all others. P3 is a traitor and may say anything; no other process knows that.",
        "All messages of round 1 arrive. Round 1 is over: P1, P2 and P4 hold attack. Nobody knows yet whether the others heard the same.",
        "P3 tells P2 that P1 said retreat; in truth P1 said attack.",
        (
            "P3 tells P4 that P1 said retreat; in truth P1 said attack. Round 2, the last, is over: P1, P2 and P4 decide attack. "
            "They agree, and every loyal process decides attack, as the commander P1 sent."
        ),
    ]


def test_hearsay_is_told_hand_by_hand() -> None:
    shown = reporter(scenario="om-seven-two")
    assert [shown.narration(number) for number in (10, 11, 12)] == [
        (
            "P7 tells P6 that P1 said attack; P1 is a traitor too, so between those two anything may have been said. "
            "Round 2 is over: every process has now heard what the others say that they heard in round 1."
        ),
        "P7 tells P2 that P3 said that P1 said attack; in truth P3 said retreat.",
        "P7 tells P2 that P4 said that P1 said attack, and this time it is the truth: P4 did say attack.",
    ]


def test_a_relayed_word_of_a_relayed_word_is_compared_with_what_was_really_relayed() -> None:
    shown = reporter(OM | {"processes": 5, "m": 3, "traitors": "5", "lies": "x,y"})
    labels = [record.label for record in (shown.event(number) for number in range(len(shown.run.steps))) if record]
    number = labels.index("P5 tells P2 that P4 said that P3 said that P1 said y") + 1
    assert shown.narration(number) == "P5 tells P2 that P4 said that P3 said that P1 said y; in truth P4 said 1."


def test_rounds_without_messages_and_lonely_processes_have_their_own_words() -> None:
    silent = reporter(OM | {"processes": 3, "m": 3, "traitors": ""})
    assert silent.narration(3) == "Round 3 passes without a message. Round 3 is over: there was nobody left to pass a value on to."
    alone = reporter(OM | {"processes": 3, "traitors": "2,3"})
    assert [alone.narration(number) for number in (1, 2)] == [
        "All messages of round 1 arrive. Round 1 is over: P1 holds 1. Nobody knows yet whether the others heard the same.",
        (
            "All messages of round 2 arrive. Round 2, the last, is over: P1 decides 1. "
            "It is the only loyal process, and no loyal lieutenant is there to get the value right."
        ),
    ]
    assert reporter({"traitors": ""}).narration(0) == "Round 1 begins: every process sends its value to all others. Nobody is a traitor."
    assert reporter(OM | {"traitors": "1"}).narration(4).endswith("They agree, and the commander P1 is a traitor: no value is the right one.")


@pytest.mark.parametrize(
    ("raw", "agreement", "validity"),
    [
        ({}, "all 3 loyal processes decide 1 2 x 4", "every loyal process has the true value of every loyal process"),
        (
            {"processes": 3},
            "for the value of P1, P1 decides 1 and P2 decides UNKNOWN",
            "P1 decides UNKNOWN for the value of P2; P2 is loyal and sent 2 (1 more like this)",
        ),
        (
            {"processes": 3, "rule": "textbook"},
            "both loyal processes decide UNKNOWN UNKNOWN UNKNOWN",
            "P1 decides UNKNOWN for the value of P1; P1 is loyal and sent 1 (3 more like this)",
        ),
        (
            {"traitors": "1,2,3"},
            "P4 is the only loyal process; it decides x x x 4",
            "every loyal process has the true value of every loyal process",
        ),
        (OM, "all 3 loyal processes decide 1", "every loyal process decides 1, as the commander P1 sent"),
        (OM | {"processes": 3}, "P1 decides 1 and P2 decides UNKNOWN", "P2 decides UNKNOWN for the value of P1; P1 is loyal and sent 1"),
        (OM | {"traitors": "1", "m": 0}, "P2 decides x and P3 decides y", "the commander P1 is a traitor: no value is the right one"),
    ],
)
def test_a_property_says_why_with_the_decisions_of_this_run(raw: dict[str, Value], agreement: str, validity: str) -> None:
    shown = reporter(raw)
    assert [record.because for record in shown.properties(shown.run.steps[-1].situation)] == [agreement, validity]
    pending = f"nobody has decided yet: this is round 1 of {shown.run.model.machine.protocol.rounds}"
    assert [record.because for record in shown.properties(shown.run.steps[0].situation)] == [pending, pending]


def test_arrows_carry_short_messages() -> None:
    last = [reporter(raw).trace.flights[-1].act.body for raw in ({}, OM, OM | {"processes": 7, "m": 2}, OM | {"processes": 10, "m": 3})]
    assert [CONCEPT.show(body) for body in last] == ["x x x x", "x", "y y y y", "42 values"]


# the state as data


def test_a_state_shows_the_round_what_was_received_and_what_was_decided() -> None:
    run = play(CONCEPT.model({"processes": 3}))
    assert [plain(CONCEPT.view(run.steps[number].situation)) for number in (1, 4, 8)] == [
        {
            "round": 1,
            "over": False,
            "complete": ["1"],
            "lies": [],
            "processes": {"1": {"vector": ["1", None, None], "result": None}, "2": {"vector": [None, "2", None], "result": None}},
        },
        {
            "round": 2,
            "over": False,
            "complete": [],
            "lies": ["x", "x"],
            "processes": {"1": {"vector": ["1", "2", "x"], "result": None}, "2": {"vector": ["1", "2", "y"], "result": None}},
        },
        {
            "round": 2,
            "over": True,
            "complete": [],
            "lies": [],
            "processes": {"1": {"vector": None, "result": ["1", "UNKNOWN", "UNKNOWN"]}, "2": {"vector": None, "result": ["UNKNOWN", "2", "UNKNOWN"]}},
        },
    ]


def test_a_state_of_om_shows_values_by_the_path_that_they_came() -> None:
    run = play(CONCEPT.model(OM | {"m": 2}))
    view = plain(CONCEPT.view(run.steps[3].situation))
    assert view["processes"]["2"] == {"received": {"1": "1", "1.3": "y", "1.4": "1"}, "result": None}
    assert plain(CONCEPT.view(run.steps[-1].situation))["processes"]["2"] == {"received": {}, "result": "UNKNOWN"}
