"""The engine and how it is spoken to: SQLite pragmas, write transactions, UTC instants,
constraint names."""

import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeAlias, TypeVar, cast

from flask import Flask, g, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Executable,
    MetaData,
    Row,
    Select,
    Table,
    TypeDecorator,
    UpdateBase,
    event,
    exists,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase, aliased, make_transient_to_detached

from board.config import Settings
from board.errors import NotFound
from board.one_writer import turn
from board.policy import Actor, Audience

try:
    import pysqlite3 as sqlite_driver
# no wheel for this machine: Python's own library, see safe_with_processes()
except ImportError:
    sqlite_driver = sqlite3

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


# Who reads: a person, an audience that is shown the same, the number of a person that a
# statement built once is given later; None where everybody is shown the same.
Reader: TypeAlias = Actor | Audience | BindParameter[Any] | None
Conditions: TypeAlias = tuple[ColumnElement[bool], ...]


class Model(DeclarativeBase):
    """Base of all tables.

    `private` marks a table no page of another person shows (see activity/log.py).
    """

    metadata = MetaData(naming_convention=NAMING)
    private = False

    @classmethod
    def visible(cls, reader: Reader) -> Conditions:
        """The door: what is true of the rows that this reader may see.

        Each statement that people read from holds it. A kind of thing of which some
        rows are hidden says here which, for an alias as for the class itself; until
        then the door is open, and nothing of it stands in a statement.
        """
        return ()

    @classmethod
    def lets_see(cls, id: Any, reader: Reader) -> Conditions:
        """The door for a statement that holds only the number of a row: for those that
        count or follow it and need not read it."""
        row: Any = aliased(cls)
        door = row.visible(reader)
        return (exists().where(row.id == id, *door),) if door else ()


db = SQLAlchemy(
    model_class=Model,
    disable_autonaming=True,
    session_options={"expire_on_commit": False},
)
WAIT = 5.0  # seconds a write waits for others, all in all
LEAST = 0.25  # seconds of these that are left to whoever has waited for a thread
PATIENCE = 0.2  # seconds the sweep waits for readers; longer than a page takes
M = TypeVar("M", bound=Model)
AnyRow: TypeAlias = Row[*tuple[Any, ...]]
AnySelect: TypeAlias = Select[*tuple[Any, ...]]
Rows: TypeAlias = Sequence[AnyRow]
Values: TypeAlias = dict[str, Any] | list[dict[str, Any]] | None


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: goes in with its zone, is stored in UTC, comes out in UTC with its
    zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        return value and (
            value.astimezone(UTC).replace(tzinfo=None)
            if dialect.name == "sqlite"
            else value
        )

    def process_result_value(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        return value and (
            value.replace(tzinfo=UTC)
            if dialect.name == "sqlite"
            else value.astimezone(UTC)
        )


def engine_options(settings: Settings) -> dict[str, Any]:
    """Keyword arguments for create_engine: as many connections as the server has
    threads."""
    pool = {"pool_size": 12, "max_overflow": 8}
    if settings.is_sqlite:
        return {
            "module": sqlite_driver,
            "connect_args": {"check_same_thread": False, "timeout": 5},
        } | pool
    # seconds, milliseconds: a host that went away
    patience = {"connect_timeout": 5, "tcp_user_timeout": 10_000}
    return {"pool_pre_ping": True, "connect_args": patience} | pool


def init_app(app: Flask, settings: Settings) -> None:
    """Connect Flask-SQLAlchemy and, on SQLite, take transactions into our own hands."""
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database_url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(settings)
    db.init_app(app)
    app.before_request(_note_wait)
    app.teardown_appcontext(_give_back)  # before Flask-SQLAlchemy does
    with app.app_context():
        if settings.is_sqlite:
            own_transactions(db.engine)
        else:
            event.listen(db.engine, "connect", _limit)


def own_connection(wait: int) -> Any:
    """A driver's connection out of the pool, for whoever keeps it; on SQLite it waits
    so many ms for others."""
    pooled = db.engine.raw_connection()
    connection: Any = pooled.driver_connection
    pooled.detach()  # the pool may give its place to a request
    if db.engine.dialect.name == "sqlite":
        connection.execute(f"PRAGMA busy_timeout={wait}")
    else:
        connection.autocommit = True
    return connection


def _note_wait() -> None:
    """How long this request has waited for its thread, as those before it waited for
    the database."""
    now = time.monotonic()
    g.waited = now - request.environ.get("board.came", now)


def _give_back(_wrong: BaseException | None) -> None:
    """All is answered: a connection that dies only now takes nothing from
    the answer."""
    try:
        db.session.remove()
    except DBAPIError:
        db.session().invalidate()


def take_time() -> None:
    """For commands: a statement may take as long as it does."""
    if db.engine.dialect.name == "postgresql":
        event.remove(db.engine, "connect", _limit)
        db.engine.dispose()


def _limit(connection: Any, _record: object) -> None:
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
    for pragma in (
        "busy_timeout=5000",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    until = connection.get_execution_options().get("write_until")
    _wait_at_most(connection, WAIT if until is None else until - time.monotonic())
    if until is None:
        connection.connection.driver_connection.execute("BEGIN")  # type: ignore[union-attr]  # it can't be refused
    else:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _wait_at_most(connection: Connection, seconds: float) -> None:
    """How long SQLite itself waits, for a program that does not queue with us; asked of
    it only when that changes."""
    wait = int(1000 * (WAIT if seconds > WAIT - 0.1 else max(seconds, 0)))
    if connection.info.get("wait") != wait:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={wait}")
        connection.info["wait"] = wait


class _Turn(threading.local):
    """The connection of the write transaction that this thread is inside of."""

    connection: Connection | None = None


_turn = _Turn()


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
    if _turn.connection:
        raise RuntimeError("a write transaction is already open in this thread")
    db.session.commit()
    left = max(LEAST, WAIT - g.get("waited", 0.0))
    until = time.monotonic() + left
    with queue_for(db.engine, until):
        try:
            connection = _turn.connection = db.session.connection(
                execution_options={"write_until": until}
            )
            if left < WAIT - 0.1 and connection.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{left}s'")
            yield
            db.session.commit()
        except BaseException:
            db.session.rollback()
            raise
        finally:
            _turn.connection = None


def _connection() -> Connection:
    """What a statement goes over.

    The session looks for its own anew each time, which costs as much as the rest.
    """
    return _turn.connection or db.session.connection()


# SQLAlchemy would match the columns of each equal statement with those it compiled;
# rows are read by name here.
BY_NAME = {"_result_disable_adapt_to_context": True}


def read(statement: Executable, values: Values = None) -> Rows:
    """Rows of columns, for pages: past the session's entities, which cost twice as much
    to ask."""
    db.session.flush()
    return _connection().execute(statement, values, execution_options=BY_NAME).all()


def the_one(statement: Executable, values: dict[str, Any] | None = None) -> AnyRow:
    """The first row, or NotFound."""
    rows = read(statement, values)
    if not rows:
        raise NotFound
    return rows[0]


def fresh(model: type[M], id: int) -> M:
    """The row to act on as it is now, or NotFound."""
    row = db.session.get(model, id, populate_existing=True)
    if row is None:
        raise NotFound
    return row


def write(statement: UpdateBase, values: Values = None) -> int:
    """Carry out a statement that is built once and filled with values; how many rows it
    changed.

    It goes past the session's entities, which cost ten times as much: those loaded
    before do not know of it.
    """
    db.session.flush()
    made = _connection().execute(
        statement, values, execution_options={"preserve_rowcount": True}
    )
    if made.rowcount:
        note_change(model_of(statement.table))
    return made.rowcount


def write_and_read(statement: UpdateBase, values: Values = None) -> Rows:
    """The same for a statement that gives back what it changed (RETURNING):
    those rows."""
    rows = read(statement, values)
    if rows:
        note_change(model_of(statement.table))
    return rows


def table_of(model: type[Model]) -> Table:
    """The table of a class, to build such statements of."""
    return cast(Table, model.__table__)


@cache
def model_named(name: str) -> Any:
    """The class of the rows of a table by its name: for who stands left of it and reads
    it through its door, once all models are known."""
    return model_of(Model.metadata.tables[name])


@cache
def model_of(table: Any) -> type[Model]:
    """The class of a table's rows."""
    return next(
        mapper.class_
        for mapper in Model.registry.mappers
        if mapper.local_table is table
    )


def _insert_into(model: type[Model]) -> Any:
    dialect = sqlite if db.engine.dialect.name == "sqlite" else postgresql
    return dialect.insert(table_of(model))


@cache
def _insert_unless(
    _dialect: str, model: type[Model], unique: tuple[str, ...], where: Any
) -> Any:
    statement = _insert_into(model).on_conflict_do_nothing(
        index_elements=unique, index_where=where
    )
    return statement.returning(*table_of(model).c)


def insert_row(
    model: type[Model], unique: list[str], *, where: Any = None, **values: Any
) -> AnyRow | None:
    """Insert a row unless one with the same `unique` columns exists; None when it does.

    `where` is the condition of the unique index when it covers only part of the table.

    One guarded statement: two transactions at once can't both insert, the later waits
    and gets None.
    """
    statement = _insert_unless(db.engine.dialect.name, model, tuple(unique), where)
    return next(iter(write_and_read(statement, values)), None)


def insert_new(
    model: type[M], unique: list[str], *, where: Any = None, **values: Any
) -> M | None:
    """The same, as an entity to go on with."""
    row = insert_row(model, unique, where=where, **values)
    return None if row is None else _entity(model, row)


def _entity(model: type[M], row: AnyRow) -> M:
    """A row of all columns that was just read, as an entity of the session."""
    made = model(**row._mapping)
    make_transient_to_detached(made)
    return db.session.merge(made, load=False)


def insert_rows(
    model: type[M], unique: list[str], rows: list[dict[str, Any]]
) -> list[int]:
    """Insert rows at once, but for those whose `unique` columns exist already; the ids
    of those that are new."""
    if not rows:
        return []
    dialect = sqlite if db.engine.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(model).on_conflict_do_nothing(index_elements=unique)
    key: Any = model.__table__.c["id"]
    made = list(
        db.session.scalars(
            statement.returning(key), rows, execution_options={"may_do_nothing": True}
        )
    )
    if made:
        note_change(model)
    return made


@cache
def _insert_or_set(
    _dialect: str, model: type[Model], unique: tuple[str, ...], names: tuple[str, ...]
) -> Any:
    statement = _insert_into(model)
    changed = {name: statement.excluded[name] for name in names if name not in unique}
    return statement.on_conflict_do_update(index_elements=unique, set_=changed)


def put(model: type[M], unique: list[str], **values: Any) -> None:
    """Insert a row of a private table, or give the one with the same `unique` columns
    these values: one statement."""
    write(
        _insert_or_set(db.engine.dialect.name, model, tuple(unique), tuple(values)),
        values,
    )


def note_change(model: type[Model]) -> None:
    """Remember that this transaction changed a table: a public one then needs a line in
    the log."""
    if not model.private:
        db.session.info["public"] = True


def insert_once(model: type[M], **values: Any) -> tuple[M, bool]:
    """Insert a row with its one-time key `once`; pressed twice, the first row and False
    come back."""
    row, is_new = insert_row_once(model, **values)
    return _entity(model, row), is_new


def insert_row_once(model: type[Model], **values: Any) -> tuple[AnyRow, bool]:
    """The same, as columns: twice as fast."""
    made = insert_row(model, ["once"], **values)
    if made is not None:
        return made, True
    return the_one(
        select(table_of(model)).where(table_of(model).c["once"] == values["once"])
    ), False


def sweep(patience: float = 0.0) -> None:
    """After a text was erased: on SQLite empty the write-ahead log into the file, so
    that no copy is left in it.

    Whoever reads it is waited for so many seconds; after that it stays until
    sweep_again() comes.
    """
    if db.engine.dialect.name != "sqlite":
        return
    connection = db.engine.raw_connection()
    wait = int(1000 * patience)
    try:
        for pragma in (
            f"busy_timeout={wait}",
            "wal_checkpoint(TRUNCATE)",
            "busy_timeout=5000",
        ):
            connection.cursor().execute(f"PRAGMA {pragma}").fetchall()
    finally:
        connection.info.pop("wait", None)  # see _wait_at_most
        connection.close()


def sweep_again() -> int:
    """The job behind sweep(): empty the log in each round, so that none that was read
    meanwhile keeps a text.

    It asks for its turn as writers do, since they wait while it waits for readers.
    Raises Busy.
    """
    with queue_for(db.engine, time.monotonic() + WAIT):
        sweep(PATIENCE)
    return 0


def safe_with_processes() -> bool:
    """False where SQLite is older than 3.51.3 and several processes could corrupt the
    file."""
    return tuple(sqlite_driver.sqlite_version_info) >= (3, 51, 3)
