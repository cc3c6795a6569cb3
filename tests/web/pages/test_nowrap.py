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


def test_codes_in_the_tables_of_questions_are_held_together(start, tmp_path):
    page = start(write(tmp_path / "lessons", FRONT + TABLE)).get("/lessons/asking").text
    for held in ("<th>P\u00a0C\u00a0(M)</th>", '<th scope="col">C\u00a0(P\u00a0M)</th>', '<th scope="row">P\u00a0M\u00a0C</th>'):
        assert held in page
    assert ">client asks again<" in page


def test_a_percentage_is_held_together_wherever_it_stands(start, tmp_path):
    student = Student(start(write(tmp_path / "lessons")))
    student.answer("q-multiple", {"answer": [student.choose("q-multiple", "North")]})
    for address, times in (("/lessons/asking", 1), ("/results", 2)):
        page = student.client.get(address).text.replace("&nbsp;", "\u00a0")
        assert page.count("50\u00a0%") == times, address
        assert "50 %" not in page
