"""events

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

from board.db import UtcDateTime

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    _event()
    op.create_table(
        "event_leader",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("promised", sa.Integer(), nullable=False),
        sa.CheckConstraint("promised BETWEEN 0 AND 5000", name=op.f("ck_event_leader_promised")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_event_leader_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_leader")),
        sa.UniqueConstraint("event_id", "name", name=op.f("uq_event_leader_event_id_name")),
    )
    _attendance()
    op.create_table(
        "calendar_address",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_calendar_address_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_calendar_address")),
        sa.UniqueConstraint("token", name=op.f("uq_calendar_address_token")),
    )


def _event() -> None:
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(13), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("place", sa.String(200), nullable=False),
        sa.Column("address", sa.String(300), nullable=False),
        sa.Column("host", sa.String(80), nullable=False),
        sa.Column("starts_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("ends_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.Column("going", sa.Integer(), nullable=False),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("changed_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("cancelled_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reminded_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("once", sa.String(36), nullable=True),
        sa.CheckConstraint("kind IN ('meeting', 'action', 'training', 'house_meeting')", name=op.f("ck_event_kind")),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_event_ends_after_start")),
        sa.CheckConstraint("places BETWEEN 1 AND 5000", name=op.f("ck_event_places")),
        sa.CheckConstraint("going >= 0 AND (places IS NULL OR going <= places)", name=op.f("ck_event_going")),
        sa.CheckConstraint("waiting >= 0 AND (waiting = 0 OR going = places)", name=op.f("ck_event_waiting")),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_event_area_id")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_event_campaign_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("once", name=op.f("uq_event_once")),
    )
    op.create_index("ix_event_starts_at_id", "event", ["starts_at", "id"])
    op.create_index("ix_event_area_id_starts_at_id", "event", ["area_id", "starts_at", "id"])
    op.create_index("ix_event_campaign_id_starts_at_id", "event", ["campaign_id", "starts_at", "id"])
    due = sa.text("reminded_at IS NULL AND cancelled_at IS NULL")
    op.create_index("ix_event_to_remind", "event", ["starts_at"], sqlite_where=due, postgresql_where=due)


def _attendance() -> None:
    op.create_table(
        "attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("state", sa.String(9), nullable=False),
        sa.Column("since", UtcDateTime(timezone=True), nullable=False),
        sa.Column("came", sa.Boolean(), nullable=False),
        sa.Column("leader_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "state IN ('going', 'waiting', 'withdrawn', 'turned_up')", name=op.f("ck_attendance_state")
        ),
        sa.CheckConstraint("(person_id IS NULL) = (state = 'turned_up')", name=op.f("ck_attendance_account")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_attendance_event_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_attendance_person_id")),
        sa.ForeignKeyConstraint(
            ["leader_id"], ["event_leader.id"], name=op.f("fk_attendance_leader_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.UniqueConstraint("event_id", "person_id", name=op.f("uq_attendance_event_id_person_id")),
    )
    alone = sa.text("person_id IS NULL")
    op.create_index(
        "uq_attendance_turned_up",
        "attendance",
        ["event_id", "name", "email"],
        unique=True,
        sqlite_where=alone,
        postgresql_where=alone,
    )
    op.create_index("ix_attendance_event_id_state_since", "attendance", ["event_id", "state", "since"])
    op.create_index("ix_attendance_person_id_state", "attendance", ["person_id", "state"])
    op.create_index("ix_attendance_leader_id", "attendance", ["leader_id"])
