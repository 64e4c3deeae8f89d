"""Which rows go along when an area leaves for a board of its own: what hangs on the
area, what hangs on that, and nothing that hangs on another area, too."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Column, Connection, ForeignKey, Table, select

from board.areas.models import Area
from board.db import Model
from board.db.tables import model_of
from board.kept.area_people import AreaPeople
from board.kept.columns import told_tables

Row = Mapping[str, Any]
# Not the area's to take: between two people, taken out of a post by whoever wrote it,
# or written by the database itself.
STAYS = frozenset({"request", "issue_version", "activity_topic"})
# Of tables that no page of another person shows, those that the area can't do without.
GOES_TOO = frozenset(
    {"attendance", "contact", "follow", "issue_due", "question", "template", "thanks"}
)
# Without what these name, a row says something else.
NEEDED = {"issue": ("duplicate_of_id",)}
# Facts that name a thing by another word than its kind.
NAMED_BY_FACT = dict.fromkeys(("into", "issues", "added", "removed"), "issue")
# Pairs of columns that name a thing of any kind.
ANY_KIND = (("kind", "thing_id"), ("subject_kind", "subject_id"))
BY_WORD = ("owner", "topic")  # columns that name one as `issue-12`
TOPIC = re.compile(r"([a-z_]+)-(\d+)(-.*)?")


class AreaRows:
    """What goes along with an area, known by number; `left` counts rows and links that
    hang on the area and on another, too, by table."""

    def __init__(self, connection: Connection, area: Area) -> None:
        self.area_id = area.id
        self.people = AreaPeople(connection, area.id)
        self.ids: dict[str, set[int]] = {}
        self.named: set[int] = set()  # people whose number stands in these rows
        self.left: Counter[str] = Counter()
        self.tables = _tied_tables()
        for table in sorted(self.tables, key=_names_by_word):
            ids = self.ids.setdefault(table.name, set())
            for row in rows_of(connection, table, area.id):
                if self.goes(table, row, note=True):
                    ids.update([row["id"]] if "id" in row else [])
                    self._note_people(table, row)
        self.ids["person"] = self.named

    def goes(self, table: Table, row: Row, *, note: bool = False) -> bool:
        """Whether a row goes along."""
        if (
            row.get("hidden_at")
            or row.get("private")
            or not self.people.let(table, row)
        ):
            return False
        ties = [self._is_here(kind, row[name]) for name, kind in self._ties(table, row)]
        if note and any(ties) and not all(ties):
            self.left[table.name] += 1
        return all(ties) and self._says_what_is_here(table, row)

    def cut(self, table: Table, row: Row) -> dict[str, Any]:
        """A row that goes, without what it says of people who don't and without what it
        names elsewhere."""
        cut = self.people.without(table, row)
        for key in _keys(table):
            name = key.parent.name
            if cut[name] is not None and not self._is_here(_kind(key), cut[name]):
                cut[name] = None
                if _kind(key) in self.ids:
                    self.left[f"{table.name}.{name}"] += 1
        if table.name == "activity":
            cut["topics"] = [topic for topic in cut["topics"] if self._knows(topic)]
            cut["facts"] = {
                name: self._those_here(name, value)
                for name, value in cut["facts"].items()
            }
        return cut

    def _ties(self, table: Table, row: Row) -> Iterable[tuple[str, str]]:
        """(column, kind of thing) of what this row can't be without."""
        if table.name == "area":
            yield "id", "area"
        for key in _keys(table):
            column = key.parent
            needed = column.name in NEEDED.get(table.name, ()) and row[column.name]
            if column.name == "area_id" or needed or not column.nullable:
                yield column.name, _kind(key)
        for kind, number in ANY_KIND:
            if kind in row and number in row:
                yield number, row[kind]

    def _is_here(self, kind: str, number: int | None) -> bool:
        if kind == "area":
            return number == self.area_id
        if kind == "person" and "person" not in self.ids:
            return True  # each has a row, if only an empty one
        return number in self.ids.get(kind, ())

    def _says_what_is_here(self, table: Table, row: Row) -> bool:
        """Whether what a row names by words and facts is here, too."""
        words = [row[name] for name in BY_WORD if name in row]
        facts = row.get("facts") or {}
        return all(map(self._knows, words)) and all(
            self._is_here(kind, number)
            for name, number in facts.items()
            if isinstance(number, int) and (kind := self._kind_of(name))
        )

    def _kind_of(self, fact: str) -> str:
        return NAMED_BY_FACT.get(fact) or (fact if fact in self.ids else "")

    def _those_here(self, fact: str, value: Any) -> Any:
        kind = self._kind_of(fact)
        if isinstance(value, list) and kind:
            return [number for number in value if self._is_here(kind, number)]
        return value

    def _knows(self, topic: str) -> bool:
        found = TOPIC.fullmatch(topic)
        return found is None or self._is_here(found[1], int(found[2]))

    def _note_people(self, table: Table, row: Row) -> None:
        keys = [key.parent.name for key in table.foreign_keys if _kind(key) == "person"]
        numbers = [row[name] for name in keys]
        person = (row.get("facts") or {}).get("person")
        if row.get("subject_kind") == "person":
            numbers.append(row["subject_id"])
        self.named.update(n for n in [*numbers, person] if isinstance(n, int))


def rows_of(connection: Connection, table: Table, area_id: int) -> Iterable[Row]:
    """The rows of a table in order; of one that names the area of each, the area's."""
    statement = select(table).order_by(*table.primary_key.columns)
    if "area_id" in table.c:
        statement = statement.where(table.c.area_id == area_id)
    return connection.execute(statement).mappings()  # type: ignore[return-value]


def _keys(table: Table) -> list[ForeignKey]:
    return [key for key in table.foreign_keys if _kind(key) != "person"]


def _kind(key: ForeignKey) -> str:
    return str(key.column.table.name)


def _names_by_word(table: Table) -> tuple[bool, bool]:
    """After the tables that name things by numbers come those that name them by words,
    and last the log."""
    by_word = any(name in table.c for name in BY_WORD)
    any_kind = any({*pair} <= {*table.c.keys()} for pair in ANY_KIND)
    return by_word or any_kind, table.name == "activity"


def _tied_tables() -> list[Table]:
    """The tables of which rows hang on an area, those that others refer to first."""
    tied: dict[str, Table] = {}
    for table in told_tables():
        private = model_of(table).private and table.name not in GOES_TOO
        if table.name in STAYS or private:
            continue
        if table.name == "area" or _hangs(table, tied):
            tied[table.name] = table
    return list(tied.values())


def _hangs(table: Table, tied: Mapping[str, Table]) -> bool:
    def holds(column: Column[Any]) -> bool:
        return column.name == "area_id" or not column.nullable

    by_key = any(_kind(key) in tied and holds(key.parent) for key in _keys(table))
    return by_key or table.name in ("photo", "follow")


def all_tables() -> list[Table]:
    """Those and the people, in an order in which they can be filled."""
    tied = {table.name for table in _tied_tables()} | {"person"}
    return [table for table in Model.metadata.sorted_tables if table.name in tied]
