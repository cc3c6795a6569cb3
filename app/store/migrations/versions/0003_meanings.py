"""What each version of a question means, so that a mended comma resets no answers; the next sync fills it in."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column, empty."""
    # A plain ADD COLUMN: copying the table would drop it, which the foreign key of an attempt forbids.
    op.add_column("question_version", sa.Column("meaning", sa.String(64), nullable=False, server_default=""))


def downgrade() -> None:
    """Drop the column: it follows from the questions."""
    op.drop_column("question_version", "meaning")
