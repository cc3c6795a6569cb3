import csv
import io
import json
from datetime import timedelta

import msgspec
import pytest
from sqlalchemy import Engine, inspect, text

from app.course import progress
from app.course.answering import csv_rows, export, forget, results, submitting
from app.course.answering.own_data import COLUMNS
from app.store import people, tables
from app.store.database import reading
from tests.course.answering.a_course import ANN, BOB, LESSON, RIGHT, WRONG_1, Course, deferred, interactive, multiple, single


def live_a_little(course: Course, person: str) -> None:
    """Leave something in every table that knows people."""
    course.publish(single("q-1"), interactive("q-2"), deferred("q-3"), multiple("q-4"))
    progress.visited(course.engine, person, LESSON, "the-rule")
    course.submit(RIGHT, "q-1", person)
    course.submit(WRONG_1, "q-2", person)
    course.submit(RIGHT, "q-3", person)
    course.draft(["a"], "q-4", person)


def tables_with(engine: Engine, person: str) -> set[str]:
    """The tables in which a person's id, or an attempt of theirs, stands."""
    found = set()
    with reading(engine) as session:
        connection = session.connection()
        own = {str(row[0]) for row in connection.execute(text("SELECT id FROM attempt WHERE person_id = :person"), {"person": person})}
        for table in inspect(connection).get_table_names():
            for row in connection.execute(text(f"SELECT * FROM {table}")).mappings():
                if any(person in str(value) for value in row.values()) or str(row.get("attempt_id")) in own:
                    found.add(table)
    return found


def test_the_export_holds_everything_that_one_did(course: Course):
    live_a_little(course, ANN)
    own = export(course.engine, ANN, course.catalogue)
    assert (own["person"], [lesson["place"] for lesson in own["lessons"]]) == (ANN, ["the-rule"])
    said = [(entry["question"], [one["answer"] for one in entry["answers"]], entry["draft"], entry["score"]) for entry in own["attempts"]]
    assert said == [("q-1", [RIGHT], None, 1.0), ("q-2", [WRONG_1], None, None), ("q-3", [RIGHT], None, None), ("q-4", [], ["a"], None)]


def test_the_export_is_the_same_each_time_and_json_all_through(course: Course):
    live_a_little(course, ANN)
    assert json.loads(json.dumps(export(course.engine, ANN, course.catalogue))) == export(course.engine, ANN, course.catalogue)


def test_the_export_tells_no_answer_that_is_still_to_be_found(course: Course):
    course.publish(interactive(), deferred("q-3"))
    course.submit(WRONG_1)
    course.submit(RIGHT, "q-3")
    told = (
        json.dumps(export(course.engine, ANN, course.catalogue))
        + str(csv_rows(course.engine, ANN, course.catalogue))
        + str(results(course.engine, ANN))
    )
    assert "planted explanation" not in told
    assert "planted praise" not in told
    assert '"seed"' not in told


def test_the_export_of_somebody_unknown_is_empty(course: Course):
    own = export(course.engine, BOB, course.catalogue)
    assert (own["since"], own["lessons"], own["attempts"]) == (None, [], [])
    assert len(csv_rows(course.engine, BOB, course.catalogue)) == 1


def test_the_table_has_a_row_for_each_answer_under_its_names(course: Course):
    live_a_little(course, ANN)
    written = io.StringIO()
    csv.writer(written).writerows(csv_rows(course.engine, ANN, course.catalogue))
    rows = list(csv.DictReader(io.StringIO(written.getvalue())))
    assert [(row["question"], row["answer"], row["right"], row["score"]) for row in rows] == [
        ("q-1", "b", "true", "1.0"),
        ("q-2", "a", "false", "0.0"),
        ("q-3", "b", "", ""),
    ]


def started(course: Course) -> list[str | None]:
    return [attempt["started"] for attempt in export(course.engine, ANN, course.catalogue)["attempts"]]


def test_an_attempt_that_was_written_down_with_its_answer_says_nothing_of_its_beginning(course: Course):
    course.publish(single(), deferred("q-3"))
    course.submit(RIGHT)
    course.submit(RIGHT, "q-3")
    course.finish()
    assert started(course) == [None, None]
    assert [row[COLUMNS.index("started")] for row in csv_rows(course.engine, ANN, course.catalogue)[1:]] == ["", ""]


def test_an_attempt_begun_by_a_draft_or_by_trying_again_says_when(course: Course, monkeypatch: pytest.MonkeyPatch):
    course.publish(single(), single("q-2"), single("q-3"))
    course.draft(WRONG_1)
    course.submit(RIGHT, "q-2")
    course.retry("q-2")
    course.draft(RIGHT, "q-3")
    begun = started(course)
    monkeypatch.setattr(submitting, "now", lambda: tables.now() + timedelta(minutes=5))
    course.submit(RIGHT)
    course.submit(RIGHT, "q-2")
    drafted, answered_at_once, tried_again, open_still = started(course)
    assert answered_at_once is None
    assert [drafted, tried_again, open_still] == [begun[0], *begun[2:]]
    assert None not in (drafted, tried_again, open_still)


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx"])
def test_a_cell_of_the_table_is_no_formula(course: Course, title: str):
    course.publish(msgspec.structs.replace(single(), title=title))
    course.submit(RIGHT)
    assert csv_rows(course.engine, ANN, course.catalogue)[1][2] == f"'{title}"


def test_nothing_of_a_person_is_left_after_deletion_and_nobody_else_loses_anything(course: Course):
    for person in (ANN, BOB):
        live_a_little(course, person)
    before = export(course.engine, BOB, course.catalogue)
    assert tables_with(course.engine, ANN) == {"person", "attempt", "submission", "draft", "lesson_progress"}
    assert forget(course.engine, ANN)
    assert tables_with(course.engine, ANN) == set()
    assert not people.exists(course.engine, ANN)
    assert export(course.engine, BOB, course.catalogue) == before


def test_forgetting_somebody_unknown_does_nothing(course: Course):
    assert not forget(course.engine, BOB)
