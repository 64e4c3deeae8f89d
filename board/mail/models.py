"""Mails that wait to be sent, and those that were."""

from datetime import datetime

from sqlalchemy import Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from board import clock
from board.db import Model, UtcDateTime


class Outbox(Model):
    """One mail to one address.

    It waits while `next_at` is set; whoever leases it is the one who sends it.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index(None, "evening", "next_at"),
        Index(
            "ix_outbox_legible",
            "id",
            sqlite_where=text("text <> ''"),
            postgresql_where=text("text <> ''"),
        ),
    )
    private = True

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(120), unique=True)
    to: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    # news only: which list it is of, the path that stops that, and what it is about
    list_id: Mapped[str] = mapped_column(String(40), default="")
    stop: Mapped[str] = mapped_column(String(160), default="")
    thread: Mapped[str] = mapped_column(String(40), default="")
    # one of many that are written in an evening: it lets all others go first
    evening: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    tries: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_error: Mapped[str] = mapped_column(String(300), default="")
    leased_until: Mapped[datetime | None] = mapped_column(UtcDateTime)


class StoppedAddress(Model):
    """An address from which mails came back for good: nothing is sent there but what
    its owner asks for, until they want it tried again."""

    __tablename__ = "stopped_address"
    private = True

    address: Mapped[str] = mapped_column(String(254), primary_key=True)
    since: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    reason: Mapped[str] = mapped_column(String(300))  # in the other server's words
