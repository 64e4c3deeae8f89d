"""similar posts: what people answered, and full text over campaigns

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op
import board.db

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('similar_answer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', board.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('shown', sa.JSON(), nullable=False),
    sa.Column('chosen_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['chosen_id'], ['issue.id'], name=op.f('fk_similar_answer_chosen_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_similar_answer'))
    )
    _search()


def _search() -> None:
    """Full text over campaigns, as over issues."""
    if op.get_bind().dialect.name == "postgresql":
        words = "to_tsvector('english', title || ' ' || goal || ' ' || ask)"
        op.execute(f"ALTER TABLE campaign ADD COLUMN search tsvector GENERATED ALWAYS AS ({words}) STORED")
        op.execute("CREATE INDEX ix_campaign_search ON campaign USING gin (search)")
        return
    op.execute(
        "CREATE VIRTUAL TABLE campaign_search USING fts5(title, goal, ask, content='campaign', content_rowid='id',"
        " tokenize='porter unicode61 remove_diacritics 2')"
    )
    fresh = "INSERT INTO campaign_search(rowid, title, goal, ask) VALUES (new.id, new.title, new.goal, new.ask);"
    stale = (
        "INSERT INTO campaign_search(campaign_search, rowid, title, goal, ask)"
        " VALUES ('delete', old.id, old.title, old.goal, old.ask);"
    )
    op.execute("INSERT INTO campaign_search(campaign_search) VALUES ('rebuild')")
    op.execute(f"CREATE TRIGGER campaign_search_insert AFTER INSERT ON campaign BEGIN {fresh} END")
    op.execute(f"CREATE TRIGGER campaign_search_delete AFTER DELETE ON campaign BEGIN {stale} END")
    op.execute(
        f"CREATE TRIGGER campaign_search_update AFTER UPDATE OF title, goal, ask ON campaign BEGIN {stale} {fresh} END"
    )
