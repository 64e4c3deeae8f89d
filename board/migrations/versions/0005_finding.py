"""finding: posts around a place, boundaries of areas

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('area', sa.Column('boundary', sa.Text(), nullable=True))
    for side in ('south', 'west', 'north', 'east'):
        op.add_column('area', sa.Column(side, sa.Double(), nullable=True))
    op.drop_index('ix_issue_latitude_longitude', 'issue')
    held = ['longitude', 'latitude', 'state', 'category', 'kind', 'area_id']
    op.create_index('ix_issue_place', 'issue', [sa.text('round(latitude * 500)'), *held])
    for column in ('area_id', 'category', 'kind', 'state'):
        for order in ('active_at', 'second_count'):
            op.create_index(f'ix_issue_{column}_{order}_id', 'issue', [column, order, 'id'])
