"""tasks are edited, called off and repeated

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

from board.db import UtcDateTime

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'task_series',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('campaign_id', sa.Integer(), nullable=False),
        sa.Column('area_id', sa.Integer(), nullable=False),
        sa.Column('starter_id', sa.Integer(), nullable=True),
        sa.Column('repeats', sa.String(length=13), nullable=False),
        sa.Column('every', sa.Integer(), nullable=False),
        sa.Column('weekdays', sa.Integer(), nullable=False),
        sa.Column('starts_on', sa.Date(), nullable=False),
        sa.Column('begins', sa.Time(), nullable=False),
        sa.Column('ends', sa.Time(), nullable=False),
        sa.Column('until', sa.Date(), nullable=True),
        sa.Column('next_on', sa.Date(), nullable=True),
        sa.Column('title', sa.String(length=120), nullable=False),
        sa.Column('details', sa.Text(), nullable=False),
        sa.Column('skills', sa.String(length=200), nullable=False),
        sa.Column('places', sa.Integer(), nullable=False),
        sa.Column('newcomer_places', sa.Integer(), nullable=False),
        sa.Column('cleared', sa.Boolean(), nullable=False),
        sa.Column('confirm', sa.Boolean(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('once', sa.String(length=36), nullable=True),
        sa.CheckConstraint("repeats IN ('weekly', 'month_day', 'month_weekday')", name=op.f('ck_task_series_repeats')),
        sa.CheckConstraint('every BETWEEN 1 AND 4', name=op.f('ck_task_series_every')),
        sa.CheckConstraint('weekdays BETWEEN 0 AND 127', name=op.f('ck_task_series_weekdays')),
        sa.ForeignKeyConstraint(['campaign_id'], ['campaign.id'], name=op.f('fk_task_series_campaign_id')),
        sa.ForeignKeyConstraint(['area_id'], ['area.id'], name=op.f('fk_task_series_area_id')),
        sa.ForeignKeyConstraint(['starter_id'], ['person.id'], name=op.f('fk_task_series_starter_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_task_series')),
        sa.UniqueConstraint('once', name=op.f('uq_task_series_once')),
    )
    op.create_index(op.f('ix_task_series_campaign_id'), 'task_series', ['campaign_id'])
    op.create_index(op.f('ix_task_series_next_on'), 'task_series', ['next_on'])
    op.add_column('task', sa.Column('version', sa.Integer(), nullable=False, server_default='1'))
    op.add_column('task', sa.Column('cancelled_at', UtcDateTime(timezone=True), nullable=True))
    op.add_column('task', sa.Column('cancel_reason', sa.String(length=500), nullable=False, server_default=''))
    op.add_column('task', sa.Column('occurs_on', sa.Date(), nullable=True))
    op.add_column('task', sa.Column('by_hand', sa.JSON(), nullable=False, server_default='[]'))
    # Written out, since Alembic adds no foreign key to a table of SQLite.
    refers = 'CONSTRAINT fk_task_series_id REFERENCES task_series (id)'
    op.execute(f'ALTER TABLE task ADD COLUMN series_id INTEGER {refers}')
    op.create_index('uq_task_series_id_occurs_on', 'task', ['series_id', 'occurs_on'], unique=True)
