"""A sample depends on names alone, is as large as asked for, and changes by one case when the matrix does."""

import pytest

from tests.sampling import take

CASES = [f"case {number}" for number in range(100)]

MATRIX = """
import pytest

@pytest.mark.sampled(3)
@pytest.mark.parametrize("number", range(20))
def test_one(number):
    assert number >= 0

@pytest.mark.sampled(2, per="letter")
@pytest.mark.parametrize("letter", "ab")
@pytest.mark.parametrize("number", range(9))
def test_two(letter, number):
    assert letter in "ab"

@pytest.mark.parametrize("number", range(4))
def test_three(number):
    assert number >= 0
"""


def test_a_sample_is_the_same_each_time_keeps_the_order_and_has_its_size() -> None:
    sample = take(CASES, 7)
    assert sample == take(CASES, 7)
    assert sorted(sample, key=CASES.index) == sample
    assert len(set(sample)) == 7
    assert take(list(reversed(CASES)), 7) == sample[::-1]


def test_a_matrix_that_is_smaller_than_its_sample_is_taken_whole() -> None:
    assert take(CASES[:5], 7) == CASES[:5]
    assert take([], 7) == []


def test_one_case_more_displaces_one_at_most() -> None:
    for number in range(200, 260):
        assert len(set(take(CASES, 7)) - set(take([*CASES, f"case {number}"], 7))) <= 1


def test_every_case_of_a_matrix_is_in_some_sample() -> None:
    shifted = [take(CASES, 7, lambda case, word=word: f"{case} {word}") for word in range(200)]
    assert {case for sample in shifted for case in sample} == set(CASES)


@pytest.fixture
def collected(root, tmp_path, monkeypatch):
    """Collect the matrices of a file with our plugin; return how many cases each test has."""
    (tmp_path / "test_matrix.py").write_text(MATRIX, encoding="utf-8")
    (tmp_path / "conftest.py").write_text("from tests.conftest import pytest_addoption, pytest_collection_modifyitems\n", encoding="utf-8")

    def collect(*arguments: str) -> list[int]:
        names: list[str] = []

        class Names:
            def pytest_collection_finish(self, session: pytest.Session) -> None:
                names.extend(item.name.partition("[")[0] for item in session.items)

        options = ["--collect-only", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:randomly", "-p", "no:terminal"]
        markers = ["-o", "markers=sampled", "--rootdir", str(tmp_path), "-c", "/dev/null"]
        assert pytest.main([*options, *markers, *arguments], plugins=[Names()]) == 0
        return [names.count(test) for test in ("test_one", "test_two", "test_three")]

    monkeypatch.chdir(tmp_path)
    return collect


def test_every_run_tries_samples_and_all_cases_are_tried_on_demand(collected) -> None:
    assert collected() == [3, 4, 4]
    assert collected("--all") == [20, 18, 4]
    assert collected("-k", "one or three") == [20, 0, 4]
    assert collected("test_matrix.py::test_two[3-a]") == [0, 1, 0]
