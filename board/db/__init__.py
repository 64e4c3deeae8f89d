"""What every feature uses of the database, to be imported from here; the rest from the
file that has it."""

from board.db.hidden import CanBeClosed, CanBeHidden, check_open
from board.db.inserts import (
    insert_new,
    insert_once,
    insert_row,
    insert_row_once,
    insert_rows,
    put,
    put_all,
)
from board.db.statements import (
    fresh,
    lock_row,
    note_change,
    patiently,
    pieces,
    read,
    the_one,
    write,
    write_and_read,
)
from board.db.tables import (
    AnyRow,
    AnySelect,
    Conditions,
    Model,
    Reader,
    Rows,
    UtcDateTime,
    db,
    one_of,
    table_of,
    when_asked,
)
from board.db.transactions import is_writing, write_tx

__all__ = [
    "AnyRow",
    "AnySelect",
    "CanBeClosed",
    "CanBeHidden",
    "Conditions",
    "Model",
    "Reader",
    "Rows",
    "UtcDateTime",
    "check_open",
    "db",
    "fresh",
    "insert_new",
    "insert_once",
    "insert_row",
    "insert_row_once",
    "insert_rows",
    "is_writing",
    "lock_row",
    "note_change",
    "one_of",
    "patiently",
    "pieces",
    "put",
    "put_all",
    "read",
    "table_of",
    "the_one",
    "when_asked",
    "write",
    "write_and_read",
    "write_tx",
]
