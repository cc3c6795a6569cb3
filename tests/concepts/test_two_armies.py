"""No number of acknowledgements makes an attack safe, and no rule at all does, whatever it looks at."""

from itertools import product

import pytest

from app.concepts.two_armies import CONCEPT
from app.kernel.explore import explore
from app.kernel.runs import play
from app.kernel.show.concept import diagram

RULES = ("last-ack", "always", "never")


def received(arrived: int) -> tuple[int, int]:
    """Give how many notes came to the first and to the second army when so many arrived: the odd ones go to the second."""
    return arrived // 2, (arrived + 1) // 2


def by_hand(rule: str, messengers: int, lost: bool) -> set[tuple[str, ...]]:
    """Compute the endings without the kernel: a run is how many notes arrived before the first loss."""
    every = received(messengers)
    endings: set[tuple[str, ...]] = set()
    for arrived in range(0 if lost else messengers, messengers + 1):
        first, second = received(arrived)
        attacks = {
            "never": (False, False),
            "always": (True, second > 0),
            "last-ack": (first == every[0], second == every[1]),
        }[rule]
        endings.add(tuple("attack" if attack else "wait" for attack in attacks))
    return endings


@pytest.mark.parametrize(("rule", "messengers", "losses"), list(product(RULES, range(1, 7), range(3))))
def test_the_endings_are_those_worked_out_by_hand(rule: str, messengers: int, losses: int) -> None:
    result = explore(CONCEPT.model({"rule": rule, "messengers": messengers, "losses": losses}))
    assert result.exhausted
    endings = by_hand(rule, messengers, losses > 0)
    assert {tuple(ending.outcome.values()) for ending in result.endings} == endings
    assert {verdict.property.name: verdict.holds for verdict in result.verdicts} == {
        "together": all(first == second for first, second in endings),
        "told": True,
        "attack-possible": ("attack", "attack") in endings,
    }


@pytest.mark.parametrize(("rule", "messengers"), list(product(RULES, range(1, 7))))
def test_with_any_number_of_acknowledgements_one_attacks_alone_or_none_ever_does(rule: str, messengers: int) -> None:
    result = explore(CONCEPT.model({"rule": rule, "messengers": messengers}))
    alone = result.verdict("together").holds is False
    nobody = {tuple(ending.outcome.values()) for ending in result.endings} == {("wait", "wait")}
    assert alone != nobody
    assert nobody == (rule == "never")


@pytest.mark.parametrize("messengers", range(1, 7))
def test_no_rule_works_whatever_it_makes_of_the_notes(messengers: int) -> None:
    """Every pair of rules: a rule gives attack or wait for each number of notes received; without the hour the second army waits."""
    runs = [received(arrived) for arrived in range(messengers + 1)]
    most_first, most_second = runs[-1]
    works = []
    for first in product((False, True), repeat=most_first + 1):
        for second in product((False, True), repeat=most_second):
            ends = [(first[one], (False, *second)[two]) for one, two in runs]
            if all(one == two for one, two in ends):
                works.append(ends)
    assert works == [[(False, False)] * len(runs)]


def test_the_shortest_counterexample_loses_the_last_note() -> None:
    for messengers, choices in ((1, (1, 0, 0)), (2, (0, 1, 0, 0)), (3, (0, 0, 1, 0, 0)), (6, (0, 0, 0, 0, 0, 1, 0, 0))):
        verdict = explore(CONCEPT.model({"messengers": messengers})).verdict("together")
        assert (verdict.holds, verdict.choices) == (False, choices)


def test_without_losses_both_attack() -> None:
    result = explore(CONCEPT.model({"losses": 0}))
    assert [ending.outcome for ending in result.endings] == [{"first": "attack", "second": "attack"}]
    assert result.verdict("attack-possible").choices == (0, 0, 0, 0), "both notes, both dawns: one army alone is not enough"


def test_an_army_that_attacks_without_word_is_found_out_though_both_attack_together() -> None:
    result = explore(CONCEPT.model({}, "broken-blind"))
    told = result.verdict("told")
    assert (told.holds, told.choices) == (False, (1, 1))
    assert result.verdict("together").holds


def test_the_diagram_says_who_attacks() -> None:
    drawn = diagram(play(CONCEPT.model({}, "last-lost"), CONCEPT.opening("last-lost")))
    assert [(point.lane, point.label) for point in drawn.points if point.label] == [(0, "waits"), (1, "attacks")]
