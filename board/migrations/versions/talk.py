"""comments can be changed, changes asked for, places followed, answers counted

Revision ID: talk
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

from board.db import UtcDateTime

revision = 'talk'
down_revision = '0001'
branch_labels = None
depends_on = None

INSTANT = UtcDateTime(timezone=True)
LONG_AGO = sa.text("'1970-01-01 00:00:00+00:00'")


def upgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    long_ago = sa.text("'1970-01-01 00:00:00.000000'") if is_sqlite else LONG_AGO
    op.add_column('comment', sa.Column('version', sa.Integer(), nullable=False, server_default='1'))
    op.add_column('comment', sa.Column('edit_until', INSTANT, nullable=False, server_default=long_ago))
    op.add_column('comment', sa.Column('edited_at', INSTANT, nullable=True))
    op.add_column('comment', sa.Column('removed_at', INSTANT, nullable=True))
    op.add_column('comment', sa.Column('removed_for', sa.String(length=300), nullable=False, server_default=''))
    op.add_column('notification', sa.Column('why', sa.String(length=40), nullable=True))
    op.create_table(
        'issue_ask',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('issue_id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('body', sa.Text(), nullable=False),
        sa.Column('at', INSTANT, nullable=False),
        sa.Column('settled_at', INSTANT, nullable=True),
        sa.Column('once', sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(['issue_id'], ['issue.id'], name=op.f('fk_issue_ask_issue_id')),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_issue_ask_person_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_issue_ask')),
        sa.UniqueConstraint('once', name=op.f('uq_issue_ask_once')),
    )
    op.create_index(op.f('ix_issue_ask_issue_id_version'), 'issue_ask', ['issue_id', 'version'])
    op.create_index(op.f('ix_issue_ask_person_id'), 'issue_ask', ['person_id'])
    op.create_table(
        'follow_place',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('latitude', sa.Double(), nullable=False),
        sa.Column('longitude', sa.Double(), nullable=False),
        sa.Column('km', sa.Double(), nullable=False),
        sa.Column('since', INSTANT, nullable=False),
        sa.CheckConstraint('km BETWEEN 0.2 AND 10', name=op.f('ck_follow_place_km')),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_follow_place_person_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_follow_place')),
        sa.UniqueConstraint('person_id', 'latitude', 'longitude', name=op.f('uq_follow_place_person_id_latitude_longitude')),
    )
    op.create_index(op.f('ix_follow_place_latitude_longitude'), 'follow_place', ['latitude', 'longitude'])
    op.create_index(op.f('ix_issue_area_id_category_state'), 'issue', ['area_id', 'category', 'state'])
    op.create_index(op.f('ix_issue_area_id_second_count_id'), 'issue', ['area_id', 'second_count', 'id'])
    if is_sqlite:
        _forget_in_search()


def _forget_in_search() -> None:
    """A word that is erased from a post leaves the search index, too, and not only a mark that it is gone."""
    if op.get_bind().dialect.dbapi.sqlite_version_info >= (3, 42):
        op.execute("INSERT INTO issue_search(issue_search, rank) VALUES ('secure-delete', 1)")
    op.execute("INSERT INTO issue_search(issue_search) VALUES ('rebuild')")
