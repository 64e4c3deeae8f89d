"""The public log of all that moderators decided."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from board.db import Model, UtcDateTime


class Act(Model):
    """A line of the public log: what was done, by whom as what, and by which rule.

    Its hash is made of the line before and of what it says itself (chain.py), so no
    line can be changed or taken out unseen. The database refuses both.
    """

    __tablename__ = "moderation_log"
    __table_args__ = (Index(None, "reverses_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    act: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(30))  # of thing
    case_id: Mapped[int]
    role: Mapped[str] = mapped_column(String(10))
    area: Mapped[str] = mapped_column(String(60), default="")  # its address
    rules_version: Mapped[int] = mapped_column(default=1)
    rule: Mapped[int] = mapped_column(default=0)
    clause: Mapped[str] = mapped_column(String(4), default="")
    # of several things in one act, the number of the first line
    bulk: Mapped[int | None]
    reverses_id: Mapped[int | None]
    hash: Mapped[str] = mapped_column(String(64), unique=True)

    def said(self) -> dict[str, Any]:
        """What it says, as it is hashed and published."""
        names = (
            "act",
            "kind",
            "case_id",
            "role",
            "area",
            "rules_version",
            "rule",
            "clause",
            "bulk",
            "reverses_id",
        )
        at = self.at.isoformat(timespec="microseconds")
        return {"at": at} | {name: getattr(self, name) for name in names}
