"""Questions with their versions, people, answers, progress, the server's secret, and what can be searched."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)

# Two indexes over the same entries: words as they are typed, for beginnings of words; and their stems, for other forms of a word.
SQLITE_INDEXES = (
    "CREATE VIRTUAL TABLE search_words USING fts5(title, body, content='search_entry', content_rowid='id', tokenize='unicode61', prefix='2 3')",
    "CREATE VIRTUAL TABLE search_stems USING fts5(title, body, content='search_entry', content_rowid='id', tokenize='porter unicode61')",
)
VECTOR = "(setweight(to_tsvector('{0}', title), 'A') || setweight(to_tsvector('{0}', body), 'D'))"
POSTGRESQL_INDEXES = (
    "CREATE INDEX search_words ON search_entry USING gin (" + VECTOR.format("simple") + ")",
    "CREATE INDEX search_stems ON search_entry USING gin (" + VECTOR.format("english") + ")",
)


def upgrade() -> None:
    """Make the tables for answers, progress and search."""
    # A plain ADD COLUMN: copying the table would drop it, which the foreign key of a lesson forbids.
    op.add_column("lesson_revision", sa.Column("questions", sa.JSON(), nullable=False, server_default="[]"))
    make_questions_and_people()
    make_answers()
    make_progress()
    make_search()


def make_questions_and_people() -> None:
    op.create_table(
        "question_version",
        sa.Column("lesson_id", sa.String(80), primary_key=True),
        sa.Column("version", sa.String(64), primary_key=True),
        sa.Column("label", sa.String(120), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
    )
    op.create_table("person", sa.Column("id", sa.String(64), primary_key=True), sa.Column("created_at", TIME, nullable=False))
    op.create_table(
        "server_secret",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
    )


def make_answers() -> None:
    op.create_table(
        "attempt",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("person_id", sa.String(64), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("lesson_id", sa.String(80), nullable=False),
        sa.Column("label", sa.String(120), nullable=False),
        sa.Column("version", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seed", sa.String(80), nullable=False),
        sa.Column("behaviour", sa.String(20), nullable=False),
        sa.Column("concrete", sa.LargeBinary(), nullable=False),
        sa.Column("started_at", TIME, nullable=False),
        sa.Column("finished_at", TIME, nullable=True),
        sa.Column("right", sa.Boolean(), nullable=True),
        sa.Column("score", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["lesson_id", "version"], ["question_version.lesson_id", "question_version.version"]),
        sa.UniqueConstraint("person_id", "lesson_id", "label", "version", "number"),
    )
    op.create_index("ix_attempt_question_version", "attempt", ["lesson_id", "version"])
    op.create_table(
        "submission",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("person_id", sa.String(64), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("attempt_id", sa.Integer(), sa.ForeignKey("attempt.id"), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("grade", sa.Text(), nullable=True),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.UniqueConstraint("person_id", "key"),
        sa.UniqueConstraint("attempt_id", "number"),
    )
    op.create_table(
        "draft",
        sa.Column("attempt_id", sa.Integer(), sa.ForeignKey("attempt.id"), primary_key=True, autoincrement=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("saved_at", TIME, nullable=False),
    )


def make_progress() -> None:
    op.create_table(
        "lesson_progress",
        sa.Column("person_id", sa.String(64), sa.ForeignKey("person.id"), primary_key=True),
        sa.Column("lesson_id", sa.String(80), primary_key=True),
        sa.Column("opened_at", TIME, nullable=False),
        sa.Column("seen_at", TIME, nullable=False),
        sa.Column("place", sa.String(200), nullable=False),
        sa.Column("done_at", TIME, nullable=True),
        sa.Column("reviewed_at", TIME, nullable=True),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("due_at", TIME, nullable=True),
    )


def make_search() -> None:
    op.create_table(
        "search_entry",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("target", sa.String(120), nullable=False),
        sa.Column("anchor", sa.String(255), nullable=False),
        sa.Column("context", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
    )
    for statement in SQLITE_INDEXES if op.get_bind().dialect.name == "sqlite" else POSTGRESQL_INDEXES:
        op.execute(statement)


def downgrade() -> None:
    """Drop them again."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_words")
        op.execute("DROP TABLE search_stems")
    for table in ("search_entry", "lesson_progress", "draft", "submission", "attempt", "server_secret", "person", "question_version"):
        op.drop_table(table)
    op.drop_column("lesson_revision", "questions")
