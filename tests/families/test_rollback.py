"""Happens-before and the recovery line of a pattern, against definitions that are worked out another way."""

import itertools

import pytest

from app.families.rollback.generator import generate
from app.families.rollback.history import History
from app.families.rollback.pattern import read_pattern, write_pattern
from tests.concepts.rollback_oracle import Oracle

Place = tuple[int, int]


def causes(history: History) -> set[tuple[Place, Place]]:
    """Every pair of cause and effect: the transitive closure of the order in a process and of sending before receipt."""
    places = list(history.order)
    pairs = {((process, place - 1), (process, place)) for process, place in places if place}
    pairs |= {((m.sender, m.sent), (m.receiver, m.received)) for m in history.messages if m.receiver is not None}
    for middle, first, last in itertools.product(places, repeat=3):
        if (first, middle) in pairs and (middle, last) in pairs:
            pairs.add((first, last))
    return pairs


@pytest.mark.parametrize("seed", range(20))
def test_happened_before_is_the_closure_of_local_order_and_messages(seed: int) -> None:
    history = History(generate(seed, 2 + seed % 4, 24))
    expected = causes(history)
    found = {pair for pair in itertools.product(history.order, repeat=2) if history.happened_before(*pair)}
    assert found == expected
    assert 0 < len(found) < 24 * 23 / 2


def test_what_no_message_joins_is_concurrent() -> None:
    history = History(read_pattern("P1: a! C; P2: b! a?"))
    assert history.happened_before((0, 0), (1, 1))
    assert not history.happened_before((0, 1), (1, 1))
    assert not history.happened_before((1, 1), (0, 1))
    assert not history.happened_before((0, 0), (0, 0))


@pytest.mark.parametrize("seed", range(20))
def test_the_recovery_line_is_consistent_and_no_later_one_is(seed: int) -> None:
    pattern = generate(seed, 2 + seed % 3, 24)
    history, oracle = History(pattern), Oracle(write_pattern(pattern))
    kept = [history.kept(history.latest_line(failed), history.progress[-1]) for failed in range(len(history.names))]
    consistent = [oracle.all_consistent(name) for name in history.names]
    assert [history.orphans(line) for line in kept] == [()] * len(kept)
    assert kept == [tuple(map(max, zip(*lines, strict=True))) for lines in consistent]
    assert all(line in lines for line, lines in zip(kept, consistent, strict=True))
