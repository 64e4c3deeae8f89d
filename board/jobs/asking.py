"""How jobs ask other machines: one at a time, each by one process alone, and never
while a transaction is open."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic

from sqlalchemy import UpdateBase, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute

from board import clock
from board.db import AnyRow, AnySelect, Conditions, db, read, write, write_tx
from board.db.tables import M
from board.errors import Invalid

LONGEST = 500  # characters of a fault


def take(due: AnySelect, mine: Callable[[AnyRow], UpdateBase]) -> AnyRow | None:
    """The first row that is due, as it was; None where there is none.

    `mine` is the statement that makes it ours: it must change nothing that somebody
    else took in between, and what it changes must no longer be due.
    """
    rows = read(due.limit(1))
    return rows[0] if rows and write(mine(rows[0])) else None


@dataclass(frozen=True)
class Round(Generic[M]):
    """Machines of one kind, each asked again after a while; what went wrong the last
    time is kept with it."""

    kind: type[M]
    asked_at: InstrumentedAttribute[datetime | None]
    fault: InstrumentedAttribute[str]
    every: timedelta
    where: Conditions = ()

    def ask_next(self, ask: Callable[[M], None]) -> int:
        """Ask the one that was asked longest ago; 0 where none is due.

        What `ask` raises as Invalid is why it did not work.
        """
        one = self._next()
        if one is None:
            return 0
        fault = ""
        try:
            ask(one)
        except Invalid as wrong:
            fault = str(wrong.text)
        with write_tx():
            write(self._noted(one, fault))
        return 1

    def _next(self) -> M | None:
        now = clock.now()
        is_due = or_(self.asked_at.is_(None), self.asked_at <= now - self.every)
        due = (*self.where, is_due)
        first = select(self._id).where(*due).order_by(self.asked_at.nulls_first())
        mine = update(self.kind).where(*due).values({self.asked_at: now})
        with write_tx():
            row = take(first, lambda row: mine.where(self._id == row.id))
            if row is None:
                return None
            return db.session.get(self.kind, row.id, populate_existing=True)

    def _noted(self, one: Any, fault: str) -> UpdateBase:
        noted = {self.fault: fault[:LONGEST]}
        return update(self.kind).where(self._id == one.id).values(noted)

    @property
    def _id(self) -> Any:
        return self.kind.id  # type: ignore[attr-defined]
