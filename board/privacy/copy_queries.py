"""Reading everything that is held about a person, table by table, as held.py says."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, select, true, tuple_

from board.db import AnyRow, Model, db, read
from board.privacy.held import HELD, Held
from board.privacy.models import DataCopy, DataCopyPart

AT_ONCE = 500


class Whose(NamedTuple):
    """A person as tables know them."""

    id: int
    email: str


def of_address(email: str) -> Whose:
    """Whoever has this address and no account: nobody has the number 0."""
    return Whose(0, email)


def table_of(held: Held) -> Any:
    """The table."""
    return Model.metadata.tables[held.table]


def theirs(held: Held, person: Whose) -> Any:
    """The condition for this person's rows."""
    table = table_of(held)
    if held.by_mail:
        return func.lower(table.c[held.by_mail]) == person.email.lower()
    return table.c[held.whose] == person.id


def rows_of(held: Held, person: Whose) -> Iterator[dict[str, Any]]:
    """A person's rows in one table, the columns of the copy; read a few at a time, each
    time those behind the last one by the table's key."""
    table = table_of(held)
    key = list(table.primary_key)
    shown = [name for name in held.in_copy if name in table.c]
    columns = [table.c[name] for name in shown]
    places = [column.label(f"key_{column.name}") for column in key]
    mine = select(*columns, *places).where(theirs(held, person))
    found = mine.order_by(*key).limit(AT_ONCE)
    past: ColumnElement[bool] = true()
    while rows := read(found.where(past)):
        yield from (dict(zip(shown, row, strict=False)) for row in rows)
        past = tuple_(*key) > tuple(rows[-1])[len(shown) :]


def held_of(person: Whose) -> list[Held]:
    """What leads to a person: to somebody without an account by their address alone."""
    return [held for held in HELD if held.whose and (person.id or held.by_mail)]


def in_copy(person: Whose) -> list[Held]:
    """What of the tables goes into a copy."""
    return [held for held in held_of(person) if held.exported]


def copy_of(person_id: int) -> AnyRow | None:
    """A person's copy, if they asked for one."""
    columns = (DataCopy.id, DataCopy.token, DataCopy.ready_at, DataCopy.until)
    found = read(select(*columns).where(DataCopy.person_id == person_id))
    return found[0] if found else None


def parts_of(copy_id: int) -> Iterator[bytes]:
    """The file, piece by piece."""
    numbers = select(DataCopyPart.number).where(DataCopyPart.copy_id == copy_id)
    for number in list(db.session.scalars(numbers.order_by(DataCopyPart.number))):
        one = (DataCopyPart.copy_id == copy_id, DataCopyPart.number == number)
        yield from db.session.scalars(select(DataCopyPart.content).where(*one))
