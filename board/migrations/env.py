"""Runs migrations on the connection that board/migrations/run.py hands over, inside its
transaction."""

from alembic import context

from board import models  # noqa: F401  makes every table known
from board.db import Model

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Model.metadata,
    transactional_ddl=True,
)
context.run_migrations()
