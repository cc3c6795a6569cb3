"""Agreement on a vector with traitors: what holds over all lies, what does not, and that an independent reading of the rules decides the same."""

from collections import Counter
from functools import cache
from itertools import product

import pytest

from app.concepts.byzantine_agreement import CONCEPT
from app.concepts.byzantine_agreement.protocols import Said, Vectors
from app.kernel.explore import Exploration
from app.kernel.prng import Sequence
from app.kernel.runs import play
from app.kernel.show.trace import Tracer
from app.kernel.specification import Outcome
from tests.concepts.byzantine import explored, holds, most, random_runs

# the rules, told a second time and without the kernel


def decision(me: int, size: int, first: dict[int, str], vector: tuple[str, ...], rule: str) -> list[str]:
    """Give what a loyal process decides when the last process is the traitor, told each loyal one ``first`` and this one ``vector``."""
    rows = {loyal: [*(str(k) for k in range(1, size)), first[loyal]] for loyal in range(1, size)} | {size: list(vector)}
    decided = []
    for element in range(size):
        if rule == "textbook":
            votes = [rows[who][element] for who in rows if who != me]
        elif element + 1 == me:
            votes = [str(me)]
        else:
            votes = [rows[who][element] for who in rows if who != element + 1]
        decided.append(most(votes))
    return decided


def all_endings(size: int, rule: str, lies: str = "xy") -> list[Outcome]:
    """Give every outcome that the last process can bring about, by trying all that it can say."""
    found: list[Outcome] = []
    loyal = range(1, size)
    for told in product(lies, repeat=size - 1):
        first = dict(zip(loyal, told, strict=True))
        options = []
        for me in loyal:
            decided = [decision(me, size, first, vector, rule) for vector in product(lies, repeat=size)]
            options.append([list(each) for each in sorted({tuple(each) for each in decided})])
        for chosen in product(*options):
            right = all(result[j - 1] == str(j) for result in chosen for j in loyal)
            agreed = all(result == chosen[0] for result in chosen)
            outcome = {"results": {str(me): result for me, result in zip(loyal, chosen, strict=True)}, "agreement": agreed, "validity": right}
            if outcome not in found:
                found.append(outcome)
    return found


# vectors


def value(sender: str, said: str) -> Said:
    """What a process says in round 1."""
    return Said((((sender,), said),))


def vector(sender: str, said: tuple[str, ...]) -> Said:
    """What a process says in round 2."""
    return Said(tuple(((str(number), sender), one) for number, one in enumerate(said, 1)))


@cache
def four(rule: str = "interactive-consistency", lies: str = "x,y") -> Exploration:
    return explored(rule=rule, lies=lies)


def test_one_traitor_among_four_can_neither_split_nor_mislead_the_others() -> None:
    assert holds(four()) == (True, True)
    assert [(ending.outcome["results"], ending.states) for ending in four().endings] == [
        ({name: ["1", "2", said, "4"] for name in ("1", "2", "4")}, 1) for said in ("x", "y")
    ]


def test_the_sizes_of_all_explorations_are_pinned() -> None:
    sizes = {
        "four": four(),
        "four, textbook": four("textbook"),
        "four, three lies": four(lies="x,y,z"),
        "four, true lies": four(lies="1,2,4"),
        "three": explored(processes=3),
        "three, textbook": explored(processes=3, rule="textbook"),
        "loyal": explored(traitors=""),
    }
    assert {name: (result.states, result.transitions) for name, result in sizes.items()} == {
        "four": (369, 734),
        "four, textbook": (585, 1154),
        "four, three lies": (3257, 9759),
        "four, true lies": (3257, 9759),
        "three": (62, 118),
        "three, textbook": (96, 174),
        "loyal": (3, 2),
    }


@pytest.mark.parametrize("traitor", ["1", "2", "3", "4"])
def test_it_does_not_matter_which_of_four_is_the_traitor(traitor: str) -> None:
    assert holds(explored(traitors=traitor)) == (True, True)


@pytest.mark.parametrize("lies", ["x,y,z", "1,2,4", "1,x", "3,y"])
def test_neither_more_values_nor_true_ones_help_the_traitor(lies: str) -> None:
    assert holds(four(lies=lies)) == (True, True)


def test_one_traitor_among_three_misleads_the_others() -> None:
    result = explored(processes=3)
    assert [(v.property.name, v.holds, v.choices) for v in result.verdicts] == [("agreement", False, (0,) * 8), ("validity", False, (0,) * 8)]


def test_without_traitors_every_round_is_one_step_and_all_is_well() -> None:
    run = play(CONCEPT.model({"traitors": ""}))
    assert run.outcome == {"results": {name: ["1", "2", "3", "4"] for name in ("1", "2", "3", "4")}, "agreement": True, "validity": True}
    assert [step.event.kind for step in run.steps if step.event] == ["step", "step"]


def test_with_the_textbooks_rule_the_traitor_splits_the_others_about_itself_and_no_further() -> None:
    result = four("textbook")
    assert holds(result) == (False, True)
    choices = result.verdict("agreement").choices
    assert choices == (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0)
    assert play(result.model, choices, stop=len(choices)).outcome == {
        "results": {"1": ["1", "2", "x", "4"], "2": ["1", "2", "x", "4"], "4": ["1", "2", "y", "4"]},
        "agreement": False,
        "validity": True,
    }


def test_the_broken_scenario_is_the_shortest_counterexample() -> None:
    assert CONCEPT.opening("broken-textbook-rule") == four("textbook").verdict("agreement").choices


def test_the_traitor_tells_different_processes_different_lies_unless_told_otherwise() -> None:
    flights = [flight.act for flight in Tracer(play(CONCEPT.model())).flights if flight.act.lie]
    assert [(act.peer, act.body) for act in flights] == [
        ("1", value("3", "x")),
        ("2", value("3", "y")),
        ("4", value("3", "x")),
        ("1", vector("3", ("x", "x", "x", "x"))),
        ("2", vector("3", ("y", "y", "y", "y"))),
        ("4", vector("3", ("x", "x", "x", "x"))),
    ]


def test_one_traitor_makes_up_three_values_and_then_twelve() -> None:
    run = play(CONCEPT.model())
    assert Counter(step.state.round for step in run.steps[:-1]) == {0: 3, 1: 12}


def test_two_rounds_do_not_suffice_against_two_traitors_though_they_are_fewer_than_a_third() -> None:
    scenario = CONCEPT.scenario("two-rounds-two-traitors")
    run = play(CONCEPT.model(scenario=scenario.name), CONCEPT.opening(scenario.name))
    with_majority, without = ["1", "2", "3", "4", "5", "x", "x"], ["1", "2", "3", "4", "5", "UNKNOWN", "x"]
    assert run.outcome == {
        "results": {"1": with_majority, "2": without, "3": with_majority, "4": without, "5": with_majority},
        "agreement": False,
        "validity": True,
    }


@pytest.mark.parametrize("rule", ["interactive-consistency", "textbook"])
@pytest.mark.parametrize("size", [3, 4])
def test_the_endings_are_those_of_trying_everything_by_hand(size: int, rule: str) -> None:
    found = [ending.outcome for ending in explored(processes=size, traitors=size, rule=rule).endings]
    by_hand = all_endings(size, rule)
    assert len(found) == len(by_hand)
    assert all(outcome in by_hand for outcome in found)


@pytest.mark.parametrize("rule", ["interactive-consistency", "textbook"])
def test_random_lies_to_four_lead_to_what_the_rule_says_by_hand(rule: str) -> None:
    runs = random_runs(200, traitors=4, rule=rule, lies="x,y,1")
    assert len(runs) == 200
    for run in runs:
        lies = [step.event.subject[-1] for step in run.steps if step.event and isinstance(step.event.subject, tuple)]
        first = dict(zip((1, 2, 3), lies[:3], strict=True))
        expected = {str(me): decision(me, 4, first, tuple(lies[4 * me - 1 : 4 * me + 3]), rule) for me in (1, 2, 3)}
        assert run.outcome is not None
        assert run.outcome["results"] == expected


# nobody knows who lies


@pytest.mark.parametrize("rule", ["interactive-consistency", "textbook"])
def test_what_a_process_makes_of_its_messages_does_not_depend_on_who_the_traitors_are(rule: str) -> None:
    draws = Sequence(7)
    names, own = ("1", "2", "3", "4"), ("a", "b", "c", "d")
    protocols = [Vectors(names, traitors, own, ("x",), rule) for traitors in ((), ("2",), ("3", "4"))]
    for _ in range(50):
        words = [tuple("abx"[draws.below(3)] for _ in names) for _ in names[1:]]
        first = tuple((name, value(name, word[0])) for name, word in zip(names[1:], words, strict=True))
        second = tuple((name, vector(name, word)) for name, word in zip(names[1:], words, strict=True))
        held = [protocol.hear(0, "1", protocol.begin("1"), first) for protocol in protocols]
        told = [[protocol.tell(number, "1", held[0], "2") for number in (0, 1)] for protocol in protocols]
        decided = [protocol.hear(1, "1", held[0], second) for protocol in protocols]
        assert (held, told, decided) == (held[:1] * 3, told[:1] * 3, decided[:1] * 3)


def test_agreement_is_asked_only_when_the_last_round_is_over() -> None:
    scenario = CONCEPT.scenario("three-one")
    run = play(CONCEPT.model(scenario=scenario.name))
    judged = [[declared.holds(step.situation) for declared in CONCEPT.properties] for step in run.steps]
    assert judged == [[True, True]] * 8 + [[False, False]]


# what is asked, seen and believed


def test_validity_asks_nothing_where_the_commander_is_a_traitor_or_the_only_loyal_process() -> None:
    asked = []
    for raw in ({"traitors": "1"}, {"traitors": "2,3,4"}, {"traitors": "3"}):
        last = play(CONCEPT.model({"algorithm": "om"} | raw)).steps[-1].situation
        agreed, valid = CONCEPT.properties
        asked.append((agreed.open(last), valid.open(last), valid.because(last)))
    assert asked == [
        (False, True, "the commander P1 is a traitor: no value is the right one"),
        (False, True, "no loyal lieutenant is there to get the value right"),
        (False, False, "every loyal process decides 1, as the commander P1 sent"),
    ]


def test_alone_under_the_textbooks_rule_a_process_can_be_wrong_about_itself() -> None:
    last = play(CONCEPT.model({"rule": "textbook", "traitors": "1,2,3"})).steps[-1].situation
    assert CONCEPT.properties[1].settles(last)


def observed(name: str, raw: dict[str, str], numbers: tuple[int, ...], process: str = "") -> list[object]:
    found = next(one for one in CONCEPT.observations if one.name == name)
    run = play(CONCEPT.model(raw))
    return [found.read(run.steps[number].situation, process) for number in numbers]


def test_what_a_process_holds_for_the_value_in_doubt_is_what_it_was_told_and_then_what_it_decides() -> None:
    assert observed("doubtful-value", {"lies": "x,y,z"}, (0, 2, 3, 14, 15), "2") == ["", "", "y", "y", "UNKNOWN"]
    assert observed("doubtful-value", {"algorithm": "om"}, (0, 1, 3), "2") == ["", "1", "1"]
    assert observed("agreed", {"processes": "3"}, (7, 8)) == ["open", "no"]
    assert observed("misled", {"processes": "3"}, (7, 8)) == ["open", "yes"]


def test_the_beliefs_are_wrong_where_the_lesson_says_so() -> None:
    ears, majority = CONCEPT.misconceptions
    steps = play(CONCEPT.model({"lies": "x,y,z"})).steps
    assert [ears.predicts(steps[:number], "1") for number in (3, 4, 16)] == [None, "x", "x"]
    three = play(CONCEPT.model({"processes": 3})).steps
    assert (majority.predicts(three, ""), observed("agreed", {"processes": "3"}, (8,))) == ("yes", ["no"])
    assert majority.predicts(play(CONCEPT.model({"traitors": "3,4"})).steps, "") is None
