"""Copies of what is held about a person, made for them and kept for a week, and links
to what is held about an address."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from board import clock
from board.confirm.models import Unconfirmed
from board.db import Model, UtcDateTime


class DataCopy(Model):
    """A copy somebody asked for: it waits until a job has made it, and goes after a
    week. One at a time for each person."""

    __tablename__ = "data_copy"
    private = True

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    token: Mapped[str] = mapped_column(String(64), unique=True)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    ready_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    until: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class DataCopyPart(Model):
    """A piece of the file, so that none is ever held in memory whole."""

    __tablename__ = "data_copy_part"
    private = True

    copy_id: Mapped[int] = mapped_column(
        ForeignKey("data_copy.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class DataLink(Unconfirmed):
    """Somebody wants to read what is held about an address; `name` stays empty."""

    __tablename__ = "data_link"
