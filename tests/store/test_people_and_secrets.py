import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from sqlalchemy import Engine, event
from sqlmodel import select

from app.store import answers, people, secrets
from app.store import lesson_progress as progress
from app.store.database import open_database, reading, writing
from app.store.questions import NewQuestion, find, keep, live
from app.store.tables import Attempt


def test_the_secret_is_made_once_whoever_asks_first(engine: Engine, url: str):
    engines = [open_database(url) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        found = set(pool.map(secrets.secret, engines))
    assert [len(secret) for secret in found] == [secrets.BYTES]
    assert secrets.secret(engine) in found
    for one in engines:
        one.dispose()


def test_a_person_is_written_down_once_and_known_from_then_on(engine: Engine):
    new = people.create(engine)
    assert (people.exists(engine, new), people.exists(engine, "nobody"), len(new)) == (True, False, 32)
    assert people.create(engine, new) == new
    with reading(engine) as session:
        assert people.known_since(session, new) is not None


def test_a_person_who_comes_twice_at_once_is_one(engine: Engine):
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda _: people.create(engine, "same"), range(8))) == {"same"}


def test_a_version_of_a_question_is_kept_for_ever_and_once(engine: Engine):
    for encoded in (b"first", b"second"):
        with writing(engine) as session:
            keep(session, "lesson", NewQuestion("q", "v1", encoded))
    with reading(engine) as session:
        kept = find(session, "lesson", "v1")
        assert kept is not None
        assert (kept.encoded, find(session, "other", "v1"), live(session, "lesson")) == (b"first", None, None)


WHOLE = re.compile(r"SCAN (person|attempt|submission|draft|lesson_progress)\b")


@contextmanager
def plans_of(engine: Engine) -> Iterator[list[str]]:
    """How SQLite means to find what is asked for meanwhile."""
    plans: list[str] = []

    def explain(connection, _cursor, statement, parameters, *_):
        if statement.lstrip().startswith("SELECT"):
            cursor = connection.connection.cursor()
            plans.extend(str(row[3]) for row in cursor.execute(f"EXPLAIN QUERY PLAN {statement}", parameters))
            cursor.close()

    event.listen(engine, "before_cursor_execute", explain)
    yield plans
    event.remove(engine, "before_cursor_execute", explain)


def test_no_query_about_a_person_reads_a_whole_table(sqlite: Engine):
    with plans_of(sqlite) as plans, reading(sqlite) as session:
        answers.attempts(session, "ann")
        answers.attempts(session, "ann", "lesson")
        answers.answered(session, "ann", "key")
        answers.attempt(session, "ann", "lesson", "q", "v", 0)
        answers.last(session, 1)
        answers.best(session, "ann", "lesson")
        answers.best(session, "ann")
        list(progress.of(session, "ann"))
    assert len(plans) >= 7
    assert [plan for plan in plans if WHOLE.match(plan)] == []


def test_a_query_that_reads_a_whole_table_would_be_noticed(sqlite: Engine):
    with plans_of(sqlite) as plans, reading(sqlite) as session:
        session.exec(select(Attempt).where(Attempt.score == 1)).all()
    assert [plan for plan in plans if WHOLE.match(plan)] != []
