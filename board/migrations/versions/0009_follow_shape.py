"""shapes are followed

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

from board.db import UtcDateTime

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'follow_shape',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(length=80), nullable=False),
        sa.Column('boundary', sa.Text(), nullable=False),
        sa.Column('south', sa.Double(), nullable=False),
        sa.Column('west', sa.Double(), nullable=False),
        sa.Column('north', sa.Double(), nullable=False),
        sa.Column('east', sa.Double(), nullable=False),
        sa.Column('since', UtcDateTime(timezone=True), nullable=False),
        sa.Column('once', sa.String(length=36), nullable=True),
        sa.CheckConstraint('south <= north AND west <= east', name=op.f('ck_follow_shape_box')),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_follow_shape_person_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_follow_shape')),
        sa.UniqueConstraint('once', name=op.f('uq_follow_shape_once')),
    )
    op.create_index(op.f('ix_follow_shape_person_id'), 'follow_shape', ['person_id'])
    op.create_index(op.f('ix_follow_shape_south_west'), 'follow_shape', ['south', 'west'])
