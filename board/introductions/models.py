"""Two people who want to reach each other by way of a third: for one purpose, until a
date, and each look is noted."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, String, and_, false, or_
from sqlalchemy.orm import Mapped, mapped_column

from board import clock
from board.accounts.places import KEEPS_OUT
from board.db import Conditions, Model, Reader, UtcDateTime, one_of, when_asked
from board.people.models import young
from board.policy import Audience


class Seat(StrEnum):
    """One of the two who are introduced."""

    ASKER = "asker"
    OTHER = "other"


class Introduction(Model):
    """Somebody asked to be put in touch: the one in the middle asks the other side, and
    both say yes for one purpose until a date.

    `other_id` is the other's account, `email` where they have none; both are empty
    until the one in the middle asks them. What each shares is read by one statement
    alone, as a look.
    """

    __tablename__ = "introduction"
    __table_args__ = (
        Index(None, "asker_id", "id"),
        Index(None, "middle_id", "id"),
        Index(None, "other_id", "id"),
        Index(None, "until"),
    )
    private = True

    id: Mapped[int] = mapped_column(primary_key=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    asker_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    middle_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    other_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    email: Mapped[str] = mapped_column(String(254), default="")  # of the other
    who: Mapped[str] = mapped_column(String(200))  # whom one wants to reach, in words
    purpose: Mapped[str] = mapped_column(String(300))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    passed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    until: Mapped[datetime] = mapped_column(UtcDateTime)
    # Whether it went on to them: not where somebody in it was barred.
    reached_middle: Mapped[bool] = mapped_column(default=False)
    reached_other: Mapped[bool] = mapped_column(default=False)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # how each can be reached, and in which words they said yes to it
    asker_shares: Mapped[str] = mapped_column(String(254), default="")
    asker_wording: Mapped[int | None]
    other_shares: Mapped[str] = mapped_column(String(254), default="")
    other_wording: Mapped[int | None]
    once: Mapped[str | None] = mapped_column(String(36), unique=True)

    @classmethod
    def barred(cls) -> ColumnElement[bool]:
        """Whether somebody in it is under 18, or kept out: then nothing of it reaches
        anybody, and nobody is told why."""
        return or_(*(bars(seat, cls.area_id) for seat in cls.seats()))

    @classmethod
    def seats(cls) -> tuple[Any, ...]:
        """All three."""
        return (cls.asker_id, cls.middle_id, cls.other_id)

    @classmethod
    def visible(cls, reader: Reader) -> Conditions:
        """Whoever asked; the one in the middle and the other side once it reached them.
        Operators and organisers read none as such."""
        if reader is None or isinstance(reader, Audience):
            return (false(),)
        person = getattr(reader, "id", reader)
        in_middle = and_(cls.middle_id == person, cls.reached_middle)
        other = and_(cls.other_id == person, cls.reached_other)
        return (or_(cls.asker_id == person, in_middle, other),)

    @classmethod
    def is_on(cls) -> Conditions:
        """Neither ended nor over, and nobody in it barred."""
        return (cls.ended_at.is_(None), cls.until > when_asked(), ~cls.barred())

    @classmethod
    def is_open(cls) -> Conditions:
        """Both said yes, and it goes on."""
        both = (cls.asker_wording.is_not(None), cls.other_wording.is_not(None))
        return (*both, *cls.is_on(), cls.reached_other.is_(True))


def bars(person: Any, area: Any) -> ColumnElement[bool]:
    """Whether somebody is under 18, or kept out of an area; columns or numbers."""
    return or_(young(person), KEEPS_OUT.filling(person, area))


class Look(Model):
    """One of the two looked how to reach the other; both see when."""

    __tablename__ = "introduction_look"
    __table_args__ = (
        one_of("seat", Seat),
        Index(None, "introduction_id", "at"),
    )
    private = True

    id: Mapped[int] = mapped_column(primary_key=True)
    introduction_id: Mapped[int] = mapped_column(
        ForeignKey("introduction.id", ondelete="CASCADE")
    )
    seat: Mapped[str] = mapped_column(String(5))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
