"""Runs migrations on the connection that board/migrations/run.py hands over, inside its
transaction."""

from alembic import context

from board.db import Model

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    # constraints without a name are named as in the models
    target_metadata=Model.metadata,
    transactional_ddl=True,
)
context.run_migrations()
