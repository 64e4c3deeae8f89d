"""Statements that go past the session's entities: rows to read and to lock, guarded
writes."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from sqlalchemy import CursorResult, Executable, UpdateBase, select

from board.db.tables import AnyRow, M, Model, Rows, Values, db, model_of, table_of
from board.db.transactions import connection
from board.errors import NotFound

T = TypeVar("T")
# SQLAlchemy would match the columns of each equal statement with those it compiled;
# rows are read by name here.
BY_NAME = {"_result_disable_adapt_to_context": True}


_rests: ContextVar[bool] = ContextVar("database_rests", default=False)


@contextmanager
def patiently() -> Iterator[None]:
    """For what can wait: inside, PostgreSQL is left to others after each statement for
    as long as that took. Its processes know nothing of who is patient."""
    token = _rests.set(db.engine.dialect.name == "postgresql")
    try:
        yield
    finally:
        _rests.reset(token)


def _carried_out(
    statement: Executable, values: Values, options: dict[str, Any]
) -> CursorResult[Any]:
    began = time.monotonic()
    result = connection().execute(statement, values, execution_options=options)
    if _rests.get():
        time.sleep(time.monotonic() - began)
    return result


def read(statement: Executable, values: Values = None) -> Rows:
    """Rows of columns, for pages: past the session's entities, which cost twice as much
    to ask."""
    db.session.flush()
    return _carried_out(statement, values, BY_NAME).all()


def pieces(rows: list[T], size: int) -> Iterator[list[T]]:
    """So many at a time: what is done to thousands at once keeps the database from
    others for as long."""
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def the_one(statement: Executable, values: dict[str, Any] | None = None) -> AnyRow:
    """The first row, or NotFound."""
    rows = read(statement, values)
    if not rows:
        raise NotFound
    return rows[0]


def fresh(model: type[M], id: int) -> M:
    """The row to act on as it is now, or NotFound; nobody acts on what is hidden."""
    row = db.session.get(model, id, populate_existing=True)
    if row is None or getattr(row, "hidden_at", None):
        raise NotFound
    return row


def lock_row(row: Any) -> None:
    """Lock the row of a thing against others until the transaction ends."""
    table = table_of(type(row))
    this = select(table.c.id).where(table.c.id == row.id)
    db.session.execute(this.with_for_update())


def write(statement: UpdateBase, values: Values = None) -> int:
    """Carry out a statement that is built once and filled with values; how many rows it
    changed.

    It goes past the session's entities, which cost ten times as much: those loaded
    before do not know of it.
    """
    db.session.flush()
    made = _carried_out(statement, values, {"preserve_rowcount": True})
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


def note_change(model: type[Model]) -> None:
    """Remember that this transaction changed a table: a public one then needs a line in
    the log."""
    if not model.private:
        db.session.info["public"] = True
