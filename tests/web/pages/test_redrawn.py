"""A page that showed a variant which is drawn otherwise by now, because its generator has another version: nothing is counted, and it says why."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.course.questions.generators import GENERATORS, Drawn
from app.web.pages.answers import REDRAWN
from tests.web.asking import FRONT, Student, write
from tests.web.conftest import Start
from tests.web.page import PageReader

ROW = """:::{quiz} A row
:label: q-row
:generator: crash-row
:::
"""
Open = tuple[Student, dict[str, str], dict[str, str]]


def words(student: Student) -> dict[str, str]:
    """The first word of every list that the page offers."""
    return {str(one["name"]): "OK" for one in student.lesson().attributes("select")}


@pytest.fixture
def opened(start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """A student of the course as it is now, with the fields and the answer of a page that she opened before the generator changed."""
    folder = write(tmp_path / "lessons", FRONT + ROW)
    before = Student(start(folder))
    fields, given = before.fields("q-row"), words(before)
    old = GENERATORS["crash-row"]

    def draw(*asked: object) -> Drawn:
        return replace(old.draw(*asked), prompt="<p>Another question altogether.</p>")

    monkeypatch.setitem(GENERATORS, "crash-row", replace(old, draw=draw, version=old.version + 1))
    after = start(folder)
    after.cookies.update(before.client.cookies)
    return Student(after), fields, given


def test_without_scripts_the_lesson_comes_back_with_the_reason_and_the_new_question(opened: Open) -> None:
    student, fields, given = opened
    refused = student.answer("q-row", given, fields)
    said = student.section("q-row", PageReader(refused.text))
    assert refused.status_code == 409
    assert REDRAWN in said
    assert "Another question altogether." in said
    assert "✗" not in said
    assert "✓" not in said


def test_with_scripts_the_question_alone_comes_back_with_the_reason_and_a_form_that_is_taken(opened: Open) -> None:
    student, fields, given = opened
    student.headers = {"HX-Request": "true"}
    refused = student.answer("q-row", given, fields)
    assert (refused.status_code, refused.headers["faultline-part"]) == (409, "question")
    assert REDRAWN in student.section("q-row", PageReader(refused.text))
    assert REDRAWN not in student.section("q-row"), "it is said once"
    new = student.fields("q-row", PageReader(refused.text))
    assert new["attempt"] != fields["attempt"]
    assert student.answer("q-row", words(student), new).status_code == 200
    assert "%" in student.section("q-row") or "Right" in student.section("q-row")


def test_a_draft_of_the_old_page_is_refused_and_leaves_the_new_question_empty(opened: Open) -> None:
    student, fields, given = opened
    kept = student.client.put("/lessons/asking/questions/q-row/draft", data={**fields, **given})
    assert (kept.status_code, "No try was used" in kept.json()["error"]) == (409, True)
    assert "Draft kept" not in student.section("q-row")
