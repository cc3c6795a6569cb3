"""The tables. A change here needs a migration; a test compares the two."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, Column, ForeignKeyConstraint, Index, LargeBinary, Text, UniqueConstraint
from sqlmodel import Field, SQLModel


def now() -> datetime:
    """The time to write down: always with its zone, so that SQLite and PostgreSQL give the same back."""
    return datetime.now(UTC)


class LessonRevision(SQLModel, table=True):
    """One text that a lesson has had. Never deleted: later answers refer to it.

    ``html``, ``contents``, ``players`` and ``questions`` (the versions of its questions, in order) follow from the source and the concepts, and are
    made anew when these change.
    """

    __tablename__ = "lesson_revision"
    __table_args__ = (UniqueConstraint("lesson_id", "content_hash"),)

    id: int | None = Field(default=None, primary_key=True)
    lesson_id: str = Field(max_length=80, index=True)
    content_hash: str = Field(max_length=64)
    source: str = Field(sa_column=Column(Text, nullable=False))
    html: str = Field(sa_column=Column(Text, nullable=False))
    front_matter: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    contents: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))
    players: int = 0
    questions: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    created_at: datetime = Field(default_factory=now)


class Lesson(SQLModel, table=True):
    """A lesson, known by the id that its author gave it. It always has a live revision; ``removed_at`` takes it off the course."""

    __tablename__ = "lesson"

    id: str = Field(primary_key=True, max_length=80)
    file: str = Field(max_length=255)
    live_revision: int = Field(foreign_key="lesson_revision.id")
    removed_at: datetime | None = None


class SyncError(SQLModel, table=True):
    """One mistake that the last sync found in a lesson's file."""

    __tablename__ = "sync_error"

    id: int | None = Field(default=None, primary_key=True)
    file: str = Field(max_length=255)
    line: int
    message: str = Field(sa_column=Column(Text, nullable=False))
    seen_at: datetime = Field(default_factory=now)


class QuestionVersion(SQLModel, table=True):
    """A question as it once stood in a lesson, whole. Never deleted: answers are shown and judged against the version they were made for.

    Versions of a label with the same ``meaning`` differ in words only; it is empty until the next sync where a migration could not tell it.
    """

    __tablename__ = "question_version"

    lesson_id: str = Field(primary_key=True, max_length=80)
    version: str = Field(primary_key=True, max_length=64)
    label: str = Field(max_length=120)
    meaning: str = Field(default="", max_length=64, sa_column_kwargs={"server_default": ""})
    encoded: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    created_at: datetime = Field(default_factory=now)


class Person(SQLModel, table=True):
    """Somebody who has written something: a guest, known by a random id and nothing else."""

    __tablename__ = "person"

    id: str = Field(primary_key=True, max_length=64)
    created_at: datetime = Field(default_factory=now)


class Attempt(SQLModel, table=True):
    """One go at a question, at the version and in the variant that it was begun with. ``concrete`` is that variant, whole: it stays as it was seen.

    ``number`` counts a person's attempts at a question from 0. Two tabs may begin the same number with different versions; both are kept.
    """

    __tablename__ = "attempt"
    __table_args__ = (
        ForeignKeyConstraint(["lesson_id", "version"], ["question_version.lesson_id", "question_version.version"]),
        UniqueConstraint("person_id", "lesson_id", "label", "version", "number"),
        Index("ix_attempt_question_version", "lesson_id", "version"),
    )

    id: int | None = Field(default=None, primary_key=True)
    person_id: str = Field(foreign_key="person.id", max_length=64)
    lesson_id: str = Field(max_length=80)
    label: str = Field(max_length=120)
    version: str = Field(max_length=64)
    number: int
    seed: str = Field(max_length=80)
    behaviour: str = Field(max_length=20)
    concrete: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    started_at: datetime = Field(default_factory=now)
    finished_at: datetime | None = None
    right: bool | None = None
    score: float | None = None


class Submission(SQLModel, table=True):
    """An answer that was acknowledged. ``reply`` is what was said then, to be said again when the same key comes again.

    ``answer``, ``grade`` and ``reply`` are JSON texts; ``grade`` is null while the answer waits to be judged.
    """

    __tablename__ = "submission"
    __table_args__ = (UniqueConstraint("person_id", "key"), UniqueConstraint("attempt_id", "number"))

    id: int | None = Field(default=None, primary_key=True)
    person_id: str = Field(foreign_key="person.id", max_length=64)
    attempt_id: int = Field(foreign_key="attempt.id")
    key: str = Field(max_length=64)
    number: int
    answer: str = Field(sa_column=Column(Text, nullable=False))
    grade: str | None = Field(sa_column=Column(Text, nullable=True))
    reply: str = Field(sa_column=Column(Text, nullable=False))
    at: datetime = Field(default_factory=now)


class Draft(SQLModel, table=True):
    """What was typed and not yet sent, as a JSON text."""

    __tablename__ = "draft"

    attempt_id: int = Field(foreign_key="attempt.id", primary_key=True)
    answer: str = Field(sa_column=Column(Text, nullable=False))
    saved_at: datetime = Field(default_factory=now)


class LessonProgress(SQLModel, table=True):
    """How far a person is with a lesson. ``stage`` counts the reviews that went well; ``due_at`` says when the next one is.

    ``finished_at``: when all was judged that waited, and what was open was left so; ``done_at``: when enough of it was right.
    """

    __tablename__ = "lesson_progress"

    person_id: str = Field(foreign_key="person.id", primary_key=True, max_length=64)
    lesson_id: str = Field(primary_key=True, max_length=80)
    opened_at: datetime = Field(default_factory=now)
    seen_at: datetime = Field(default_factory=now)
    place: str = Field(default="", max_length=200)
    finished_at: datetime | None = None
    done_at: datetime | None = None
    reviewed_at: datetime | None = None
    stage: int = 0
    score: float | None = None
    due_at: datetime | None = None


class ServerSecret(SQLModel, table=True):
    """Random bytes that this course was given once, the same for all workers: cookies are signed and variants drawn with them."""

    __tablename__ = "server_secret"

    id: int = Field(default=1, primary_key=True)
    value: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class SearchEntry(SQLModel, table=True):
    """One thing that can be found. The indexes over it are the database's own (see ``app.store.search``)."""

    __tablename__ = "search_entry"

    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(max_length=20)
    target: str = Field(max_length=120)
    anchor: str = Field(max_length=255)
    context: str = Field(sa_column=Column(Text, nullable=False))
    title: str = Field(sa_column=Column(Text, nullable=False))
    body: str = Field(sa_column=Column(Text, nullable=False))


class GlossaryTerm(SQLModel, table=True):
    """A word of the course with its meaning. ``place`` counts them in their order."""

    __tablename__ = "glossary_term"

    slug: str = Field(primary_key=True, max_length=80)
    place: int
    title: str = Field(max_length=80)
    also: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    definition: str = Field(sa_column=Column(Text, nullable=False))
