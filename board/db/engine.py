"""The engine: its pool, what each new connection is set to, how SQLite begins a
transaction."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask, g, request
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError

from board.config import Settings
from board.db.tables import db

try:
    import pysqlite3 as sqlite_driver
# no wheel for this machine: Python's own library, see safe_with_processes()
except ImportError:
    sqlite_driver = sqlite3

WAIT = 5.0  # seconds a write waits for others, all in all
POOL = {"pool_size": 12, "max_overflow": 8}  # as many as the server has threads
PRAGMAS = (
    "busy_timeout=5000",
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
)


def engine_options(settings: Settings) -> dict[str, Any]:
    """Keyword arguments for create_engine."""
    if settings.is_sqlite:
        connecting = {"check_same_thread": False, "timeout": 5}
        return {"module": sqlite_driver, "connect_args": connecting} | POOL
    # seconds, milliseconds: a host that went away
    patience = {"connect_timeout": 5, "tcp_user_timeout": 10_000}
    return {"pool_pre_ping": True, "connect_args": patience} | POOL


def init_app(app: Flask, settings: Settings) -> None:
    """Connect Flask-SQLAlchemy; set each connection's limits; on SQLite begin the
    transactions ourselves."""
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database_url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(settings)
    db.init_app(app)
    app.before_request(_note_wait)
    app.teardown_appcontext(_end_session)  # before Flask-SQLAlchemy does
    with app.app_context():
        if settings.is_sqlite:
            own_transactions(db.engine)
        else:
            event.listen(db.engine, "connect", _limit_statements)


def own_connection(wait: int) -> Any:
    """A driver's connection taken out of the pool for good, for a watcher of the
    database; on SQLite it waits `wait` ms for others."""
    pooled = db.engine.raw_connection()
    connection: Any = pooled.driver_connection
    pooled.detach()  # the pool may give its place to a request
    if db.engine.dialect.name == "sqlite":
        connection.execute(f"PRAGMA busy_timeout={wait}")
    else:
        connection.autocommit = True
    return connection


def _note_wait() -> None:
    """Note how many seconds this request waited for a thread: those before it waited
    for the database."""
    now = time.monotonic()
    g.waited = now - request.environ.get("board.came", now)


def _end_session(_wrong: BaseException | None) -> None:
    """Give the connection back. The answer is complete by now, so a connection that
    only dies here must not turn it into an error."""
    try:
        db.session.remove()
    except DBAPIError:
        db.session().invalidate()


@contextmanager
def taking_time() -> Iterator[None]:
    """For commands: while the block lasts, the limits that a page's statements have on
    PostgreSQL are lifted."""
    if db.engine.dialect.name != "postgresql":
        yield
        return
    event.remove(db.engine, "connect", _limit_statements)
    db.engine.dispose()
    try:
        yield
    finally:
        event.listen(db.engine, "connect", _limit_statements)
        db.engine.dispose()


def _limit_statements(connection: Any, _record: object) -> None:
    """PostgreSQL: how long a statement waits for others, and how long it may take, in
    seconds."""
    connection.autocommit = True
    connection.execute(
        f"SET lock_timeout = '{WAIT}s'; SET statement_timeout = '{2 * WAIT}s'"
    )
    connection.autocommit = False


def own_transactions(engine: Engine) -> None:
    """SQLite: pragmas on each connection; reads BEGIN deferred, writes BEGIN IMMEDIATE
    (SECURITY.md)."""
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    until = connection.get_execution_options().get("write_until")
    if until is None:
        _wait_at_most(connection, WAIT)
        connection.connection.driver_connection.execute("BEGIN")  # type: ignore[union-attr]  # it can't be refused
    else:
        _wait_at_most(connection, until - time.monotonic())
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _wait_at_most(connection: Connection, seconds: float) -> None:
    """Set how long SQLite itself waits, for a program that does not queue with us; only
    when that changes."""
    nearly_all = seconds > WAIT - 0.1
    wait = int(1000 * (WAIT if nearly_all else max(seconds, 0)))
    if connection.info.get("wait") != wait:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={wait}")
        connection.info["wait"] = wait


def safe_with_processes() -> bool:
    """False where SQLite is older than 3.51.3 and several processes could corrupt the
    file."""
    return tuple(sqlite_driver.sqlite_version_info) >= (3, 51, 3)


def sqlite_version() -> str:
    """The version of the SQLite in use."""
    return str(sqlite_driver.sqlite_version)
