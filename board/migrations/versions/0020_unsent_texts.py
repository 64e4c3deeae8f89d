"""what was typed and could not be taken

Revision ID: 0020
Revises: 0019
"""

import sqlalchemy as sa
from alembic import op

from board.db import UtcDateTime

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'unsent_text',
        sa.Column('browser', sa.String(length=64), nullable=False),
        sa.Column('path', sa.String(length=200), nullable=False),
        sa.Column('action', sa.String(length=200), nullable=False),
        sa.Column('network', sa.String(length=64), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=True),
        sa.Column('fields', sa.JSON(), nullable=False),
        sa.Column('until', UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_unsent_text_person_id')),
        sa.PrimaryKeyConstraint('browser', 'path', name=op.f('pk_unsent_text')),
    )
    for column in ('network', 'until'):
        op.create_index(op.f(f'ix_unsent_text_{column}'), 'unsent_text', [column])
