"""Alembic's entry: it runs inside the transaction that ``app.store.migrate.upgrade`` has opened."""

from alembic import context
from sqlmodel import SQLModel

from app.store import tables as tables

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
