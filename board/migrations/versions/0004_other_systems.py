"""Other systems that may send (Open311), what they sent, and the part of the log that
they ask for by its time."""

import sqlalchemy as sa
from alembic import op

from board.activity.models import OUTWARD
from board.db import UtcDateTime

revision = "0004_other_systems"
down_revision = "0003_topic_index"

INSTANT = UtcDateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "caller",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "person_id",
            sa.Integer,
            sa.ForeignKey("person.id", name="fk_caller_person_id"),
            nullable=False,
        ),
        sa.Column("key_hash", sa.String(64), nullable=False),
        sa.Column("sends_requests", sa.Boolean, nullable=False),
        sa.Column("sends_updates", sa.Boolean, nullable=False),
        sa.Column("sets_status", sa.Boolean, nullable=False),
        sa.Column("per_hour", sa.Integer, nullable=False),
        sa.Column(
            "added_by_id",
            sa.Integer,
            sa.ForeignKey("person.id", name="fk_caller_added_by_id"),
        ),
        sa.Column("added_at", INSTANT, nullable=False),
        sa.Column("used_at", INSTANT),
        sa.Column("ended_at", INSTANT),
        sa.Column("once", sa.String(36)),
        sa.UniqueConstraint("person_id", name="uq_caller_person_id"),
        sa.UniqueConstraint("key_hash", name="uq_caller_key_hash"),
        sa.UniqueConstraint("once", name="uq_caller_once"),
    )
    op.create_table(
        "caller_area",
        *_two("caller", "area"),
    )
    op.create_table(
        "sent_request",
        sa.Column(
            "issue_id",
            sa.Integer,
            sa.ForeignKey("issue.id", name="fk_sent_request_issue_id"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column(
            "caller_id",
            sa.Integer,
            sa.ForeignKey("caller.id", name="fk_sent_request_caller_id"),
            nullable=False,
        ),
        sa.Column("reference", sa.String(64), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
    )
    op.create_index(
        "ix_sent_request_caller_id_reference",
        "sent_request",
        ["caller_id", "reference"],
    )
    op.create_table(
        "sent_update",
        sa.Column(
            "caller_id",
            sa.Integer,
            sa.ForeignKey("caller.id", name="fk_sent_update_caller_id"),
            primary_key=True,
        ),
        sa.Column("reference", sa.String(64), primary_key=True),
        sa.Column(
            "comment_id",
            sa.Integer,
            sa.ForeignKey("comment.id", name="fk_sent_update_comment_id"),
            nullable=False,
        ),
        sa.UniqueConstraint("comment_id", name="uq_sent_update_comment_id"),
    )
    op.create_index(
        "ix_activity_outward",
        "activity",
        ["verb", "at"],
        sqlite_where=sa.text(OUTWARD),
        postgresql_where=sa.text(OUTWARD),
    )


def _two(*names: str) -> list[sa.Column[int]]:
    """Columns that together are the key, each a row of the table it names."""
    return [
        sa.Column(
            f"{name}_id",
            sa.Integer,
            sa.ForeignKey(f"{name}.id", name=f"fk_caller_area_{name}_id"),
            primary_key=True,
        )
        for name in names
    ]
