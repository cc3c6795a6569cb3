"""Results by topic: what of each lesson was got right, and which of its sections are worth reading again."""

import msgspec
from sqlalchemy import Engine

from app.course.progress import is_right
from app.course.questions import codec
from app.course.topics import Topic, topics
from app.store import answers, lessons, questions
from app.store.answers import Asked
from app.store.database import reading
from app.store.lessons import LiveLesson
from app.store.tables import QuestionVersion


class TopicResult(msgspec.Struct, frozen=True):
    """The questions about one section: how many there are, were answered, and were got right once."""

    topic: Topic
    total: int
    answered: int
    right: int

    @property
    def missed(self) -> bool:
        """Whether there is something to read again."""
        return self.right < self.answered


class LessonReview(msgspec.Struct, frozen=True):
    """A lesson that was begun, by its topics in the order of the text."""

    lesson_id: str
    title: str
    topics: tuple[TopicResult, ...]

    @property
    def right(self) -> int:
        """How many questions were got right."""
        return sum(topic.right for topic in self.topics)

    @property
    def total(self) -> int:
        """How many questions there are."""
        return sum(topic.total for topic in self.topics)


def reviews(engine: Engine, person: str) -> list[LessonReview]:
    """The lessons of which the person has answered something, in the order of the course."""
    with reading(engine) as session:
        best = answers.best(session, person)
        begun = {lesson_id for lesson_id, _, _ in best}
        found = [lesson for lesson in lessons.live_in(session) if lesson.id in begun]
        return [_review(lesson, questions.live(session, lesson.id) or [], best) for lesson in found]


def _review(lesson: LiveLesson, asked: list[QuestionVersion], best: dict[Asked, float]) -> LessonReview:
    about = topics(lesson.html, lesson.contents, [codec.decode(row.encoded) for row in asked])
    scores: dict[Topic, list[float | None]] = {}
    for row in asked:
        scores.setdefault(about[row.label], []).append(best.get((lesson.id, row.label, row.meaning or row.version)))
    order = {str(heading["id"]): place for place, heading in enumerate(lesson.contents)}
    results = [
        TopicResult(topic, len(found), sum(score is not None for score in found), sum(map(is_right, found))) for topic, found in scores.items()
    ]
    results.sort(key=lambda result: order.get(result.topic.anchor, -1))
    return LessonReview(lesson.id, str(lesson.front_matter.get("title", lesson.id)), tuple(results))
