"""the organiser's desk

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

from board.db import UtcDateTime

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None

WAITING = sa.text("state = 'open' AND answered_in IS NULL AND author_id IS NOT NULL")
RAISED = sa.text("verb = 'issue.raised'")


def upgrade() -> None:
    op.create_table(
        'thanks',
        sa.Column('claim_id', sa.Integer(), nullable=False),
        sa.Column('by_id', sa.Integer(), nullable=False),
        sa.Column('at', UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['claim_id'], ['claim.id'], name=op.f('fk_thanks_claim_id')),
        sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_thanks_by_id')),
        sa.PrimaryKeyConstraint('claim_id', name=op.f('pk_thanks')),
    )
    op.create_index(
        'ix_issue_waiting', 'issue', ['area_id', 'created_at'], sqlite_where=WAITING, postgresql_where=WAITING
    )
    op.create_index(
        'ix_activity_raised', 'activity', ['area_id', 'id'], sqlite_where=RAISED, postgresql_where=RAISED
    )
    op.create_index('ix_next_step_by', 'next_step', ['by'])
