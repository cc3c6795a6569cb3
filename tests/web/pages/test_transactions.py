"""What one answer costs the database: few transactions, for each is a wait for the disk or for the network."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, event

from app.main import create_app
from app.settings import Settings
from tests.web.asking import FRONT, SINGLE, TRIES, Student, write

STATEMENTS = 24
"""Of one answer, the three that begin a transaction on SQLite included."""


@dataclass
class Cost:
    """Transactions that were begun, those of them that wrote, and statements in all of them."""

    transactions: int = 0
    commits: int = 0
    statements: int = 0


@contextmanager
def counted(engine: Engine) -> Iterator[Cost]:
    """Count what happens within the block."""
    cost = Cost()

    def began(_connection: object) -> None:
        cost.transactions += 1

    def committed(_connection: object) -> None:
        cost.commits += 1

    def executed(*_given: object) -> None:
        cost.statements += 1

    listeners = {"begin": began, "commit": committed, "after_cursor_execute": executed}
    for name, listener in listeners.items():
        event.listen(engine, name, listener)
    try:
        yield cost
    finally:
        for name, listener in listeners.items():
            event.remove(engine, name, listener)


@pytest.fixture
def student(url: str, tmp_path: Path) -> Iterator[Student]:
    """A browser that swaps parts of the page in, on a lesson with two questions."""
    settings = Settings(lessons_dir=write(tmp_path / "lessons", FRONT + SINGLE + TRIES), database_url=url)
    with TestClient(create_app(settings)) as client:
        yield Student(client, parts=True)


def engine_of(student: Student) -> Engine:
    app: Any = student.client.app
    found: Engine = app.state.site.engine
    return found


def test_an_answer_takes_one_transaction_that_writes_and_two_that_read(student: Student) -> None:
    choice, fields = student.choose("q-single", "The second"), student.fields("q-single")
    with counted(engine_of(student)) as cost:
        assert student.answer("q-single", {"answer": choice}, fields).status_code == 200
    assert (cost.transactions, cost.commits) == (3, 1)
    assert cost.statements <= STATEMENTS


def test_the_answer_that_completes_a_lesson_takes_no_more(student: Student) -> None:
    student.answer("q-single", {"answer": student.choose("q-single", "The second")})
    fields = student.fields("q-numeric")
    with counted(engine_of(student)) as cost:
        assert "This lesson is done" in student.answer("q-numeric", {"answer": "4711"}, fields).text
    assert (cost.transactions, cost.commits) == (3, 1)
    assert cost.statements <= STATEMENTS


def test_an_answer_that_is_sent_again_writes_nothing(student: Student) -> None:
    fields = student.fields("q-numeric")
    first = student.answer("q-numeric", {"answer": "13"}, fields)
    with counted(engine_of(student)) as cost:
        again = student.answer("q-numeric", {"answer": "13"}, fields)
    assert (first.status_code, again.status_code) == (200, 200)
    assert (cost.transactions, cost.commits) == (2, 0)


def test_a_draft_takes_two_transactions_and_a_page_of_a_lesson_two_that_read(student: Student) -> None:
    fields = student.fields("q-numeric")
    with counted(engine_of(student)) as cost:
        assert student.client.put("/lessons/asking/questions/q-numeric/draft", data={**fields, "answer": "4"}).status_code == 200
    assert (cost.transactions, cost.commits) == (2, 1)
    with counted(engine_of(student)) as cost:
        student.lesson()
    assert (cost.transactions, cost.commits) == (2, 0)
