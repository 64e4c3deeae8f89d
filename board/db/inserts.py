"""Guarded inserts: one statement that inserts a row unless it exists already, so that
two transactions at once can't both insert it."""

from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import make_transient_to_detached

from board.db.statements import note_change, the_one, write, write_and_read
from board.db.tables import AnyRow, M, Model, db, table_of


def insert_row(
    model: type[Model], unique: list[str], *, where: Any = None, **values: Any
) -> AnyRow | None:
    """Insert a row unless one with the same `unique` columns exists; None when it does.

    `where` is the condition of the unique index when it covers only part of the table.

    Of two transactions at once the later waits and gets None.
    """
    statement = _insert_unless(db.engine.dialect.name, model, tuple(unique), where)
    rows = write_and_read(statement, values)
    return rows[0] if rows else None


def insert_new(
    model: type[M], unique: list[str], *, where: Any = None, **values: Any
) -> M | None:
    """The same, as an entity to go on with."""
    row = insert_row(model, unique, where=where, **values)
    return None if row is None else _entity(model, row)


def insert_rows(
    model: type[M], unique: list[str], rows: list[dict[str, Any]]
) -> list[int]:
    """Insert rows at once, but for those whose `unique` columns exist already; the ids
    of those that are new."""
    if not rows:
        return []
    key: Any = table_of(model).c["id"]
    insert = _dialect().insert(model).returning(key)
    statement = insert.on_conflict_do_nothing(index_elements=unique)
    options = {"may_do_nothing": True}
    ids = db.session.scalars(statement, rows, execution_options=options).all()
    if ids:
        note_change(model)
    return list(ids)


def insert_once(model: type[M], **values: Any) -> tuple[M, bool]:
    """Insert a row with its one-time key `once`; pressed twice, the first row and False
    come back."""
    row, is_new = insert_row_once(model, **values)
    return _entity(model, row), is_new


def insert_row_once(model: type[Model], **values: Any) -> tuple[AnyRow, bool]:
    """The same, as columns: twice as fast."""
    row = insert_row(model, ["once"], **values)
    if row is not None:
        return row, True
    table = table_of(model)
    is_first = table.c["once"] == values["once"]
    return the_one(select(table).where(is_first)), False


def put(model: type[M], unique: list[str], **values: Any) -> None:
    """Insert a row of a private table, or give the one with the same `unique` columns
    these values: one statement."""
    dialect = db.engine.dialect.name
    write(_insert_or_set(dialect, model, tuple(unique), tuple(values)), values)


def put_all(model: type[M], unique: list[str], rows: list[dict[str, Any]]) -> None:
    """The same for rows that all name the same columns."""
    if rows:
        names = tuple(rows[0])
        dialect = db.engine.dialect.name
        write(_insert_or_set(dialect, model, tuple(unique), names), rows)


def _dialect() -> Any:
    return sqlite if db.engine.dialect.name == "sqlite" else postgresql


def _insert_into(model: type[Model]) -> Any:
    return _dialect().insert(table_of(model))


@cache
def _insert_unless(
    _dialect_name: str, model: type[Model], unique: tuple[str, ...], where: Any
) -> Any:
    insert = _insert_into(model).returning(*table_of(model).c)
    return insert.on_conflict_do_nothing(index_elements=unique, index_where=where)


@cache
def _insert_or_set(
    _dialect_name: str,
    model: type[Model],
    unique: tuple[str, ...],
    names: tuple[str, ...],
) -> Any:
    insert = _insert_into(model)
    changed = {name: insert.excluded[name] for name in names if name not in unique}
    return insert.on_conflict_do_update(index_elements=unique, set_=changed)


def _entity(model: type[M], row: AnyRow) -> M:
    """A row of all columns that was just read, as an entity of the session."""
    entity = model(**row._mapping)
    make_transient_to_detached(entity)
    return db.session.merge(entity, load=False)
