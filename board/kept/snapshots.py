"""The database as it is at one moment, whoever writes meanwhile: as SQLite's file, or
as the rows of each table of PostgreSQL."""

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, create_engine

from board.config import Settings
from board.db import Model, db
from board.db.engine import (
    engine_options,
    own_connection,
    own_transactions,
)
from board.db.transactions import reading
from board.kept.archive import Broken
from board.kept.soundness import faults
from board.migrations.run import alembic_config, current

T = TypeVar("T")
SEQUENCES = """
SELECT sequencename, last_value FROM pg_sequences
WHERE schemaname = current_schema() AND last_value IS NOT NULL"""
KEYS = """
SELECT conrelid::regclass::text, conname FROM pg_constraint
WHERE contype = 'f' AND connamespace = current_schema()::regnamespace"""
TABLES = "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()"
RESTORE_LOCK = 7_311_004  # of two who restore at once, one finds an empty database


def copy_sqlite(file: Path) -> None:
    """Copy the database into a file: all that was committed before this began.

    What was erased is not in it, not even in its free pages.
    """
    connection = own_connection(5000)
    try:
        connection.execute("VACUUM INTO ?", (str(file),))
    except Exception as wrong:
        # SQLite's own words, for a disk that is full or takes no longer file
        if "disk is full" in str(wrong) or "disk I/O" in str(wrong):
            raise OSError(errno.ENOSPC, str(wrong)) from wrong
        raise
    finally:
        connection.close()
    file.chmod(0o600)


@contextmanager
def opened(file: Path, settings: Settings) -> Iterator[Connection]:
    """A connection to such a copy, over which one reads."""
    engine = create_engine(f"sqlite:///{file}", **engine_options(settings))
    own_transactions(engine)
    try:
        with engine.connect() as connection, reading(connection):
            yield connection
    finally:
        engine.dispose()


def copy_rows(folder: Path, look: Callable[[], T]) -> tuple[dict[str, Any], T]:
    """Write the rows of every table as they are at one moment, each table to a file,
    and see that they are sound; what is needed beside them to restore them, and what
    one sees who looks at that moment.

    Raises Broken where they are not sound.
    """
    snapshot = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with db.engine.connect().execution_options(**snapshot) as connection:
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        revision = current(connection)
        with reading(connection):
            if wrong := list(faults(connection)):
                raise Broken(" ".join(wrong[:5]))
            seen = look()
        tables = {
            table.name: _write_rows(connection, table, folder)
            for table in Model.metadata.sorted_tables
        }
        rows = connection.exec_driver_sql(SEQUENCES).all()
        sequences = {row.sequencename: row.last_value for row in rows}
    about = {"revision": revision, "tables": tables, "sequences": sequences}
    return about, seen


def columns_of(table: Table) -> list[str]:
    """The columns that rows are written by; the database makes the others itself."""
    return [column.name for column in table.columns if column.computed is None]


def _write_rows(connection: Connection, table: Table, folder: Path) -> dict[str, Any]:
    columns = columns_of(table)
    names = ", ".join(f'"{name}"' for name in columns)
    count = 0
    copy = f'COPY (SELECT {names} FROM "{table.name}") TO STDOUT'  # noqa: S608  ours
    driver: Any = connection.connection.driver_connection
    to = folder / f"{table.name}.tsv"
    with to.open("wb") as file, driver.cursor() as cursor, cursor.copy(copy) as out:
        for piece in out:
            content = bytes(piece)
            count += content.count(b"\n")  # one in a text is written as \n
            file.write(content)
    return {"columns": columns, "rows": count}


def load_rows(connection: Connection, folder: Path, about: dict[str, Any]) -> None:
    """Make the schema those rows are of, and fill it with them; inside one transaction.

    Keys are looked at once all rows are there, since some refer to later ones; what a
    trigger once wrote is among the rows.
    """
    from alembic import command

    command.upgrade(alembic_config(connection), about["revision"])
    keys = connection.exec_driver_sql(KEYS).all()
    tables = about["tables"]
    for table, key in keys:
        _alter(
            connection, table, f'ALTER CONSTRAINT "{key}" DEFERRABLE INITIALLY DEFERRED'
        )
    for name in tables:
        _alter(connection, f'"{name}"', "DISABLE TRIGGER USER")
    for name in tables:
        # what the migration itself put in is among the rows, too
        connection.exec_driver_sql(f'DELETE FROM "{name}"')  # noqa: S608  ours
    for name, table in tables.items():
        _read_rows(connection, name, table["columns"], folder / f"{name}.tsv")
    for name, last in about["sequences"].items():
        connection.exec_driver_sql("SELECT setval(%s, %s)", (f'"{name}"', last))
    connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
    for name in tables:
        _alter(connection, f'"{name}"', "ENABLE TRIGGER USER")
    for table, key in keys:
        _alter(connection, table, f'ALTER CONSTRAINT "{key}" NOT DEFERRABLE')
    command.upgrade(alembic_config(connection), "head")


def is_empty(connection: Connection) -> bool:
    """Whether nothing is in this database of PostgreSQL; nobody else puts anything in
    by a restore until the transaction ends."""
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({RESTORE_LOCK})")
    return not connection.exec_driver_sql(TABLES).scalar()


def _alter(connection: Connection, table: str, how: str) -> None:
    connection.exec_driver_sql(f"ALTER TABLE {table} {how}")


def _read_rows(
    connection: Connection, table: str, columns: list[str], file: Path
) -> None:
    names = ", ".join(f'"{name}"' for name in columns)
    driver: Any = connection.connection.driver_connection
    copy = f'COPY "{table}" ({names}) FROM STDIN'
    with (
        file.open("rb") as rows,
        driver.cursor() as cursor,
        cursor.copy(copy) as into,
    ):
        while piece := rows.read(2**20):
            into.write(piece)
