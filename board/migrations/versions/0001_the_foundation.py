"""the foundation

Revision ID: 0001
Revises: 
"""

import sqlalchemy as sa
from alembic import op
import board.db

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('area',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(length=60), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('about', sa.Text(), nullable=False),
    sa.Column('latitude', sa.Double(), nullable=True),
    sa.Column('longitude', sa.Double(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_area')),
    sa.UniqueConstraint('slug', name=op.f('uq_area_slug'))
    )
    op.create_table('failed_sign_in',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('account', sa.String(length=64), nullable=False),
    sa.Column('address', sa.String(length=64), nullable=False),
    sa.Column('at', board.db.UtcDateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_failed_sign_in'))
    )
    with op.batch_alter_table('failed_sign_in', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_failed_sign_in_account_at'), ['account', 'at'], unique=False)
        batch_op.create_index(batch_op.f('ix_failed_sign_in_address_at'), ['address', 'at'], unique=False)

    op.create_table('person',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('password_hash', sa.String(length=200), nullable=False),
    sa.Column('is_operator', sa.Boolean(), nullable=False),
    sa.Column('created_at', board.db.UtcDateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person')),
    sa.UniqueConstraint('email', name=op.f('uq_person_email'))
    )
    op.create_table('activity',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', board.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('actor_id', sa.Integer(), nullable=True),
    sa.Column('verb', sa.String(length=40), nullable=False),
    sa.Column('subject_kind', sa.String(length=20), nullable=False),
    sa.Column('subject_id', sa.Integer(), nullable=False),
    sa.Column('part_id', sa.Integer(), nullable=True),
    sa.Column('area_id', sa.Integer(), nullable=True),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['person.id'], name=op.f('fk_activity_actor_id')),
    sa.ForeignKeyConstraint(['area_id'], ['area.id'], name=op.f('fk_activity_area_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_activity')),
    sqlite_autoincrement=True
    )
    op.create_table('campaign',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('area_id', sa.Integer(), nullable=False),
    sa.Column('starter_id', sa.Integer(), nullable=True),
    sa.Column('title', sa.String(length=120), nullable=False),
    sa.Column('goal', sa.Text(), nullable=False),
    sa.Column('ask', sa.String(length=300), nullable=False),
    sa.Column('decision_maker', sa.String(length=160), nullable=False),
    sa.Column('decide_by', sa.Date(), nullable=True),
    sa.Column('win', sa.String(length=500), nullable=False),
    sa.Column('stage', sa.String(length=12), nullable=False),
    sa.Column('created_at', board.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('once', sa.String(length=36), nullable=True),
    sa.CheckConstraint("stage IN ('listening', 'planning', 'acting', 'negotiating', 'won', 'lost', 'paused')", name=op.f('ck_campaign_stage')),
    sa.ForeignKeyConstraint(['area_id'], ['area.id'], name=op.f('fk_campaign_area_id')),
    sa.ForeignKeyConstraint(['starter_id'], ['person.id'], name=op.f('fk_campaign_starter_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_campaign')),
    sa.UniqueConstraint('once', name=op.f('uq_campaign_once'))
    )
    with op.batch_alter_table('campaign', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_campaign_area_id_id'), ['area_id', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_campaign_stage_id'), ['stage', 'id'], unique=False)

    op.create_table('follow',
    sa.Column('topic', sa.String(length=40), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('since', board.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_follow_person_id')),
    sa.PrimaryKeyConstraint('topic', 'person_id', name=op.f('pk_follow'))
    )
    with op.batch_alter_table('follow', schema=None) as batch_op:
        batch_op.create_index('ix_follow_person_id', ['person_id'], unique=False)

    op.create_table('issue',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=True),
    sa.Column('area_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=120), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('category', sa.String(length=20), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('place', sa.String(length=200), nullable=False),
    sa.Column('latitude', sa.Double(), nullable=True),
    sa.Column('longitude', sa.Double(), nullable=True),
    sa.Column('show_name', sa.Boolean(), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('duplicate_of_id', sa.Integer(), nullable=True),
    sa.Column('second_count', sa.Integer(), nullable=False),
    sa.Column('comment_count', sa.Integer(), nullable=False),
    sa.Column('created_at', board.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('active_at', board.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('edit_until', board.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('once', sa.String(length=36), nullable=True),
    sa.Column('source', sa.String(length=60), nullable=True),
    sa.CheckConstraint("category IN ('streets', 'rubbish', 'green-space', 'housing', 'noise', 'traffic', 'lighting', 'safety', 'young-people', 'health', 'money', 'learning', 'community', 'animals', 'other')", name=op.f('ck_issue_category')),
    sa.CheckConstraint("kind IN ('problem', 'idea', 'hope')", name=op.f('ck_issue_kind')),
    sa.CheckConstraint("state IN ('open', 'in_campaign', 'done', 'not_done', 'duplicate')", name=op.f('ck_issue_state')),
    sa.CheckConstraint('latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180', name=op.f('ck_issue_on_earth')),
    sa.CheckConstraint('second_count >= 0', name=op.f('ck_issue_second_count')),
    sa.ForeignKeyConstraint(['area_id'], ['area.id'], name=op.f('fk_issue_area_id')),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_issue_author_id')),
    sa.ForeignKeyConstraint(['duplicate_of_id'], ['issue.id'], name=op.f('fk_issue_duplicate_of_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_issue')),
    sa.UniqueConstraint('once', name=op.f('uq_issue_once')),
    sa.UniqueConstraint('source', name=op.f('uq_issue_source'))
    )
    with op.batch_alter_table('issue', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_issue_active_at_id'), ['active_at', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_issue_area_id_created_at_id'), ['area_id', 'created_at', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_issue_author_id_created_at'), ['author_id', 'created_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_issue_category_created_at_id'), ['category', 'created_at', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_issue_created_at_id'), ['created_at', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_issue_kind_created_at_id'), ['kind', 'created_at', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_issue_latitude_longitude'), ['latitude', 'longitude'], unique=False)
        batch_op.create_index(batch_op.f('ix_issue_second_count_id'), ['second_count', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_issue_state_created_at_id'), ['state', 'created_at', 'id'], unique=False)

    op.create_table('membership',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('area_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.String(length=10), nullable=False),
    sa.Column('since', board.db.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint("role IN ('resident', 'member', 'organiser')", name=op.f('ck_membership_role')),
    sa.ForeignKeyConstraint(['area_id'], ['area.id'], name=op.f('fk_membership_area_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_membership_person_id')),
    sa.PrimaryKeyConstraint('person_id', 'area_id', name=op.f('pk_membership'))
    )
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_membership_area_id'), ['area_id'], unique=False)

    op.create_table('sign_in',
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('created_at', board.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('expires_at', board.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('ended_at', board.db.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_sign_in_person_id')),
    sa.PrimaryKeyConstraint('token_hash', name=op.f('pk_sign_in'))
    )
    with op.batch_alter_table('sign_in', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sign_in_person_id'), ['person_id'], unique=False)

    op.create_table('activity_topic',
    sa.Column('topic', sa.String(length=40), nullable=False),
    sa.Column('activity_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['activity_id'], ['activity.id'], name=op.f('fk_activity_topic_activity_id')),
    sa.PrimaryKeyConstraint('topic', 'activity_id', name=op.f('pk_activity_topic')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('activity_topic', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_activity_topic_activity_id'), ['activity_id'], unique=False)

    op.create_table('campaign_issue',
    sa.Column('campaign_id', sa.Integer(), nullable=False),
    sa.Column('issue_id', sa.Integer(), nullable=False),
    sa.Column('added_at', board.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['campaign_id'], ['campaign.id'], name=op.f('fk_campaign_issue_campaign_id')),
    sa.ForeignKeyConstraint(['issue_id'], ['issue.id'], name=op.f('fk_campaign_issue_issue_id')),
    sa.PrimaryKeyConstraint('campaign_id', 'issue_id', name=op.f('pk_campaign_issue'))
    )
    with op.batch_alter_table('campaign_issue', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_campaign_issue_issue_id'), ['issue_id'], unique=False)

    op.create_table('campaign_update',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('campaign_id', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=True),
    sa.Column('title', sa.String(length=120), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('stage', sa.String(length=12), nullable=True),
    sa.Column('at', board.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('once', sa.String(length=36), nullable=True),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_campaign_update_author_id')),
    sa.ForeignKeyConstraint(['campaign_id'], ['campaign.id'], name=op.f('fk_campaign_update_campaign_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_campaign_update')),
    sa.UniqueConstraint('once', name=op.f('uq_campaign_update_once'))
    )
    with op.batch_alter_table('campaign_update', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_campaign_update_campaign_id'), ['campaign_id'], unique=False)

    op.create_table('comment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('issue_id', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=True),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('at', board.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('once', sa.String(length=36), nullable=True),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_comment_author_id')),
    sa.ForeignKeyConstraint(['issue_id'], ['issue.id'], name=op.f('fk_comment_issue_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_comment')),
    sa.UniqueConstraint('once', name=op.f('uq_comment_once'))
    )
    with op.batch_alter_table('comment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_comment_issue_id'), ['issue_id'], unique=False)

    op.create_table('issue_version',
    sa.Column('issue_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=120), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('place', sa.String(length=200), nullable=False),
    sa.Column('category', sa.String(length=20), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('replaced_at', board.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('replaced_by_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['issue_id'], ['issue.id'], name=op.f('fk_issue_version_issue_id')),
    sa.ForeignKeyConstraint(['replaced_by_id'], ['person.id'], name=op.f('fk_issue_version_replaced_by_id')),
    sa.PrimaryKeyConstraint('issue_id', 'version', name=op.f('pk_issue_version'))
    )
    op.create_table('notification',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('activity_id', sa.Integer(), nullable=False),
    sa.Column('read_at', board.db.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['activity_id'], ['activity.id'], name=op.f('fk_notification_activity_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_notification_person_id')),
    sa.PrimaryKeyConstraint('person_id', 'activity_id', name=op.f('pk_notification'))
    )
    with op.batch_alter_table('notification', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_notification_activity_id'), ['activity_id'], unique=False)
        batch_op.create_index('ix_notification_unread', ['person_id'], unique=False, sqlite_where=sa.text('read_at IS NULL'), postgresql_where=sa.text('read_at IS NULL'))

    op.create_table('second',
    sa.Column('issue_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('at', board.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['issue_id'], ['issue.id'], name=op.f('fk_second_issue_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_second_person_id')),
    sa.PrimaryKeyConstraint('issue_id', 'person_id', name=op.f('pk_second'))
    )
    with op.batch_alter_table('second', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_second_person_id'), ['person_id'], unique=False)

    op.create_table('task',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('campaign_id', sa.Integer(), nullable=False),
    sa.Column('area_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=120), nullable=False),
    sa.Column('details', sa.Text(), nullable=False),
    sa.Column('shape', sa.String(length=8), nullable=False),
    sa.Column('places', sa.Integer(), nullable=False),
    sa.Column('taken', sa.Integer(), nullable=False),
    sa.Column('done', sa.Integer(), nullable=False),
    sa.Column('newcomer_places', sa.Integer(), nullable=False),
    sa.Column('starts_at', board.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('ends_at', board.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('last_day', sa.Date(), nullable=False),
    sa.Column('skills', sa.String(length=200), nullable=False),
    sa.Column('created_at', board.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('once', sa.String(length=36), nullable=True),
    sa.CheckConstraint("(shape = 'by_date') = (due_on IS NOT NULL)", name=op.f('ck_task_by_date')),
    sa.CheckConstraint("(shape = 'shift') = (starts_at IS NOT NULL AND ends_at IS NOT NULL)", name=op.f('ck_task_shift')),
    sa.CheckConstraint("shape IN ('shift', 'by_date', 'open')", name=op.f('ck_task_shape')),
    sa.CheckConstraint('ends_at > starts_at', name=op.f('ck_task_ends_after_start')),
    sa.CheckConstraint('newcomer_places BETWEEN 0 AND places', name=op.f('ck_task_newcomer_places')),
    sa.CheckConstraint('places BETWEEN 1 AND 500', name=op.f('ck_task_places')),
    sa.CheckConstraint('taken BETWEEN 0 AND places', name=op.f('ck_task_taken')),
    sa.ForeignKeyConstraint(['area_id'], ['area.id'], name=op.f('fk_task_area_id')),
    sa.ForeignKeyConstraint(['campaign_id'], ['campaign.id'], name=op.f('fk_task_campaign_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_task')),
    sa.UniqueConstraint('once', name=op.f('uq_task_once'))
    )
    with op.batch_alter_table('task', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_task_area_id_last_day_id'), ['area_id', 'last_day', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_task_campaign_id_id'), ['campaign_id', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_task_last_day_id'), ['last_day', 'id'], unique=False)

    op.create_table('claim',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('task_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=8), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('claimed_at', board.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('ended_at', board.db.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint("state IN ('held', 'released', 'done')", name=op.f('ck_claim_state')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_claim_person_id')),
    sa.ForeignKeyConstraint(['task_id'], ['task.id'], name=op.f('fk_claim_task_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_claim'))
    )
    with op.batch_alter_table('claim', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_claim_person_id_state'), ['person_id', 'state'], unique=False)
        batch_op.create_index('uq_claim_one_hold', ['task_id', 'person_id'], unique=True, sqlite_where=sa.text("state <> 'released'"), postgresql_where=sa.text("state <> 'released'"))

    _search()
    _append_only()


def _search() -> None:
    """Full text over issues: FTS5 kept by triggers on SQLite, a generated column on PostgreSQL."""
    if op.get_bind().dialect.name == "postgresql":
        words = "setweight(to_tsvector('english', title), 'A') || to_tsvector('english', body || ' ' || place)"
        op.execute(f"ALTER TABLE issue ADD COLUMN search tsvector GENERATED ALWAYS AS ({words}) STORED")
        op.execute("CREATE INDEX ix_issue_search ON issue USING gin (search)")
        return
    op.execute(
        "CREATE VIRTUAL TABLE issue_search USING fts5(title, body, place, content='issue', content_rowid='id',"
        " tokenize='porter unicode61 remove_diacritics 2')"
    )
    fresh = "INSERT INTO issue_search(rowid, title, body, place) VALUES (new.id, new.title, new.body, new.place);"
    stale = (
        "INSERT INTO issue_search(issue_search, rowid, title, body, place)"
        " VALUES ('delete', old.id, old.title, old.body, old.place);"
    )
    op.execute(f"CREATE TRIGGER issue_search_insert AFTER INSERT ON issue BEGIN {fresh} END")
    op.execute(f"CREATE TRIGGER issue_search_delete AFTER DELETE ON issue BEGIN {stale} END")
    op.execute(
        f"CREATE TRIGGER issue_search_update AFTER UPDATE OF title, body, place ON issue BEGIN {stale} {fresh} END"
    )


def _append_only() -> None:
    """The log is never changed: the database itself refuses."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'the log is append-only'; END $$"
        )
        for table in ("activity", "activity_topic"):
            op.execute(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}"
                " FOR EACH ROW EXECUTE FUNCTION append_only()"
            )
        return
    for table in ("activity", "activity_topic"):
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table}"
                " BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
            )
