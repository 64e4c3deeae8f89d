"""What tables are made of: the base of all models, their columns' own types, the door
to their rows, and the words for types of statements and rows."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeAlias, TypeVar, cast

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    BindParameter,
    CheckConstraint,
    ColumnElement,
    DateTime,
    Dialect,
    MetaData,
    Row,
    Select,
    Table,
    TypeDecorator,
    bindparam,
    exists,
)
from sqlalchemy.orm import DeclarativeBase, aliased

from board import clock
from board.policy import Actor, Audience

CONSTRAINT_NAMES = {
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
AnyRow: TypeAlias = Row[*tuple[Any, ...]]
AnySelect: TypeAlias = Select[*tuple[Any, ...]]
Rows: TypeAlias = Sequence[AnyRow]
Values: TypeAlias = dict[str, Any] | list[dict[str, Any]] | None


class Model(DeclarativeBase):
    """Base of all tables.

    `private` marks a table that no page of another person shows; a change of any other
    needs a line in the log (note_change in statements.py).
    """

    metadata = MetaData(naming_convention=CONSTRAINT_NAMES)
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
        if not cls.visible(reader):
            return ()
        row = _row(cls)
        return (exists().where(row.id == id, *row.visible(reader)),)


@cache
def _row(model: type[Model]) -> Any:
    """A row of these beside the statement's own; made once, since it is costly."""
    return aliased(model)


M = TypeVar("M", bound=Model)
db = SQLAlchemy(
    model_class=Model,
    disable_autonaming=True,
    session_options={"expire_on_commit": False},
)


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: goes in with its zone, is stored in UTC, comes out in UTC with its
    zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """SQLite has no zones: it is given the time in UTC."""
        if value is None or dialect.name != "sqlite":
            return value
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """What SQLite gives back is in UTC; PostgreSQL gives any zone."""
        if value is None:
            return None
        if dialect.name == "sqlite":
            return value.replace(tzinfo=UTC)
        return value.astimezone(UTC)


def when_asked() -> BindParameter[datetime]:
    """The present moment in a statement that is built once and asked often."""
    return bindparam("now", callable_=clock.now, type_=UtcDateTime(), unique=True)


def table_of(model: type[Model]) -> Table:
    """The table of a class, for statements that are built once and read as rows."""
    return cast(Table, model.__table__)


@cache
def model_of(table: Any) -> type[Model]:
    """The class of a table's rows; by its name, since a statement on a class holds an
    annotated copy of its table."""
    classes = (mapper.class_ for mapper in Model.registry.mappers)
    return next(found for found in classes if found.__tablename__ == table.name)


def one_of(column: str, values: Any, name: str | None = None) -> CheckConstraint:
    """A constraint that the column holds one of the values."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=name or column)
