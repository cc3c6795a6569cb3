"""``faultline study``: its JSON, its words, and what it refuses."""

import pytest

from tests.command_line import answer, faultline


def test_a_study_measures_at_each_point_and_gives_the_formula_beside_it() -> None:
    found = answer("study", "hamming", "--set", "code=secded", "--seeds", "50")
    assert found["parameters"] == {"code": "secded", "data": "1011", "flips": 1}
    assert (found["study"], found["parameter"], found["axis"], found["seeds"]) == ("noise", "noise", "Noise (%)", 50)
    assert "stopped" not in found
    assert [point["at"] for point in found["points"]] == [0, 2, 5, 10, 15, 20, 30, 40, 50]
    assert list(found["points"][0]) == ["at", "runs", "mean", "error", "least", "most", "formula"]
    assert found["points"][-1]["formula"] == pytest.approx(9 / 256)
    declared = next(concept for concept in answer("concepts") if concept["slug"] == "hamming")["studies"]
    assert [(study["name"], study["at"]) for study in declared] == [("noise", [point["at"] for point in found["points"]])]


def test_a_study_in_words_has_a_line_a_point_and_no_formula_where_theory_is_silent() -> None:
    head, columns, first, *_, last, theory = faultline("study", "hamming", "noise", "--seeds", "20").stdout.splitlines()
    assert head == "Words on a noisy wire: share of words decoded rightly, 20 runs a point"
    assert columns.split() == ["noise", "mean", "±", "error", "formula"]
    assert first.split() == ["0", "1.0000", "0.0000", "1.0000"]
    assert last.split()[-1] == "0.0625"
    assert theory.startswith("formula: the probability that at most one")
    broken = faultline("study", "hamming", "--seeds", "20", "--scenario", "broken-no-check").stdout.splitlines()
    assert broken[2].split() == ["0", "1.0000", "0.0000"]


def test_a_study_that_is_out_of_time_says_so_and_has_whole_points_only() -> None:
    found = answer("study", "hamming", "--seconds", "0")
    assert (found["points"], found["stopped"]) == ([], "time")
    assert faultline("study", "hamming", "--seconds", "0").stdout.endswith("stopped by the limit of time\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["server-crash"], "server-crash has no study"),
        (["hamming", "nois"], "unknown study “nois”; did you mean “noise”?"),
        (["hamming", "--set", "noise=5"], "--set noise is not usable: the study noise sets it itself"),
        (["hamming", "--set", "seed=5"], "--set seed is not usable"),
        (["hamming", "--seeds", "100000"], "--seeds: 100000 at 9 points is too much; allowed: 22222"),
        (["hamming", "--seeds", "0"], "--seeds: “0” is not usable; allowed: a whole number from 1 to 200000"),
    ],
)
def test_what_cannot_be_studied_is_exit_status_2_and_one_readable_line(arguments: list[str], said: str) -> None:
    done = faultline("study", *arguments)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert said in done.stderr
