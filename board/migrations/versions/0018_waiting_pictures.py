"""pictures that wait with a form

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

from board.db import UtcDateTime

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'waiting_picture',
        sa.Column('key_hash', sa.String(length=64), nullable=False),
        sa.Column('browser', sa.String(length=64), nullable=False),
        sa.Column('network', sa.String(length=64), nullable=False),
        sa.Column('sha256', sa.String(length=64), nullable=False),
        sa.Column('width', sa.Integer(), nullable=False),
        sa.Column('height', sa.Integer(), nullable=False),
        sa.Column('until', UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint('key_hash', name=op.f('pk_waiting_picture')),
    )
    for column in ('browser', 'network', 'sha256', 'until'):
        op.create_index(op.f(f'ix_waiting_picture_{column}'), 'waiting_picture', [column])
