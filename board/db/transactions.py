"""Write transactions: one at a time on SQLite, limited in how long they wait."""

import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from flask import g
from sqlalchemy import Connection, Engine

from board.db import engine
from board.db.tables import db
from board.one_writer import turn

LEAST = 0.25  # seconds of WAIT that are left to whoever has waited for a thread


class OpenWrite(threading.local):
    """The connection of the write transaction that this thread is inside of."""

    connection: Connection | None = None


class OtherDatabase(threading.local):
    """The connection this thread reads over for a while, in place of the session's."""

    connection: Connection | None = None


open_write = OpenWrite()
other = OtherDatabase()


def queue_for(engine: Engine, until: float) -> AbstractContextManager[None]:
    """Around a write transaction: on SQLite the only one on this machine.

    Raises Busy at `until`.
    """
    is_sqlite = engine.dialect.name == "sqlite"
    return turn(str(engine.url.database), until) if is_sqlite else nullcontext()


@contextmanager
def write_tx() -> Iterator[None]:
    """One write transaction: everything inside is committed at its end, or nothing is
    when it raises.

    A read before it is ended first. The person who asks stays loaded; what they change
    is loaded anew inside (the get() of each feature), so that rules are checked against
    the state they change. Raises Busy where others write for too long.
    """
    if open_write.connection:
        raise RuntimeError("a write transaction is already open in this thread")
    db.session.commit()
    left = max(LEAST, engine.WAIT - g.get("waited", 0.0))
    until = time.monotonic() + left
    with queue_for(db.engine, until):
        try:
            open_write.connection = _begin_write(left, until)
            yield
            db.session.commit()
        except BaseException:
            db.session.rollback()
            raise
        finally:
            open_write.connection = None


def _begin_write(left: float, until: float) -> Connection:
    options = {"write_until": until}
    connection = db.session.connection(execution_options=options)
    waits_less = left < engine.WAIT - 0.1
    if waits_less and connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{left}s'")
    return connection


def connection() -> Connection:
    """The connection a statement goes over.

    The session looks for its own anew each time, which costs as much as the rest.
    """
    return open_write.connection or other.connection or db.session.connection()


@contextmanager
def reading(connection: Connection) -> Iterator[None]:
    """While the block lasts, read() reads over this connection: of a copy of the
    database, or as it was at one moment."""
    other.connection = connection
    try:
        yield
    finally:
        other.connection = None


def is_writing() -> bool:
    """Whether this thread is inside of a write transaction."""
    return open_write.connection is not None
