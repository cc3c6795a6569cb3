import pytest

from app.web.http.nowrap import unbroken, with_unbroken_cells
from tests.web.asking import FRONT, Student, write

TABLE = """:::{quiz} Crashes
:label: q-crashes
:kind: table
Known is:

| client asks again | P C (M) |
|---|---|
| always | DUP |

Fill it in.

| client asks again | C (P M) | what it knows |
|---|---|---|
| P M C | {OK|DUP: OK} | {OK|DUP: OK} |
- [!] So it is.
:::
"""


@pytest.mark.parametrize("text", ["P C (M)", "C (P M)", "2, 3, 5, 7", "P → M"])
def test_a_short_code_has_no_space_at_which_a_line_ends(text):
    assert unbroken(text) == text.replace(" ", "\u00a0")


@pytest.mark.parametrize("text", ["client asks again", "P and M", "", "A", "A B C D E F G H I J", "<b>P C</b>", "P &amp; C"])
def test_all_else_stays_as_it_is(text):
    assert unbroken(text) == text
    assert with_unbroken_cells(text) == text


def test_codes_in_the_tables_of_questions_are_held_together(start, tmp_path):
    page = start(write(tmp_path / "lessons", FRONT + TABLE)).get("/lessons/asking").text
    for held in ("<th>P\u00a0C\u00a0(M)</th>", '<th scope="col">C\u00a0(P\u00a0M)</th>', '<th scope="row">P\u00a0M\u00a0C</th>'):
        assert held in page
    assert ">client asks again<" in page


def test_a_percentage_is_held_together_wherever_it_stands(start, tmp_path):
    student = Student(start(write(tmp_path / "lessons")))
    student.answer("q-multiple", {"answer": [student.choose("q-multiple", "North")]})
    for address in ("/lessons/asking", "/results"):
        page = student.client.get(address).text.replace("&nbsp;", "\u00a0")
        assert page.count("50\u00a0%") == 2, address
        assert "50 %" not in page
