"""Councils: what is sent to them, and what they published."""

import sqlalchemy as sa
from alembic import op

from board.db import UtcDateTime

revision = "0005_councils"
down_revision = "0004_other_systems"

INSTANT = UtcDateTime(timezone=True)
STAGES = "'waiting', 'sending', 'looking', 'asked', 'token', 'sent', 'refused', 'left'"


def upgrade() -> None:
    _councils()
    _sendings()
    _reports()


def _text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)


def _area() -> sa.Column[int]:
    return sa.Column("area_id", sa.Integer(), sa.ForeignKey("area.id"), nullable=False)


def _council(*, primary_key: bool = False) -> sa.Column[int]:
    key = sa.ForeignKey("council.id")
    return sa.Column(
        "council_id", sa.Integer(), key, nullable=False, primary_key=primary_key
    )


def _index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, columns)


def _councils() -> None:
    op.create_table(
        "council",
        sa.Column("id", sa.Integer(), primary_key=True),
        _area(),
        _text("name", 120),
        _text("address", 300),
        _text("jurisdiction", 120),
        _text("key_secret", 200),
        sa.Column("is_near", sa.Boolean(), nullable=False),
        _text("format", 4),
        sa.Column("shows_reports", sa.Boolean(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("added_at", INSTANT, nullable=False),
        sa.Column("asked_at", INSTANT),
        _text("fault", 500),
        sa.Column("reports_asked_at", INSTANT),
        _text("reports_fault", 500),
        sa.UniqueConstraint("area_id", "address", "jurisdiction"),
    )
    _index("council", "area_id")
    op.create_table(
        "council_service",
        _council(primary_key=True),
        sa.Column("code", sa.String(120), primary_key=True),
        _text("name", 200),
        sa.Column("questions", sa.JSON(), nullable=False),
        _text("fault", 300),
    )
    op.create_table(
        "council_category",
        sa.Column("area_id", sa.Integer(), sa.ForeignKey("area.id"), primary_key=True),
        sa.Column("category", sa.String(20), primary_key=True),
        _council(),
        _text("service_code", 120),
        sa.Column("answers", sa.JSON(), nullable=False),
    )
    _index("council_category", "council_id")


def _sendings() -> None:
    op.create_table(
        "council_sending",
        sa.Column(
            "issue_id", sa.Integer(), sa.ForeignKey("issue.id"), primary_key=True
        ),
        _area(),
        sa.Column("council_id", sa.Integer(), sa.ForeignKey("council.id")),
        _text("council_name", 120),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("agreed_at", INSTANT, nullable=False),
        _text("stage", 10),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_at", INSTANT),
        sa.Column("leased_until", INSTANT),
        sa.Column("tried_at", INSTANT),
        _text("service_code", 120),
        _text("fault", 500),
        _text("maybe_id", 120),
        _text("receipt", 120),
        sa.Column("request_id", sa.String(120)),
        sa.Column("sent_at", INSTANT),
        sa.Column("sent_version", sa.Integer()),
        _text("their_state", 6),
        sa.Column("their_words", sa.Text(), nullable=False),
        sa.Column("their_at", INSTANT),
        sa.CheckConstraint(f"stage IN ({STAGES})", name="stage"),
        sa.CheckConstraint("tries >= 0", name="tries"),
        sa.UniqueConstraint("council_id", "request_id"),
    )
    _index("council_sending", "area_id")
    _index("council_sending", "by_id")
    _index("council_sending", "stage", "next_at")


def _reports() -> None:
    op.create_table(
        "council_report",
        sa.Column("hidden_at", INSTANT),
        sa.Column("hidden_for", sa.String(500), nullable=False),
        sa.Column("id", sa.Integer(), primary_key=True),
        _council(),
        _area(),
        _text("request_id", 120),
        _text("service", 200),
        sa.Column("words", sa.Text(), nullable=False),
        _text("place", 300),
        sa.Column("latitude", sa.Double()),
        sa.Column("longitude", sa.Double()),
        _text("state", 6),
        sa.Column("reported_at", INSTANT, nullable=False),
        sa.Column("changed_at", INSTANT),
        sa.Column("closed_at", INSTANT),
        sa.Column("read_at", INSTANT, nullable=False),
        sa.CheckConstraint("state IN ('open', 'closed')", name="state"),
        sa.UniqueConstraint("council_id", "request_id"),
    )
    _index("council_report", "area_id", "reported_at", "id")
    _index("council_report", "area_id", "state", "reported_at", "id")
    _index("council_report", "closed_at")
    _index("council_report", "council_id", "read_at")
