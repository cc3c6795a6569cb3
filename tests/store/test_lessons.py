from dataclasses import replace

from sqlalchemy import Engine
from sqlmodel import select

from app.store import sync_errors
from app.store.database import reading, writing
from app.store.lessons import LiveLesson, NewRevision, live_lessons, make_live, remove_all_but
from app.store.tables import LessonRevision

FIRST = NewRevision(
    lesson_id="crashes",
    file="20-crashes.md",
    content_hash="one",
    source="One",
    html="<p>One</p>",
    front_matter={"order": 20},
    contents=[{"id": "a", "text": "A", "level": 2}],
    players=1,
)
SECOND = replace(FIRST, content_hash="two", source="Two", html="<p>Two</p>")


def publish(engine: Engine, new: NewRevision) -> bool:
    with writing(engine) as session:
        return make_live(session, new)


def keep_only(engine: Engine, ids: list[str], broken: list[str]) -> list[str]:
    with writing(engine) as session:
        return remove_all_but(session, ids, broken)


def hashes(engine: Engine) -> list[str]:
    with reading(engine) as session:
        return sorted(revision.content_hash for revision in session.exec(select(LessonRevision)).all())


def test_a_published_lesson_is_live_with_all_that_its_page_needs(engine: Engine):
    assert publish(engine, FIRST)
    assert live_lessons(engine) == [
        LiveLesson("crashes", "one", "<p>One</p>", {"order": 20}, [{"id": "a", "text": "A", "level": 2}], 1, "20-crashes.md"),
    ]


def test_publishing_the_same_again_changes_nothing(engine: Engine):
    publish(engine, FIRST)
    assert not publish(engine, FIRST)
    assert hashes(engine) == ["one"]


def test_a_new_text_becomes_live_and_the_old_one_is_kept(engine: Engine):
    publish(engine, FIRST)
    assert publish(engine, SECOND)
    assert ([lesson.html for lesson in live_lessons(engine)], hashes(engine)) == (["<p>Two</p>"], ["one", "two"])


def test_a_lesson_can_return_to_a_text_that_it_had(engine: Engine):
    for new in (FIRST, SECOND, FIRST):
        assert publish(engine, new)
    assert ([lesson.content_hash for lesson in live_lessons(engine)], hashes(engine)) == (["one"], ["one", "two"])


def test_the_same_text_rendered_anew_replaces_the_old_rendering(engine: Engine):
    publish(engine, FIRST)
    assert publish(engine, replace(FIRST, html="<p>One, with a better concept</p>"))
    assert ([lesson.html for lesson in live_lessons(engine)], hashes(engine)) == (["<p>One, with a better concept</p>"], ["one"])


def test_a_lesson_that_is_gone_leaves_the_course_but_not_the_database(engine: Engine):
    publish(engine, FIRST)
    assert keep_only(engine, [], []) == ["crashes"]
    assert (live_lessons(engine), hashes(engine)) == ([], ["one"])


def test_a_lesson_whose_file_is_broken_stays(engine: Engine):
    publish(engine, FIRST)
    assert keep_only(engine, [], ["20-crashes.md"]) == []
    assert len(live_lessons(engine)) == 1


def test_a_lesson_that_comes_back_is_live_again(engine: Engine):
    publish(engine, FIRST)
    keep_only(engine, [], [])
    assert publish(engine, FIRST)
    assert len(live_lessons(engine)) == 1


def test_lessons_come_in_the_order_of_the_course(engine: Engine):
    publish(engine, FIRST)
    publish(engine, replace(FIRST, lesson_id="earlier", file="10.md", front_matter={"order": 10}))
    publish(engine, replace(FIRST, lesson_id="also-earlier", file="11.md", front_matter={"order": 10}))
    assert [lesson.id for lesson in live_lessons(engine)] == ["also-earlier", "earlier", "crashes"]


def test_mistakes_are_those_of_the_last_sync_only(engine: Engine):
    for mistakes in ([("b.md", 3, "old"), ("a.md", 1, "old")], [("b.md", 3, "new"), ("a.md", 9, "new"), ("a.md", 2, "new")]):
        with writing(engine) as session:
            sync_errors.replace(session, mistakes)
    assert sync_errors.all_mistakes(engine) == [("a.md", 2, "new"), ("a.md", 9, "new"), ("b.md", 3, "new")]
