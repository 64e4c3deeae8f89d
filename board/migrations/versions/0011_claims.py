"""claims: a waiting line with offers, roles, gates

Revision ID: 0011
Revises: 0010
"""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

from board import clock
from board.db import UtcDateTime

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None

STATES = "'waiting', 'offered', 'held', 'done', 'confirmed', 'released', 'lapsed'"
LIVE = sa.text("state NOT IN ('released', 'lapsed')")
DUE = sa.text("until IS NOT NULL")


def upgrade() -> None:
    _task()
    op.create_table(
        "task_role",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.CheckConstraint("places BETWEEN 1 AND 500", name=op.f("ck_task_role_places")),
        sa.CheckConstraint("taken BETWEEN 0 AND places", name=op.f("ck_task_role_taken")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_task_role_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_role")),
        sa.UniqueConstraint("task_id", "name", name=op.f("uq_task_role_task_id_name")),
    )
    op.create_table(
        "clearance",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_clearance_person_id")),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_clearance_area_id")),
        sa.PrimaryKeyConstraint("person_id", "area_id", name=op.f("pk_clearance")),
    )
    op.create_index(op.f("ix_clearance_area_id"), "clearance", ["area_id"])
    _claim()
    _held()
    _ask_later()


def _task() -> None:
    for column, kind in (
        ("newcomers", "INTEGER DEFAULT 0 NOT NULL CONSTRAINT ck_task_newcomers CHECK (newcomers BETWEEN 0 AND taken)"),
        ("waiting", "INTEGER DEFAULT 0 NOT NULL CONSTRAINT ck_task_waiting CHECK (waiting >= 0)"),
        ("cleared", "BOOLEAN DEFAULT false NOT NULL"),
        ("confirm", "BOOLEAN DEFAULT false NOT NULL"),
    ):
        op.execute(f"ALTER TABLE task ADD COLUMN {column} {kind}")


def _claim() -> None:
    """SQLite changes no constraint and lets no column be empty that was not: on both the table is made anew."""
    op.rename_table("claim", "claim_before")
    for index in ("uq_claim_one_hold", "ix_claim_person_id_state"):
        op.drop_index(index, "claim_before")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE claim_before RENAME CONSTRAINT pk_claim TO pk_claim_before")
        op.execute("ALTER SEQUENCE claim_id_seq RENAME TO claim_before_id_seq")
    op.create_table(
        "claim",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("role_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("newcomer", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("claimed_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("until", UtcDateTime(timezone=True), nullable=True),
        sa.Column("asked_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("ended_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("once", sa.String(36), nullable=True),
        sa.CheckConstraint(f"state IN ({STATES})", name=op.f("ck_claim_state")),
        sa.CheckConstraint("person_id IS NOT NULL OR name <> ''", name=op.f("ck_claim_somebody")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_claim_task_id")),
        sa.ForeignKeyConstraint(["role_id"], ["task_role.id"], name=op.f("fk_claim_role_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_claim_person_id")),
        sa.ForeignKeyConstraint(["confirmed_by_id"], ["person.id"], name=op.f("fk_claim_confirmed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
        sa.UniqueConstraint("once", name=op.f("uq_claim_once")),
    )
    kept = "id, task_id, person_id, state, note, claimed_at, ended_at"
    op.execute(f"INSERT INTO claim ({kept}, name, newcomer) SELECT {kept}, '', false FROM claim_before")  # noqa: S608
    op.drop_table("claim_before")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SELECT setval('claim_id_seq', coalesce((SELECT max(id) FROM claim), 0) + 1, false)")
    op.create_index(
        "uq_claim_one_hold", "claim", ["task_id", "person_id"], unique=True, sqlite_where=LIVE, postgresql_where=LIVE
    )
    op.create_index(op.f("ix_claim_person_id_state"), "claim", ["person_id", "state"])
    op.create_index(op.f("ix_claim_task_id_state"), "claim", ["task_id", "state"])
    op.create_index("ix_claim_until", "claim", ["until"], sqlite_where=DUE, postgresql_where=DUE)


def _held() -> None:
    op.create_table(
        "held_claim",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("cancel_hash", sa.String(64), nullable=True),
        sa.Column("once", sa.String(36), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(60), nullable=False),
        sa.Column("expires_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_held_claim_task_id")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_held_claim_claim_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_held_claim")),
        sa.UniqueConstraint("cancel_hash", name=op.f("uq_held_claim_cancel_hash")),
        sa.UniqueConstraint("once", name=op.f("uq_held_claim_once")),
    )
    op.create_index(op.f("ix_held_claim_expires_at"), "held_claim", ["expires_at"])


def _ask_later() -> None:
    """Nobody who holds an open-ended task was asked before: they are in two weeks."""
    undated = "task_id IN (SELECT id FROM task WHERE shape = 'open')"
    ask = sa.text(f"UPDATE claim SET until = :at WHERE state = 'held' AND {undated}")  # noqa: S608
    op.execute(ask.bindparams(sa.bindparam("at", clock.now() + timedelta(days=14), UtcDateTime())))
