"""A lesson to spoil, one line at a time."""

from collections.abc import Callable, Mapping

import pytest

from app import concepts
from app.course.lesson import ParsedLesson, read
from app.kernel.show.concept import Concept

HEAD = """---
id: crashes
title: Crashes: one, two
part: Client and server
order: 20
minutes: 10
concepts: [server-crash]
---
"""

SIM = """
:::{sim} server-crash
:label: first
:alt: A client and a server.
:::
"""

Check = Callable[[str], list[tuple[int, str]]]


@pytest.fixture
def head() -> str:
    return HEAD


@pytest.fixture
def sim() -> str:
    return SIM


@pytest.fixture
def catalogue() -> Mapping[str, Concept]:
    return concepts.catalogue()


@pytest.fixture
def load(catalogue: Mapping[str, Concept]) -> Callable[[str], ParsedLesson]:
    """Read a text that has no mistakes."""

    def read_it(source: str) -> ParsedLesson:
        lesson, errors = read(source, "a.md", catalogue)
        assert errors == []
        assert lesson is not None
        return lesson

    return read_it


@pytest.fixture
def mistakes(catalogue: Mapping[str, Concept]) -> Check:
    """Read a text that has mistakes: their lines and messages."""

    def read_it(source: str) -> list[tuple[int, str]]:
        lesson, errors = read(source, "a.md", catalogue)
        assert lesson is None
        assert {error.file for error in errors} == {"a.md"}
        return [(error.line, error.message) for error in sorted(errors)]

    return read_it
