"""The glossary that readers see; the next sync fills it in."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, empty."""
    op.create_table(
        "glossary_term",
        sa.Column("slug", sa.String(80), primary_key=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(80), nullable=False),
        sa.Column("also", sa.JSON(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
    )


def downgrade() -> None:
    """Drop the table: it follows from the glossary's file."""
    op.drop_table("glossary_term")
