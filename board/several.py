"""Several short lists read by one statement: for a page of many small parts, asking
costs more than answering."""

from collections import namedtuple
from collections.abc import Callable
from operator import itemgetter
from typing import Any

from sqlalchemy import String, Subquery, cast, literal_column, null, select, union_all

from board.db import AnySelect, Rows, read

Columns = dict[str, Any]  # name → type


class Several:
    """Lists whose columns differ, united; a column that a list lacks is null on the way
    and left out of its rows.

    A row of a list has the columns that its select names, and stands where its select
    puts it. Columns of one name have one type; a parameter of one name has one value
    for all lists.
    """

    def __init__(self, **lists: AnySelect) -> None:
        parts = {name: one.subquery(name) for name, one in lists.items()}
        columns: Columns = {}
        for part in parts.values():
            for column in part.c:
                columns.setdefault(column.name, column.type)
        self.statement = union_all(
            *(_padded(name, part, columns) for name, part in parts.items())
        )
        self.readers = {
            name: _reader(name, part, list(columns)) for name, part in parts.items()
        }

    def read(self, values: dict[str, Any]) -> dict[str, Rows]:
        """The rows of each list by its name, with these values for the parameters."""
        found: dict[str, list[Any]] = {name: [] for name in self.readers}
        for row in read(self.statement, values):
            found[row[0]].append(self.readers[row[0]](row))
        return dict(found)


def _padded(name: str, part: Subquery, columns: Columns) -> AnySelect:
    mark = literal_column(f"'{name}'", String).label("of_list")
    given = (
        part.c[own] if own in part.c else cast(null(), type).label(own)
        for own, type in columns.items()
    )
    return select(mark, *given)


def _reader(name: str, part: Subquery, columns: list[str]) -> Callable[[Any], Any]:
    """Takes a row's own columns out of a united one."""
    own = list(part.c.keys())
    pick = itemgetter(*(1 + columns.index(column) for column in own))
    shape: Any = namedtuple(name, own)  # type: ignore[misc]  # its fields are known only here
    return lambda row: shape._make(pick(row))
