"""Several short lists read by one statement.

On a page of many small parts each statement costs more than the rows it brings.
"""

from collections import namedtuple
from collections.abc import Callable
from operator import itemgetter
from typing import Any

from sqlalchemy import String, Subquery, cast, literal_column, null, select, union_all

from board.db import AnySelect, Rows, read

Columns = dict[str, Any]  # name → type
TakeRow = Callable[[Any], Any]


class Several:
    """Selects with different columns, united into one statement.

    A column that a list lacks is null in the statement and left out of the list's rows:
    a row has the columns that its own select names, in the order its select gives.
    Columns of one name must have one type; a parameter of one name has one value for
    all lists.
    """

    def __init__(self, **lists: AnySelect) -> None:
        parts = {name: one.subquery(name) for name, one in lists.items()}
        columns = _all_columns(parts)
        selects = []
        self.take_row: dict[str, TakeRow] = {}
        for name, part in parts.items():
            selects.append(_with_all_columns(name, part, columns))
            self.take_row[name] = _own_columns(name, part, list(columns))
        self.statement = union_all(*selects)

    def read(self, values: dict[str, Any]) -> dict[str, Rows]:
        """The rows of each list by its name, with these values for the parameters."""
        found: dict[str, list[Any]] = {name: [] for name in self.take_row}
        for row in read(self.statement, values):
            name = row[0]
            own_row = self.take_row[name](row)
            found[name].append(own_row)
        return dict(found)


def _all_columns(parts: dict[str, Subquery]) -> Columns:
    """The columns of all lists, each once."""
    columns: Columns = {}
    for part in parts.values():
        for column in part.c:
            columns.setdefault(column.name, column.type)
    return columns


def _with_all_columns(name: str, part: Subquery, columns: Columns) -> AnySelect:
    """One list's part of the statement: its name, then all columns, null where it has
    none of its own."""
    filled: list[Any] = [literal_column(f"'{name}'", String).label("of_list")]
    for column, type in columns.items():
        if column in part.c:
            filled.append(part.c[column])
        else:
            nothing = cast(null(), type)
            filled.append(nothing.label(column))
    return select(*filled)


def _own_columns(name: str, part: Subquery, columns: list[str]) -> TakeRow:
    """Takes a list's own columns out of a row of the statement."""
    own = list(part.c.keys())
    # the first column is the list's name
    places = [1 + columns.index(column) for column in own]
    pick = itemgetter(*places)
    shape: Any = namedtuple(name, own)  # type: ignore[misc]  # its fields are known only here
    return lambda row: shape._make(pick(row))
