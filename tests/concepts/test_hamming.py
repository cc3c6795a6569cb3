"""Every single flip is corrected; every double flip is a wrong word with seven bits, and is noticed with eight."""

from collections.abc import Iterator
from itertools import product

import pytest

from app.concepts.hamming import CONCEPT, correct, encode, syndrome
from app.kernel.explore import Exploration, explore
from app.kernel.runs import play
from app.kernel.show.report import Reporter
from app.kernel.show.study import study_document

WORDS = list(product((0, 1), repeat=4))
H = ((1, 0, 1, 0, 1, 0, 1), (0, 1, 1, 0, 0, 1, 1), (0, 0, 0, 1, 1, 1, 1))
G = ((1, 1, 1, 0, 0, 0, 0), (1, 0, 0, 1, 1, 0, 0), (0, 1, 0, 1, 0, 1, 0), (1, 1, 0, 1, 0, 0, 1))


def explored(data: tuple[int, ...], code: str, flips: int) -> Exploration:
    found = explore(CONCEPT.model({"data": "".join(map(str, data)), "code": code, "flips": flips}))
    assert found.exhausted
    return found


def test_words_and_syndromes_are_those_of_the_matrices() -> None:
    for data in WORDS:
        word = tuple(sum(bit * row[place] for bit, row in zip(data, G, strict=True)) % 2 for place in range(7))
        assert encode(data, False) == word
        for place in range(7):
            wrong = tuple(bit ^ (at == place) for at, bit in enumerate(word))
            bits = [sum(a * b for a, b in zip(row, wrong, strict=True)) % 2 for row in H]
            assert syndrome(wrong) == bits[0] + 2 * bits[1] + 4 * bits[2] == place + 1
    assert encode((1, 0, 1, 1), False) == (0, 1, 1, 0, 0, 1, 1)


def test_all_112_single_flips_are_corrected() -> None:
    found = [explored(data, "hamming-7-4", 1) for data in WORDS]
    assert all(verdict.holds and not verdict.vacuous for one in found for verdict in one.verdicts)
    assert sum(ending.outcome["verdict"] == "corrected" for one in found for ending in one.endings) == 112


def test_all_336_double_flips_become_a_wrong_word() -> None:
    ends = [ending.outcome for data in WORDS for ending in explored(data, "hamming-7-4", 2).endings]
    double = [end for end in ends if sum(a != b for a, b in zip(end["sent"], end["received"], strict=True)) == 2]
    assert len(double) == 336
    assert all(end["verdict"] == "corrected" and end["decoded"] != end["sent"] for end in double)


def test_the_eighth_bit_notices_every_double_flip_and_not_every_triple() -> None:
    for data in WORDS:
        assert explored(data, "secded", 2).verdict("right-or-detected").holds
    assert explored((1, 0, 1, 1), "secded", 3).verdict("right-or-detected").choices == (1, 1, 1, 0)


@pytest.mark.parametrize(("scenario", "choices"), [("two-flips", (1, 1, 0)), ("broken-no-check", (3, 0))])
def test_the_shortest_run_to_wrong_data(scenario: str, choices: tuple[int, ...]) -> None:
    assert explore(CONCEPT.model({}, scenario)).verdict("right").choices == choices


def test_a_flip_of_the_eighth_bit_alone_is_corrected() -> None:
    word = encode((1, 0, 1, 1), True)
    assert correct((*word[:7], 1 - word[7])) == (word, "corrected")


def test_the_same_two_flips_are_miscorrected_or_noticed() -> None:
    ends = [play(CONCEPT.model({}, name), CONCEPT.opening(name)).outcome for name in ("two-flips", "two-noticed")]
    assert [end and end["verdict"] for end in ends] == ["corrected", "detected"]


# noise, and how often the receiver is right


def codewords(length: int) -> list[tuple[int, ...]]:
    """All words of the code, from its generator matrix; with eight bits, each with the parity of the other seven."""
    seven = [tuple(sum(bit * row[place] for bit, row in zip(data, G, strict=True)) % 2 for place in range(7)) for data in WORDS]
    return [(*word, sum(word) % 2) if length == 8 else word for word in seven]


def rightly_decoded(length: int) -> Iterator[int]:
    """The numbers of flips of all patterns from which the one word of the code within distance 1 is the one that was sent."""
    words = codewords(length)
    sent = words[11]
    for pattern in product((0, 1), repeat=length):
        received = [bit ^ flip for bit, flip in zip(sent, pattern, strict=True)]
        if [word for word in words if sum(a != b for a, b in zip(word, received, strict=True)) <= 1] == [sent]:
            yield sum(pattern)


@pytest.mark.parametrize(("code", "length"), [("hamming-7-4", 7), ("secded", 8)])
def test_the_study_measures_what_the_nearest_words_of_all_patterns_say(code: str, length: int) -> None:
    (study,) = CONCEPT.studies
    found = study_document(CONCEPT.model({"code": code}), study)
    assert [point.at for point in found.points] == list(study.at)
    flips = list(rightly_decoded(length))
    for point in found.points:
        p = int(point.at) / 100
        share = sum(p**number * (1 - p) ** (length - number) for number in flips)
        assert point.formula == pytest.approx(share)
        assert point.runs == 1_000
        assert abs(point.mean - share) <= 3 * point.error


def test_of_a_receiver_that_does_not_check_the_formula_says_nothing() -> None:
    (study,) = CONCEPT.studies
    checked, believed = (study_document(CONCEPT.model(setting), study, seeds=200) for setting in ({}, {"variant": "no-check"}))
    assert {point.formula for point in believed.points} == {None}
    assert believed.points[3].mean < checked.points[3].mean


@pytest.mark.parametrize(
    ("seed", "said", "flipped"),
    [
        (1, "a parity bit for each check.", 0),
        (7, "Noise flips bit 2. Nobody notices yet.", 1),
        (3, "Noise flips bits 1, 4 and 7. Nobody notices yet.", 3),
    ],
)
def test_noise_flips_bits_before_the_first_event(seed: int, said: str, flipped: int) -> None:
    run = play(CONCEPT.model({"noise": 20, "seed": seed}))
    assert Reporter(run).narration(0).startswith("The sender puts 0110011 on the wire: ")
    assert Reporter(run).narration(0).endswith(said)
    assert CONCEPT.observations[1].read(run.steps[0].situation, "") == flipped


def test_without_noise_the_seed_changes_nothing() -> None:
    ends = {str(play(CONCEPT.model({"seed": seed})).outcome) for seed in range(9)}
    assert len(ends) == 1
