"""Reading the safety record."""

from sqlalchemy import func, select

from board.accounts.models import Person
from board.db import AnyRow, Rows, read, table_of
from board.safety.models import SafetyRecord


def version() -> int:
    """The version that holds, 0 where there is none yet."""
    newest = select(func.coalesce(func.max(SafetyRecord.version), 0))
    return int(read(newest)[0][0])


def record(version: int) -> AnyRow | None:
    """All of one version with the name of whoever saved it, None without it."""
    columns = (*table_of(SafetyRecord).c, Person.name.label("by_name"))
    found = select(*columns).join(Person, Person.id == SafetyRecord.by_id)
    rows = read(found.where(SafetyRecord.version == version))
    return rows[0] if rows else None


def versions() -> Rows:
    """(version, saved_at) of the newest versions, and of how many."""
    of = func.count().over().label("of")
    columns = (SafetyRecord.version, SafetyRecord.saved_at, of)
    found = select(*columns).order_by(SafetyRecord.version.desc())
    return read(found.limit(50))


def operators() -> Rows:
    """(id, email) of everybody who runs the board."""
    return read(select(Person.id, Person.email).where(Person.is_operator))
