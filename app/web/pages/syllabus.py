"""The course as its pages show it: lessons gathered into parts, in order."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.store.lessons import LiveLesson


@dataclass(frozen=True, slots=True)
class LessonLink:
    """A lesson as lists show it. ``number`` counts within its part."""

    id: str
    title: str
    summary: str
    minutes: int
    number: int

    @property
    def href(self) -> str:
        """Its address."""
        return f"/lessons/{self.id}"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the course with its lessons in order."""

    number: int
    title: str
    lessons: tuple[LessonLink, ...]


def parts_of(lessons: Sequence[LiveLesson]) -> tuple[Part, ...]:
    """The parts in the order of their first lessons."""
    titles = list(dict.fromkeys(lesson.front_matter["part"] for lesson in lessons))
    return tuple(
        Part(number, title, tuple(_links([lesson for lesson in lessons if lesson.front_matter["part"] == title])))
        for number, title in enumerate(titles, 1)
    )


def _links(lessons: Sequence[LiveLesson]) -> list[LessonLink]:
    return [
        LessonLink(lesson.id, lesson.front_matter["title"], lesson.front_matter["summary"], lesson.front_matter["minutes"], number)
        for number, lesson in enumerate(lessons, 1)
    ]


def lessons_about(lessons: Sequence[LiveLesson], slug: str) -> tuple[LessonLink, ...]:
    """Those lessons that use a concept, in their order."""
    about = {lesson.id for lesson in lessons if slug in lesson.front_matter["concepts"]}
    return tuple(link for part in parts_of(lessons) for link in part.lessons if link.id in about)
