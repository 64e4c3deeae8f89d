"""Whether a database is whole: what the database itself finds, and our own numbers."""

from collections.abc import Iterator

from sqlalchemy import Connection

from board.numbers import untrue_numbers


def damage(connection: Connection) -> Iterator[str]:
    """What SQLite finds wrong with its file. (PostgreSQL keeps watch by itself.)"""
    if connection.dialect.name != "sqlite":
        return
    for (result,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if result != "ok":
            yield f"The database file is damaged: {result}"
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check")
    for table, row, parent, _ in broken:
        yield (
            f"Row {row} of {table} refers to something in {parent} that is not there."
        )


def faults(connection: Connection) -> Iterator[str]:
    """All that is wrong, a sentence each."""
    yield from damage(connection)
    yield from untrue_numbers()
