"""How much room is left for what somebody writes: a row for each of their limits, which
says when all of it is free again.

A write moves that moment on by what it costs, so a row is all there is to keep and one
statement counts a write against all limits it has. It is counted in the transaction of
the write itself: what comes to nothing costs nothing.
"""

from collections.abc import Mapping
from functools import cache
from math import ceil
from typing import Any

from sqlalchemy import bindparam, case, delete, select, union_all
from sqlalchemy.dialects import postgresql, sqlite

from board import clock
from board.accounts.limit_models import Allowance
from board.accounts.limits import Room
from board.db import AnySelect, db, read, table_of, write

Rooms = Mapping[str, Room]  # by their keys
MOST = 10_000  # keys that a process remembers as refused
TABLE = table_of(Allowance)
NEARLY = 0.001  # seconds; sums of fractions are not exact
BATCH = 1000


class Refused:
    """Whom this process told to wait, and until when: told again, they cost the
    database nothing."""

    def __init__(self) -> None:
        self._until: dict[str, float] = {}

    def note(self, rooms: Rooms, wait: int) -> None:
        """There is no room for this until `wait` seconds from now."""
        if len(self._until) >= MOST:
            self._until.clear()
        self._until["".join(sorted(rooms))] = clock.now().timestamp() + wait

    def wait_for(self, rooms: Rooms) -> int:
        """Seconds until there is room, as far as is remembered; else 0."""
        until = self._until.get("".join(sorted(rooms)), 0.0)
        return max(0, ceil(until - clock.now().timestamp()))


def wait_for(rooms: Rooms) -> int:
    """Seconds until there is room for one more write in all of these; 0 now."""
    keys = sorted(rooms)
    now = clock.now().timestamp()
    found = read(_look_up(len(keys)), {f"key{n}": key for n, key in enumerate(keys)})
    waits = [
        row.free_at + rooms[row.key].cost - rooms[row.key].span - now for row in found
    ]
    longest = max(waits, default=0.0)
    return max(0, ceil(longest - NEARLY))


def take(rooms: Rooms) -> set[str]:
    """Count one write in all of these; the keys of those that had room for it.

    Keys are locked in their order, so that two who share some wait for each other.
    """
    keys = sorted(rooms)
    now = clock.now().timestamp()
    given: dict[str, Any] = {}
    for n, key in enumerate(keys):
        cost = rooms[key].cost
        span = float(rooms[key].span)
        given |= {f"key{n}": key, f"free_at{n}": now + cost}
        given |= {f"cost{n}": cost, f"span{n}": span}
    taken = read(_count(db.engine.dialect.name, len(keys)), given)
    return {row.key for row in taken}


def forget_free() -> int:
    """Delete a batch of rows that hold nobody up any more; how many it were."""
    free = select(TABLE.c.key).where(TABLE.c.free_at <= clock.now().timestamp())
    return write(delete(TABLE).where(TABLE.c.key.in_(free.limit(BATCH))))


@cache
def _look_up(count: int) -> AnySelect:
    keys: list[Any] = [bindparam(f"key{n}") for n in range(count)]
    return select(TABLE.c.key, TABLE.c.free_at).where(TABLE.c.key.in_(keys))


@cache
def _count(dialect: str, count: int) -> Any:
    """One insert of all rows; of those that are there, it moves on what has room.

    They are selected: of an insert of several VALUES SQLAlchemy keeps nothing, and
    would put it together at each write.
    """
    names = ("key", "free_at", "cost", "span")
    rows = [
        select(*(bindparam(f"{name}{n}", type_=TABLE.c[name].type) for name in names))
        for n in range(count)
    ]
    insert: Any = (sqlite if dialect == "sqlite" else postgresql).insert(TABLE)
    new = insert.excluded
    now = new.free_at - new.cost
    begun = case((TABLE.c.free_at > now, TABLE.c.free_at), else_=now)
    has_room = TABLE.c.free_at <= now + new.span - new.cost + NEARLY
    moved = {"free_at": begun + new.cost, "cost": new.cost, "span": new.span}
    counted = insert.from_select(names, union_all(*rows)).on_conflict_do_update(
        index_elements=["key"], set_=moved, where=has_room
    )
    return counted.returning(TABLE.c.key)
