"""An area that left another board becomes the first of this one: all of its rows under
their old numbers, or nothing."""

import hashlib
import json
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from board.accounts.queries import anybody
from board.areas.queries import all_areas
from board.db import pieces, read
from board.db.tables import UtcDateTime
from board.db.transactions import connection as open_connection
from board.kept.archive import Broken
from board.kept.area_export import FORMAT, NOTE
from board.kept.area_rows import all_tables
from board.kept.columns import told_columns
from board.kept.restoring import NotEmpty
from board.kept.soundness import faults
from board.migrations.run import newest
from board.numbers import count_anew
from board.photos import store
from board.photos.models import Photo
from board.talent.deed_actions import rebuild

AT_A_TIME = 500


class TakenIn(NamedTuple):
    """The area, and how much came with it."""

    area: str
    rows: int
    pictures: int


def import_area(folder: Path, furnish: Callable[[], None]) -> TakenIn:
    """Take in an area that `board export --area` wrote, and `furnish` the board again:
    what it began with has to make room for the numbers that come. Inside a transaction.

    Raises NotEmpty where this board has people or areas, Broken for what is no such
    export or does not fit together; then nothing is taken in.
    """
    note = _note(folder)
    connection = open_connection()
    _see_that_it_is_empty()
    for table in reversed(all_tables()):
        connection.execute(delete(table))
    try:
        rows = sum(_fill(connection, table, folder) for table in all_tables())
        count_anew(connection)
    except IntegrityError as wrong:
        raise Broken(f"Its rows do not fit together: {wrong.orig}") from wrong
    furnish()
    rebuild()
    if faulty := list(faults(connection)):
        raise Broken(" ".join(faulty[:5]))
    return TakenIn(str(note["area"]), rows, _put_pictures(folder))


def _note(folder: Path) -> dict[str, Any]:
    note = _json(folder / NOTE)
    if not isinstance(note, dict) or note.get("format") != FORMAT:
        raise Broken(f"{folder} holds no area as `board export --area` writes it.")
    if note.get("revision") != newest():
        raise Broken(
            f"It is of a board at version {note.get('revision')}, this one is at "
            f"{newest()}. Bring both to the same version of the program first."
        )
    return note


def _json(file: Path) -> Any:
    try:
        return json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return None
    except (ValueError, RecursionError) as wrong:
        raise Broken(f"{file.name} can't be read: {wrong}") from wrong


def _see_that_it_is_empty() -> None:
    if anybody() or all_areas():
        raise NotEmpty("This board has people or areas already.")


def _fill(connection: Connection, table: Table, folder: Path) -> int:
    """Insert a table's rows; those that name a later one of the same table are told of
    it once all are there."""
    found = _json(folder / f"{table.name}.json")
    rows = [_values(table, row) for row in found or []]
    own = [key.parent.name for key in table.foreign_keys if key.column.table is table]
    first = [row | dict.fromkeys(own) for row in rows]
    for some in pieces(first, AT_A_TIME):
        connection.execute(insert(table), some)
    for row in rows:
        if any(row[name] is not None for name in own):
            links = {name: row[name] for name in own}
            connection.execute(
                update(table).where(table.c.id == row["id"]).values(links)
            )
    _go_on_counting(connection, table)
    return len(rows)


def _values(table: Table, row: Any) -> dict[str, Any]:
    columns = told_columns(table)
    if not isinstance(row, dict) or row.keys() != {c.name for c in columns}:
        raise Broken(f"{table.name}.json has other columns than this program.")
    try:
        values = {c.name: _value(c.type, row[c.name]) for c in columns}
    except (ValueError, TypeError) as wrong:
        raise Broken(f"{table.name}.json: {wrong}") from wrong
    if table.name == "person":
        values["password_hash"] = ""  # they sign in by a link
    return values


def _value(kind: Any, said: Any) -> Any:
    if said is None:
        return None
    if isinstance(kind, UtcDateTime):
        return datetime.fromisoformat(said)
    wanted = kind.python_type
    if wanted in (date, time):
        return wanted.fromisoformat(said)
    if wanted is bytes:
        return bytes.fromhex(said)
    fits = (int, float) if wanted is float else wanted
    if wanted in (dict, list):
        return said
    if not isinstance(said, fits) or (wanted is int and isinstance(said, bool)):
        raise TypeError(f"{said!r:.40} is no {wanted.__name__}")
    return said


def _go_on_counting(connection: Connection, table: Table) -> None:
    """Whatever is added next has a higher number than all that came."""
    column = table.autoincrement_column
    if connection.dialect.name != "postgresql" or column is None:
        return
    sequence = func.pg_get_serial_sequence(table.name, column.name)
    highest = select(func.max(column)).scalar_subquery()
    connection.execute(select(func.setval(sequence, func.coalesce(highest, 1))))


def _put_pictures(folder: Path) -> int:
    """The files of each picture a row names, which must be the bytes it names and hold
    pixels alone."""
    from board.photos.pixels import from_ours, is_bare

    count = 0
    for row in read(select(Photo.sha256).distinct()):
        file = folder / "pictures" / f"{row.sha256}.webp"
        if not store.is_name(row.sha256, "large") or not file.is_file():
            continue
        content = file.read_bytes()
        if hashlib.sha256(content).hexdigest() != row.sha256 or not is_bare(content):
            raise Broken(f"The picture {row.sha256[:12]} is not one of ours.")
        store.write([from_ours(content, "")])
        count += 1
    return count
