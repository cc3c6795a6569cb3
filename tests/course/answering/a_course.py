"""A course of made-up questions, and what a person does with them. No lesson's text is needed for that."""

import itertools
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine

from app.course import answering
from app.course.answering import Finished, QuestionState, Reply, Service
from app.course.model.questions import Question
from app.course.questions import codec
from app.course.questions.kinds.choice import Multiple, Option, Single
from app.course.questions.kinds.typed import Numeric
from app.course.questions.meaning import meaning_of
from app.kernel.show.concept import Concept
from app.store import secrets
from app.store.database import writing
from app.store.lessons import NewRevision, make_live, remove_all_but
from app.store.questions import NewQuestion

ANN, BOB = "a" * 32, "b" * 32
LESSON = "crashes"
WRONG_1, RIGHT, WRONG_2 = "a", "b", "c"

OPTIONS = (
    Option("a", "Once", right=False, feedback="Not when it crashes."),
    Option("b", "The planted right answer", right=True, feedback="The planted praise."),
    Option("c", "Never", right=False, feedback="It may have begun."),
)


def single(label: str = "q-once", prompt: str = "How often?", **more: Any) -> Question:
    """A question with one right option, “b”."""
    more = {"explanation": "The planted explanation.", **more}
    return Question(label=label, title=f"About {label}", prompt=prompt, body=Single(OPTIONS), **more)


def interactive(label: str = "q-once", tries: int = 3, **more: Any) -> Question:
    """The same with several tries and two hints."""
    return single(label, behaviour="interactive", tries=tries, hints=("Think of crashes.", "Think harder."), **more)


def deferred(label: str = "q-once", **more: Any) -> Question:
    """The same, judged when the lesson is finished."""
    return single(label, behaviour="deferred", **more)


def multiple(label: str = "q-many", **more: Any) -> Question:
    """Two of three are right."""
    options = (Option("a", "A", right=True), Option("b", "B", right=True), Option("c", "C", right=False, feedback="No."))
    return Question(label=label, title="Many", prompt="Which?", body=Multiple(options), **more)


def number(label: str = "q-once", tries: int = 3) -> Question:
    """A question that is answered with a number, 42."""
    return Question(label=label, title="A number", prompt="How many?", body=Numeric(42.0), behaviour="interactive", tries=tries)


@dataclass
class Course:
    """A course in a database, and its students."""

    engine: Engine
    catalogue: dict[str, Concept]
    keys: Any = field(default_factory=lambda: itertools.count(1))

    @property
    def secret(self) -> bytes:
        return secrets.secret(self.engine)

    @property
    def service(self) -> Service:
        return Service(self.engine, self.secret, self.catalogue)

    def publish(self, *questions: Question, lesson: str = LESSON) -> None:
        """Let the lesson ask these questions from now on."""
        asked = tuple(NewQuestion(question.label, codec.version_of(question), codec.encode(question), meaning_of(question)) for question in questions)
        text = "\n".join(question.version for question in asked)
        new = NewRevision(lesson, f"{lesson}.md", text[:64], text, "<p>", {"order": 1, "title": f"Lesson {lesson}"}, [], 0, asked)
        with writing(self.engine) as session:
            make_live(session, new)

    def take_down(self) -> None:
        """Take every lesson off the course."""
        with writing(self.engine) as session:
            remove_all_but(session, [], [])

    def state(self, label: str = "q-once", person: str = ANN, lesson: str = LESSON) -> QuestionState:
        """How one question stands."""
        found = answering.lesson_state(self.service, person, lesson).question(label)
        assert found is not None
        return found

    def new_key(self) -> str:
        return f"key-{next(self.keys):08}"

    def submit(
        self, answer: Any, label: str = "q-once", person: str = ANN, key: str | None = None, attempt: str | None = None, lesson: str = LESSON
    ) -> Reply:
        """Answer a question in the attempt that its page shows now, or in this one."""
        attempt = attempt or self.state(label, person, lesson).attempt
        question = answering.open_question(self.service, person, lesson, label, attempt, key or self.new_key())
        return answering.submit(self.service, question, answer)

    def draft(self, answer: Any, label: str = "q-once", person: str = ANN, attempt: str | None = None) -> Any:
        """Type something."""
        attempt = attempt or self.state(label, person).attempt
        return answering.save_draft(self.service, answering.open_question(self.service, person, LESSON, label, attempt), answer)

    def finish(self, person: str = ANN) -> Finished:
        """Hand the lesson in."""
        return answering.finish(self.service, person, LESSON)

    def retry(self, label: str = "q-once", person: str = ANN) -> QuestionState:
        """Try a question again."""
        answering.retry(self.service, person, LESSON, [label])
        return self.state(label, person)
