"""comments can be changed, changes asked for, places followed, answers counted

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

from board.db import UtcDateTime

revision = '0006'
down_revision = '0005'
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
    op.add_column('issue', sa.Column('posted_on', sa.Integer(), nullable=False, server_default='0'))
    op.add_column('issue', sa.Column('month', sa.Integer(), nullable=False, server_default='0'))
    op.add_column('issue', sa.Column('answered_in', sa.Integer(), nullable=True))
    _count_answers()
    op.create_index(op.f('ix_issue_area_id_month_answered_in'), 'issue', ['area_id', 'month', 'answered_in'])
    if is_sqlite:
        _forget_in_search()


def _count_answers() -> None:
    """What was posted and answered before these columns were here."""
    connection = op.get_bind()
    issues = connection.execute(sa.text('SELECT id, area_id, author_id, created_at FROM issue').columns(created_at=INSTANT))
    posted = {row.id: row for row in issues}
    answered = connection.execute(
        sa.text(
            "SELECT a.at, a.actor_id, t.topic FROM activity a JOIN activity_topic t ON t.activity_id = a.id"
            " WHERE t.topic LIKE 'issue-%' AND (a.verb IN ('campaign.started', 'campaign.issues_set')"
            " OR a.subject_kind = 'issue' AND t.topic = 'issue-' || a.subject_id AND (a.verb = 'issue.state_set'"
            " OR a.verb = 'issue.commented' AND (EXISTS (SELECT 1 FROM membership m WHERE m.person_id = a.actor_id"
            " AND m.area_id = a.area_id AND m.role = 'organiser')"
            " OR EXISTS (SELECT 1 FROM person p WHERE p.id = a.actor_id AND p.is_operator)))) ORDER BY a.id DESC"
        ).columns(at=INSTANT)
    )
    days = {}
    for row in answered:  # the first comes last, and stays
        issue = posted.get(int(row.topic[6:]))
        if issue is not None and (row.actor_id is None or row.actor_id != issue.author_id):
            days[issue.id] = row.at.toordinal() - issue.created_at.toordinal()
    rows = [
        {'id': row.id, 'month': row.created_at.year * 12 + row.created_at.month - 1,
         'posted_on': row.created_at.toordinal(), 'days': days.get(row.id)}
        for row in posted.values()
    ]
    if rows:
        statement = 'UPDATE issue SET month = :month, posted_on = :posted_on, answered_in = :days WHERE id = :id'
        connection.execute(sa.text(statement), rows)


def _forget_in_search() -> None:
    """A word that is erased from a post leaves the search index, too, and not only a mark that it is gone."""
    (version,) = op.get_bind().execute(sa.text('SELECT sqlite_version()')).one()
    if tuple(map(int, version.split('.'))) >= (3, 42):
        op.execute("INSERT INTO issue_search(issue_search, rank) VALUES ('secure-delete', 1)")
    op.execute("INSERT INTO issue_search(issue_search) VALUES ('rebuild')")
