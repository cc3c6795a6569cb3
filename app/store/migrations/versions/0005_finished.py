"""When a lesson was finished with questions left open, so that its end can say so afterwards."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column, empty: nobody has finished a lesson in this sense."""
    op.add_column("lesson_progress", sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Drop the column."""
    op.drop_column("lesson_progress", "finished_at")
