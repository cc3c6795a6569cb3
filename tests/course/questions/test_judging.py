"""The right answer gets everything, no wrong one does, and what is no answer at all is refused in words."""

import json
from itertools import permutations, product

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from app import concepts
from app.course.questions.judging import is_complete, judge, present
from app.course.questions.kinds.fill_in import Blank, FillIn
from app.course.questions.kinds.typed import Numeric
from app.kernel.errors import UsageError
from tests.course.questions.answers import BODIES, CHALLENGE, EARLY, MATCHING, MULTIPLE, NUMERIC, ORDERING, SINGLE, TABLE, TEXT, asked, right_answer

CATALOGUE = concepts.catalogue()
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats()
    | st.text(max_size=30)
    | st.sampled_from(["a", "b", "l1", "f1", "1,5", "0"]),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=5) | st.sampled_from(["l1", "f1", "f2"]), inner, max_size=4),
    max_leaves=12,
)


def score(body, answer):
    return judge(asked(body), answer, CATALOGUE).score


@pytest.mark.parametrize("name", BODIES)
def test_the_right_answer_gets_everything(name):
    body = BODIES[name]
    grade = judge(asked(body), right_answer(body), CATALOGUE)
    assert (grade.right, grade.score) == (True, 1.0)
    assert is_complete(asked(body), right_answer(body))


@settings(deadline=None, max_examples=300)
@given(name=st.sampled_from(sorted(BODIES)), answer=JSON)
def test_whatever_is_sent_is_judged_or_refused_and_nothing_else(name, answer):
    try:
        grade = judge(asked(BODIES[name]), answer, CATALOGUE)
    except UsageError:
        assert not is_complete(asked(BODIES[name]), answer) or name == "challenge"
    else:
        assert 0 <= grade.score <= 1
        assert grade.right == (grade.score == 1)


@pytest.mark.parametrize("name", BODIES)
@pytest.mark.parametrize("answer", [None, True, 3, {"x": 1}, [["a"]], [None], {"f1": 3}, ["nonsense"], "", "x" * 10_000])
def test_an_answer_of_another_shape_is_refused(name, answer):
    with pytest.raises(UsageError):
        judge(asked(BODIES[name]), answer, CATALOGUE)


@pytest.mark.parametrize(("answer", "wanted"), [("a", 0.0), ("b", 1.0), ("c", 0.0)])
def test_one_option_is_right_or_it_is_not(answer, wanted):
    assert score(SINGLE, answer) == wanted


def test_wrong_options_cost_what_right_ones_bring():
    every = [[key for key, chosen in zip("abcd", mask, strict=True) if chosen] for mask in product((0, 1), repeat=4)]
    assert {tuple(keys): score(MULTIPLE, keys) for keys in every if score(MULTIPLE, keys)} == {
        ("a",): 0.5,
        ("b",): 0.5,
        ("a", "b"): 1.0,
        ("a", "b", "c"): 0.5,
        ("a", "b", "d"): 0.5,
    }


def test_what_was_chosen_is_spoken_of_and_what_should_have_been_is_marked():
    grade = judge(asked(MULTIPLE), ["a", "c"], CATALOGUE)
    assert [(remark.part, remark.right, remark.text) for remark in grade.remarks] == [("a", True, ""), ("c", False, "A fault."), ("b", True, "")]


@pytest.mark.parametrize("answer", ["1.5", "1,5", " 1.5 ms", "1.5ms", "+1,5 MS", "1.25", "1,75 ms", "15e-1"])
def test_a_number_is_read_as_people_write_it(answer):
    assert score(NUMERIC, answer) == 1


@pytest.mark.parametrize(
    ("value", "answer"), [(1500, "1 500"), (1500, "1.5e3"), (1500, "1,500"), (1_234_567.5, "1.234.567,5"), (-3, "−3"), (12345, "12’345")]
)
def test_thousands_may_be_grouped(value, answer):
    assert score(Numeric(value), answer) == 1


@pytest.mark.parametrize("answer", ["1.24", "1.76", "-1.5", "15", "0"])
def test_a_number_beyond_the_tolerance_is_wrong(answer):
    assert score(NUMERIC, answer) == 0


def test_a_right_number_in_a_wrong_unit_is_wrong_and_says_so():
    grade = judge(asked(NUMERIC), "1.5 s", CATALOGUE)
    assert (grade.score, grade.remarks[0].text) == (0.0, "The number is right, but not in “s”; the unit asked for is ms.")


@pytest.mark.parametrize("answer", ["many", "1.2.3", "nan", "inf", "0x10", "1 000 00"])
def test_what_is_no_number_costs_no_try(answer):
    with pytest.raises(UsageError):
        judge(asked(Numeric(5)), answer, CATALOGUE)


def test_a_foreseen_wrong_answer_gets_its_own_words():
    assert judge(asked(NUMERIC), "3 ms", CATALOGUE).remarks[0].text == "There and back."
    assert judge(asked(TEXT), "Omissión", CATALOGUE).remarks[0].text == "An omission is lost, not down."


@pytest.mark.parametrize("answer", ["crash", " CRASH ", "Cràsh", "fail-stop", "FAIL-STOP "])
def test_case_accents_and_blanks_do_not_count(answer):
    assert score(TEXT, answer) == 1


@pytest.mark.parametrize("answer", ["crashed", "fail stop", "crash crash"])
def test_other_words_are_wrong(answer):
    assert score(TEXT, answer) == 0


def test_only_the_right_order_is_right():
    scores = {order: score(ORDERING, list(order)) for order in permutations("qzam")}
    assert [order for order, found in scores.items() if found == 1] == [tuple("qzam")]
    assert scores[tuple("mazq")] == 0
    assert scores[tuple("zqam")] == 0.5


def test_the_signs_of_an_order_its_score_and_what_is_said_follow_one_rule():
    for order in permutations("qzam"):
        grade = judge(asked(ORDERING), list(order), CATALOGUE)
        signs = [remark.right for remark in grade.remarks if remark.part != "answer"]
        assert sum(signs) == grade.score * 4
        said = "".join(remark.text for remark in grade.remarks)
        assert grade.right or said.startswith(f"{sum(signs)} of 4 are in the right place.")


def test_only_the_right_pairs_are_right():
    every = [dict(zip(("l1", "l2", "l3"), rights, strict=True)) for rights in product(("r1", "r2"), repeat=3)]
    assert [pairs for pairs in every if score(MATCHING, pairs) == 1] == [MATCHING.pairs]
    assert score(MATCHING, {"l1": "r1"}) == pytest.approx(1 / 3)
    assert not is_complete(asked(MATCHING), {"l1": "r1"})


def test_a_table_is_right_when_every_cell_is():
    right = right_answer(TABLE)
    assert score(TABLE, right | {"f2": "OK"}) == pytest.approx(2 / 3)
    assert score(TABLE, right | {"f3": " 3.0 "}) == 1
    assert score(TABLE, right | {"f3": "4"}) < 1
    assert not is_complete(asked(TABLE), {"f1": "DUP", "f2": "DUP", "f3": " "})


def test_a_right_answer_of_several_parts_is_a_list():
    assert judge(asked(SINGLE), "a", CATALOGUE).solution.count("<li>") == 0
    for body, parts in ((MULTIPLE, 2), (ORDERING, 4), (MATCHING, 3), (TABLE, 3)):
        solution = judge(asked(body), right_answer(body), CATALOGUE).solution
        assert solution.count("<li>") == parts
        assert "; " not in solution
        assert solution.startswith("<ol>") == (body is ORDERING)


def test_a_cell_of_the_only_row_is_called_by_its_column():
    row = FillIn("the value of", ("P1", "P2"), ("P2 decides",), (("f1", "f2"),), {key: Blank(key, "7") for key in ("f1", "f2")})
    assert judge(asked(row), {}, CATALOGUE).solution == "<ul>\n<li>P1: <b>7</b></li>\n<li>P2: <b>7</b></li>\n</ul>\n"


def test_a_word_that_a_cell_does_not_offer_is_refused():
    with pytest.raises(UsageError, match="is not among the words of this cell; allowed: OK, DUP"):
        judge(asked(TABLE), {"f1": "ZERO"}, CATALOGUE)


@pytest.mark.parametrize(
    ("choices", "reached"), [([], False), ([0, 0, 1], True), ([0, 1], False), ([0, 0, 0, 1], False), (list(CHALLENGE.best), True)]
)
def test_a_challenge_is_judged_by_playing_the_run(choices, reached):
    assert score(CHALLENGE, choices) == float(reached)


def test_a_challenge_says_how_good_the_run_was():
    [remark] = judge(asked(CHALLENGE), [0, 0, 1], CATALOGUE).remarks
    assert remark.text == "You got there with 1 fault and 9 events. It cannot be done with fewer."


@pytest.mark.parametrize(
    ("choices", "offered"),
    [
        ((0, 0, 0, 0, 0, 1, 0, 0), None),
        ((0, 0, 0, 0, 0, 1), None),
        ((0, 0, 1), "Another one, as short as yours"),
        ((0, 0, 0, 0, 0, 1, 1), "A shorter one"),
        ((), "A best run"),
    ],
)
def test_beside_the_run_that_was_found_a_best_one_is_offered_only_where_it_is_another(choices, offered):
    run = judge(asked(EARLY), choices, CATALOGUE).run
    assert (run and run.sentence) == offered
    assert run is None or run.choices == EARLY.best


def test_a_best_run_with_fewer_faults_is_said_to_be_one():
    run = judge(asked(replace(EARLY, faults=0)), (*EARLY.best[:3], 1), CATALOGUE).run
    assert run is not None
    assert run.sentence == "One with fewer faults"


@pytest.mark.parametrize("choices", [[9], [0, 99], [0, True], [-1], [0.5], [0] * 5_000, "0,0"])
def test_a_run_that_cannot_be_played_is_refused(choices):
    with pytest.raises(UsageError):
        judge(asked(CHALLENGE), choices, CATALOGUE)


@pytest.mark.parametrize("name", BODIES)
def test_what_is_shown_is_of_its_kind_and_can_be_sent_as_json(name):
    shown = present(asked(BODIES[name]))
    assert shown.kind == name
    assert json.loads(msgspec.json.encode(shown))["label"] == "q"
