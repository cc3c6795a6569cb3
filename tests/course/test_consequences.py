"""What the author is told before a change of a question reaches those who answered it."""

from pathlib import Path

from sqlalchemy import Engine, text

from app import concepts
from app.course import answering
from app.course.answering import Service
from app.course.consequences import consequences
from app.course.lesson import read
from app.course.sync import sync
from app.store import secrets
from app.store.database import for_writing

LESSON = """---
id: sending
title: Sending
summary: Messages.
part: Part A
order: 1
minutes: 5
concepts: [server-crash]
---

:::{quiz} Sent
:label: sent
How often?
- [x] Once
- [ ] Twice
  > No.
- [!] So.
:::
"""
CATALOGUE = concepts.catalogue()


def answered(engine: Engine, folder: Path) -> Service:
    """The course with one answer of one student."""
    (folder / "sending.md").write_text(LESSON)
    assert sync(engine, folder, CATALOGUE).errors == ()
    service = Service(engine, secrets.secret(engine), CATALOGUE)
    (shown,) = answering.lesson_state(service, "a" * 32, "sending").questions
    opened = answering.open_question(service, "a" * 32, "sending", shown.label, shown.attempt, "key-00000001")
    answering.submit(service, opened, opened.shown.shown.options[0].key)
    return service


def said(engine: Engine, source: str) -> list[str]:
    lesson, errors = read(source, "sending.md", CATALOGUE)
    assert lesson is not None, errors
    return consequences(engine, [lesson])


def test_the_author_is_told_what_a_change_resets_and_how_to_keep_it(engine: Engine, tmp_path: Path) -> None:
    service = answered(engine, tmp_path)
    assert said(engine, LESSON) == []
    assert said(engine, LESSON.replace("So.", "So it is.")) == ["sending.md: question “sent” has another text and keeps 1 answer of 1 student."]
    (reset,) = said(engine, LESSON.replace("Twice", "Thrice"))
    assert reset.startswith(
        "sending.md: question “sent” changed in meaning (options): 1 answer of 1 student will count as answers to the old version."
    )
    mark = reset.split("“:same-as: ")[1][:33]
    marked = LESSON.replace("Twice", "Thrice").replace(":label: sent", f":label: sent\n:same-as: {mark}")
    assert said(engine, marked) == ["sending.md: question “sent” has another text and keeps 1 answer of 1 student."]
    (again,) = said(engine, marked.replace("Thrice", "Never"))
    assert "changed in meaning (options)" in again, "the mark excuses one change, no later one"
    (tmp_path / "sending.md").write_text(marked)
    sync(engine, tmp_path, CATALOGUE)
    (shown,) = answering.lesson_state(service, "a" * 32, "sending").questions
    assert (shown.changed, shown.complete) == (False, True)


def test_a_question_that_leaves_is_told_of(engine: Engine, tmp_path: Path) -> None:
    answered(engine, tmp_path)
    (gone,) = said(engine, LESSON.replace(":label: sent", ":label: other"))
    assert gone == "sending: question “sent” is no longer asked: 1 answer of 1 student will count for no question."


def test_versions_from_before_meanings_were_kept_are_told_theirs_by_the_next_sync(engine: Engine, tmp_path: Path) -> None:
    service = answered(engine, tmp_path)
    with for_writing(engine).begin() as connection:
        connection.execute(text("UPDATE question_version SET meaning = ''"))
    (tmp_path / "sending.md").write_text(LESSON.replace("So.", "So it is."))
    sync(engine, tmp_path, CATALOGUE)
    (shown,) = answering.lesson_state(service, "a" * 32, "sending").questions
    assert (shown.changed, shown.complete) == (False, True)
