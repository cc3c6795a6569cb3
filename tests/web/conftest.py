"""A course of its own for every test that asks for one: its own lessons and its own database."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import Settings

LESSON = """---
id: {id}
title: {title}
summary: What {title} teaches.
part: {part}
order: {order}
minutes: 7
concepts: [server-crash]
---

The text of {title}.

## A heading

:::{{sim}} server-crash
:label: first
:client: never
:alt: A client and a server.
:::
"""

LESSONS = (("one", "Lesson One", "Part A", 10), ("two", "Lesson Two", "Part A", 20), ("three", "Lesson Three", "Part B", 30))

Start = Callable[[Path], TestClient]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start a course with the lessons of a folder."""
    with ExitStack() as stack:

        def go(lessons: Path) -> TestClient:
            settings = Settings(lessons_dir=lessons, database_url=f"sqlite:///{tmp_path / 'data' / 'course.db'}")
            return stack.enter_context(TestClient(create_app(settings), raise_server_exceptions=False))

        yield go


@pytest.fixture
def lessons(tmp_path: Path) -> Path:
    folder = tmp_path / "lessons"
    folder.mkdir()
    for name, title, part, order in LESSONS:
        (folder / f"{order}-{name}.md").write_text(LESSON.format(id=name, title=title, part=part, order=order))
    return folder


@pytest.fixture
def browser(start: Start, lessons: Path) -> TestClient:
    """Three lessons in two parts, ready to be asked for."""
    return start(lessons)
