"""mail, posting without an account, and on behalf of a neighbour

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op
import board.db

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('outbox',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=120), nullable=False),
    sa.Column('to', sa.String(length=254), nullable=False),
    sa.Column('subject', sa.String(length=200), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('html', sa.Text(), nullable=False),
    sa.Column('created_at', board.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('next_at', board.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('sent_at', board.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('last_error', sa.String(length=300), nullable=False),
    sa.Column('leased_until', board.db.UtcDateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outbox')),
    sa.UniqueConstraint('key', name=op.f('uq_outbox_key'))
    )
    op.create_index(op.f('ix_outbox_next_at'), 'outbox', ['next_at'], unique=False)
    op.create_index('ix_outbox_legible', 'outbox', ['created_at'], unique=False, sqlite_where=sa.text("text <> ''"), postgresql_where=sa.text("text <> ''"))
    op.create_table('sign_in_link',
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('expires_at', board.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('used_at', board.db.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_sign_in_link_person_id')),
    sa.PrimaryKeyConstraint('token_hash', name=op.f('pk_sign_in_link'))
    )
    op.create_index(op.f('ix_sign_in_link_person_id'), 'sign_in_link', ['person_id'], unique=False)
    op.create_table('held_post',
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('once', sa.String(length=36), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('area_id', sa.Integer(), nullable=False),
    sa.Column('said', sa.JSON(), nullable=False),
    sa.Column('expires_at', board.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('used_at', board.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('issue_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['area_id'], ['area.id'], name=op.f('fk_held_post_area_id')),
    sa.ForeignKeyConstraint(['issue_id'], ['issue.id'], name=op.f('fk_held_post_issue_id')),
    sa.PrimaryKeyConstraint('token_hash', name=op.f('pk_held_post')),
    sa.UniqueConstraint('once', name=op.f('uq_held_post_once'))
    )
    op.create_index(op.f('ix_held_post_expires_at'), 'held_post', ['expires_at'], unique=False)
    # No foreign key or check is added, so the table need not be made anew.
    op.add_column('issue', sa.Column('on_behalf', sa.String(length=80), nullable=True))
