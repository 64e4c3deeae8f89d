"""Stories of large areas, as they were counted last."""

import sqlalchemy as sa
from alembic import op

revision = "0008_stories"
down_revision = "0007_wrote_in"


def upgrade() -> None:
    op.create_table(
        "counted_story",
        sa.Column("of", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("since", sa.DateTime(timezone=True)),
        sa.Column("numbers", sa.JSON(), nullable=False),
        sa.Column("waited", sa.JSON(), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
