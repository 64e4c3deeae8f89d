"""words of all scripts: what the databases would not find by themselves stands beside the texts

Revision ID: 0021
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op

from board.folding import findable  # always as this program looks for it

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None

SEARCHED = {'issue': ('title', 'body', 'place'), 'campaign': ('title', 'goal', 'ask'), 'task': ('title', 'details', 'skills')}
AT_ONCE = 2000


def upgrade() -> None:
    on_postgresql = op.get_bind().dialect.name == 'postgresql'
    for table, columns in SEARCHED.items():
        indexed = table != 'task'
        if indexed and not on_postgresql:
            for change in ('insert', 'delete', 'update'):
                op.execute(f'DROP TRIGGER {table}_search_{change}')
            op.execute(f'DROP TABLE {table}_search')
        op.add_column(table, sa.Column('folded', sa.Text(), nullable=False, server_default=''))
        _fold(table, columns)
        if indexed:
            (_on_postgresql if on_postgresql else _on_sqlite)(table, columns)


def _fold(table: str, columns: tuple[str, ...]) -> None:
    """Only rows with more than plain ASCII are written; the rest is already as it should be."""
    connection, last = op.get_bind(), 0
    some = sa.text(f"SELECT id, {', '.join(columns)} FROM {table} WHERE id > :last ORDER BY id LIMIT {AT_ONCE}")
    change = sa.text(f'UPDATE {table} SET folded = :folded WHERE id = :id')
    while rows := connection.execute(some, {'last': last}).all():
        found = [{'id': row.id, 'folded': findable(*row[1:])} for row in rows]
        if changed := [row for row in found if row['folded']]:
            connection.execute(change, changed)
        last = rows[-1].id


def _on_postgresql(table: str, columns: tuple[str, ...]) -> None:
    words = " || ' ' || ".join((*columns, 'folded'))
    op.execute(f'ALTER TABLE {table} DROP COLUMN search')
    op.execute(f"ALTER TABLE {table} ADD COLUMN search tsvector GENERATED ALWAYS AS (to_tsvector('english', {words})) STORED")
    op.execute(f'CREATE INDEX ix_{table}_search ON {table} USING gin (search)')


def _on_sqlite(table: str, columns: tuple[str, ...]) -> None:
    """A word that is erased from a post leaves the index, too, and not only a mark that it is gone."""
    names = ', '.join((*columns, 'folded'))
    new, old = (', '.join(f'{row}.{name}' for name in ('id', *columns, 'folded')) for row in ('new', 'old'))
    op.execute(
        f"CREATE VIRTUAL TABLE {table}_search USING fts5({names}, content='{table}', content_rowid='id',"
        " tokenize='porter unicode61 remove_diacritics 2')"
    )
    (version,) = op.get_bind().execute(sa.text('SELECT sqlite_version()')).one()
    if tuple(map(int, version.split('.'))) >= (3, 42):
        op.execute(f"INSERT INTO {table}_search({table}_search, rank) VALUES ('secure-delete', 1)")
    op.execute(f"INSERT INTO {table}_search({table}_search) VALUES ('rebuild')")
    fresh = f'INSERT INTO {table}_search(rowid, {names}) VALUES ({new});'
    stale = f"INSERT INTO {table}_search({table}_search, rowid, {names}) VALUES ('delete', {old});"
    op.execute(f'CREATE TRIGGER {table}_search_insert AFTER INSERT ON {table} BEGIN {fresh} END')
    op.execute(f'CREATE TRIGGER {table}_search_delete AFTER DELETE ON {table} BEGIN {stale} END')
    op.execute(f'CREATE TRIGGER {table}_search_update AFTER UPDATE OF {names} ON {table} BEGIN {stale} {fresh} END')
