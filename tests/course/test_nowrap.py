import pytest

from app.course.nowrap import nowrap


@pytest.mark.parametrize("text", ["P C (M)", "C (P M)", "2, 3, 5, 7", "P → M"])
def test_a_short_code_has_no_space_at_which_a_line_ends(text):
    assert nowrap(text) == text.replace(" ", "\u00a0")


@pytest.mark.parametrize("text", ["client asks again", "P and M", "", "A", "A B C D E F G H I J", "<b>P C</b>", "P &amp; C"])
def test_all_else_stays_as_it_is(text):
    assert nowrap(text) == text
