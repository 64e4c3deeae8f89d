"""What moderators hide: the row stays, and nobody reads it past its door."""

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from board.db.tables import Conditions, Reader, UtcDateTime


class CanBeHidden:
    """A kind of thing that moderators can hide.

    `hidden_for` is what stands in its place for everybody to read, the rule and the
    reason; empty while an organiser is still to look at it for the first time.
    """

    hidden_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    hidden_for: Mapped[str] = mapped_column(String(500), default="")

    @classmethod
    def visible(cls: Any, reader: Reader) -> Conditions:
        """What is hidden is read on the pages of its case alone (moderation/)."""
        return (cls.hidden_at.is_(None),)
