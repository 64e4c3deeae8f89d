"""Who organises in an area is found among many thousand members."""

import sqlalchemy as sa
from alembic import op

revision = "0009_organisers"
down_revision = "0008_stories"


def upgrade() -> None:
    organises = sa.text("role = 'organiser'")
    op.create_index(
        "ix_membership_organisers",
        "membership",
        ["area_id"],
        sqlite_where=organises,
        postgresql_where=organises,
    )
