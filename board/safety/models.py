"""The safety record: who answers for it, what could go wrong here and what is done
about it, in versions."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from board import clock
from board.db import Model, UtcDateTime


class SafetyRecord(Model):
    """One version, as it was saved; the highest holds. Only operators read it."""

    __tablename__ = "safety_record"
    private = True

    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    accountable: Mapped[str] = mapped_column(String(120))
    # by kind: level, reason, measures
    risks: Mapped[dict[str, Any]] = mapped_column(JSON)
    # by step: answer, reason
    children: Mapped[dict[str, Any]] = mapped_column(JSON)
    # what the board had switched on as it was written
    switches: Mapped[dict[str, Any]] = mapped_column(JSON)
    review_on: Mapped[date] = mapped_column(Date)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)

    @property
    def id(self) -> int:
        """As the log asks for it."""
        return self.version
