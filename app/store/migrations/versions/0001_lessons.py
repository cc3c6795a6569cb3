"""Lessons with their revisions, and the mistakes of the last sync."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the first tables."""
    op.create_table(
        "lesson_revision",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("lesson_id", sa.String(80), nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("front_matter", sa.JSON(), nullable=False),
        sa.Column("contents", sa.JSON(), nullable=False),
        sa.Column("players", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("lesson_id", "content_hash"),
    )
    op.create_index("ix_lesson_revision_lesson_id", "lesson_revision", ["lesson_id"])
    op.create_table(
        "lesson",
        sa.Column("id", sa.String(80), primary_key=True),
        sa.Column("file", sa.String(255), nullable=False),
        sa.Column("live_revision", sa.Integer(), sa.ForeignKey("lesson_revision.id"), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
    )
    op.create_table(
        "sync_error",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("file", sa.String(255), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    """Drop them again."""
    op.drop_table("sync_error")
    op.drop_table("lesson")
    op.drop_index("ix_lesson_revision_lesson_id", "lesson_revision")
    op.drop_table("lesson_revision")
