"""many people are told little by little

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'telling',
        sa.Column('activity_id', sa.Integer(), nullable=False),
        sa.Column('news_after', sa.Integer(), nullable=True),
        sa.Column('mail_after', sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(['activity_id'], ['activity.id'], name=op.f('fk_telling_activity_id')),
        sa.PrimaryKeyConstraint('activity_id', name=op.f('pk_telling')),
    )
