"""pictures of what people say

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op
import board.db

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('photo',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('width', sa.Integer(), nullable=False),
    sa.Column('height', sa.Integer(), nullable=False),
    sa.Column('alt', sa.String(length=300), nullable=False),
    sa.Column('owner', sa.String(length=40), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('added_by_id', sa.Integer(), nullable=True),
    sa.Column('added_at', board.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['added_by_id'], ['person.id'], name=op.f('fk_photo_added_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_photo'))
    )
    op.create_index(op.f('ix_photo_owner_position'), 'photo', ['owner', 'position'])
    op.create_index(op.f('ix_photo_sha256'), 'photo', ['sha256'])
    op.add_column('issue', sa.Column('photo_count', sa.Integer(), nullable=False, server_default='0'))
    op.add_column('comment', sa.Column('photo_count', sa.Integer(), nullable=False, server_default='0'))
    op.create_index(
        'ix_issue_with_photo', 'issue', ['created_at', 'id'],
        sqlite_where=sa.text('photo_count > 0'), postgresql_where=sa.text('photo_count > 0'),
    )
    # By hand: SQLite adds a column that refers to another table only in one statement, and the table must not
    # be rebuilt, since the triggers of its search would be lost.
    op.execute(
        'ALTER TABLE issue ADD COLUMN cover_id INTEGER'
        ' CONSTRAINT fk_issue_cover_id REFERENCES photo (id)'
    )
