"""The language in which somebody without an account wrote, for what they are mailed
later."""

import sqlalchemy as sa
from alembic import op

revision = "0007_wrote_in"
down_revision = "0006_copying"


def upgrade() -> None:
    for table in ("complaint", "flag"):
        op.add_column(table, sa.Column("locale", sa.String(10)))
