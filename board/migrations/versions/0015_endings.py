"""campaigns end well: debriefs, sign-ups from paper, pictures with news

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

from board.db import UtcDateTime

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "campaign_debrief",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("update_id", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(8), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("changed", sa.Text(), nullable=False),
        sa.Column("thanks", sa.Text(), nullable=False),
        sa.Column("stepped_up", sa.Text(), nullable=False),
        sa.Column("differently", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("outcome IN ('won', 'partly', 'lost', 'paused')", name=op.f("ck_campaign_debrief_outcome")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_debrief_campaign_id")),
        sa.ForeignKeyConstraint(["update_id"], ["campaign_update.id"], name=op.f("fk_campaign_debrief_update_id")),
        sa.PrimaryKeyConstraint("campaign_id", name=op.f("pk_campaign_debrief")),
    )
    op.create_table(
        "campaign_sign_up",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("street", sa.String(160), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("phone", sa.String(40), nullable=False),
        sa.Column("consented_on", sa.Date(), nullable=False),
        sa.Column("keyed_by_id", sa.Integer(), nullable=False),
        sa.Column("keyed_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("once", sa.String(36), nullable=True),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_sign_up_campaign_id")),
        sa.ForeignKeyConstraint(["keyed_by_id"], ["person.id"], name=op.f("fk_campaign_sign_up_keyed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_sign_up")),
        sa.UniqueConstraint("once", name=op.f("uq_campaign_sign_up_once")),
    )
    op.create_index(op.f("ix_campaign_sign_up_campaign_id_id"), "campaign_sign_up", ["campaign_id", "id"])
    op.add_column("campaign_update", sa.Column("photo_count", sa.Integer(), nullable=False, server_default="0"))
