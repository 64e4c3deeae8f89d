"""What was copied from what, and templates of one's own."""

import sqlalchemy as sa
from alembic import op

revision = "0006_copying"
down_revision = "0005_councils"


def upgrade() -> None:
    for thing in ("event", "campaign"):
        _copies_of(thing)
    _templates()


def _copies_of(thing: str) -> None:
    key = sa.ForeignKey(f"{thing}.id")
    copied_from = sa.ForeignKey(f"{thing}.id")
    op.create_table(
        f"{thing}_copy",
        sa.Column(f"{thing}_id", sa.Integer(), key, primary_key=True),
        sa.Column("from_id", sa.Integer(), copied_from, nullable=False),
    )
    op.create_index(f"ix_{thing}_copy_from_id", f"{thing}_copy", ["from_id"])


def _templates() -> None:
    op.create_table(
        "template",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False
        ),
        sa.Column("area_id", sa.Integer(), sa.ForeignKey("area.id")),
        sa.Column("kind", sa.String(5), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("once", sa.String(36), unique=True),
        sa.CheckConstraint("kind IN ('event', 'task')", name="kind"),
    )
    for column in ("person_id", "area_id"):
        op.create_index(f"ix_template_{column}_id", "template", [column, "id"])
