"""The language somebody reads the board in."""

import sqlalchemy as sa
from alembic import op

revision = "0002_languages"
down_revision = "first_7390aec4"


def upgrade() -> None:
    locale = sa.Column("locale", sa.String(10), nullable=False, server_default="")
    op.add_column("person", locale)
