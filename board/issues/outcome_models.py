"""What becomes of an issue: whether those who asked say it is really done, its next
step, and when jobs remind of it."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from board import clock
from board.db import Model, UtcDateTime, one_of


class Says(StrEnum):
    """What somebody who asked says of an issue that is marked as done."""

    DONE = "done"
    NOT_DONE = "not_done"


class Verdict(Model):
    """Whether it is really done, in the eyes of somebody who asked; a new closing asks
    everybody anew."""

    __tablename__ = "verdict"
    __table_args__ = (one_of("says", Says),)

    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    says: Mapped[str] = mapped_column(String(8))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)


class NextStep(Model):
    """Who does what by when; the newest is the one that counts, earlier ones stand in
    the thread."""

    __tablename__ = "next_step"
    __table_args__ = (Index(None, "issue_id", "id"), Index(None, "by"))

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    what: Mapped[str] = mapped_column(String(200))
    who: Mapped[str] = mapped_column(String(120))
    by: Mapped[date]
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    once: Mapped[str | None] = mapped_column(String(36), unique=True)


ASK_AFTER = timedelta(days=5)  # from "done" until those who asked are asked
SILENCE = timedelta(days=14)  # without a word from an organiser until they are told


class Due(Model):
    """When the jobs look at an issue next: to raise silence while it is open, to ask
    whether it is done once it is."""

    __tablename__ = "issue_due"
    private = True

    issue_id: Mapped[int] = mapped_column(
        ForeignKey("issue.id", ondelete="CASCADE"), primary_key=True
    )
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
