"""Complaints about the board itself, each with a number, a day by which it is answered,
and how it ended."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Date, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from board import clock
from board.db import Model, UtcDateTime, one_of


class About(StrEnum):
    """What a complaint is about."""

    ILLEGAL = "illegal"  # content on the board
    REMOVAL = "removal"  # something was taken away, or somebody kept out, wrongly
    DATA = "data"  # personal data
    DUTY = "duty"  # the board does not do what it must


class Decision(StrEnum):
    """How a complaint ended."""

    UPHELD = "upheld"
    PARTLY = "partly"
    NOT_UPHELD = "not_upheld"


class Complaint(Model):
    """One complaint. Only operators, and whoever has the mailed address, read it."""

    __tablename__ = "complaint"
    __table_args__ = (
        one_of("about", About),
        one_of("decision", ["", *Decision], name="decision"),
        Index(None, "answered_at", "id"),
    )
    private = True

    id: Mapped[int] = mapped_column(primary_key=True)
    about: Mapped[str] = mapped_column(String(10))
    what: Mapped[str] = mapped_column(Text)
    email: Mapped[str] = mapped_column(String(254))  # empty: none, or no longer needed
    locale: Mapped[str | None] = mapped_column(String(10))  # it was made in
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    once: Mapped[str] = mapped_column(String(36), unique=True)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    due_on: Mapped[date] = mapped_column(Date)
    reminded: Mapped[int] = mapped_column(default=0)  # 1: it is due soon; 2: overdue
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decision: Mapped[str] = mapped_column(String(10), default="")
    answer: Mapped[str] = mapped_column(Text, default="")
