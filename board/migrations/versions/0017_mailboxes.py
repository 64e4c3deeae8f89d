"""an account counts once its mailbox has answered

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

from board.db import UtcDateTime

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None

# Whoever has no password came by a mailed link. Everybody may know the passwords of a demo.
UNSURE = """password_hash <> '' AND NOT EXISTS (SELECT 1 FROM activity WHERE verb = 'demo.loaded')"""


def upgrade() -> None:
    op.create_table(
        'held_account',
        sa.Column('token_hash', sa.String(length=64), nullable=False),
        sa.Column('email', sa.String(length=254), nullable=False),
        sa.Column('name', sa.String(length=80), nullable=False),
        sa.Column('password_hash', sa.String(length=200), nullable=False),
        sa.Column('area_id', sa.Integer(), nullable=True),
        sa.Column('expires_at', UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['area_id'], ['area.id'], name=op.f('fk_held_account_area_id')),
        sa.PrimaryKeyConstraint('token_hash', name=op.f('pk_held_account')),
    )
    op.create_index(op.f('ix_held_account_expires_at'), 'held_account', ['expires_at'])
    # Whoever registered may have typed the address of somebody else. What opens such an account (its sessions,
    # the secret address of its calendar, its password) ends; its owner gets in by a mailed link.
    theirs = f'person_id IN (SELECT id FROM person WHERE {UNSURE})'  # noqa: S608  nothing in it was typed
    op.execute(f'DELETE FROM sign_in WHERE {theirs}')  # noqa: S608
    op.execute(f'DELETE FROM calendar_address WHERE {theirs}')  # noqa: S608
    op.execute(f"UPDATE person SET password_hash = '' WHERE {UNSURE}")  # noqa: S608
