"""What two people talked about, who of the organisers rings next, and how many such
talks a campaign was promised and has had."""

import hashlib
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    and_,
    false,
    or_,
)
from sqlalchemy.orm import Mapped, mapped_column

from board import clock
from board.areas.models import still_organises
from board.db import (
    Conditions,
    Model,
    Reader,
    UtcDateTime,
    one_of,
    when_asked,
)
from board.policy import Audience


class Opens(StrEnum):
    """What one of the two lets organisers do; the less open of two counts."""

    NOTHING = "nothing"
    CALLS = "calls"  # see when they talked, and ring
    ALL = "all"  # read it, too


def key_of(person_id: int = 0, email: str = "") -> str:
    """By which talks with the same person are known: their account's, or one made of
    their address."""
    if person_id:
        return f"person-{person_id}"
    return f"mail-{hashlib.sha256(email.encode()).hexdigest()[:40]}"


class OneToOne(Model):
    """A talk of two people, as one of them wrote it down: for these two, and for the
    organisers of the area once both say so. An operator reads none for being one.

    `with_id` is the other's account; `email` leads to somebody who may have none.
    """

    __tablename__ = "one_to_one"
    __table_args__ = (
        one_of("by_opens", Opens),
        one_of("with_opens", Opens),
        CheckConstraint("by_id <> with_id", name="two"),
        Index(None, "by_id", "id"),
        Index(None, "with_id", "id"),
        Index(None, "area_id", "whom"),
        Index(None, "until"),
    )
    private = True

    id: Mapped[int] = mapped_column(primary_key=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaign.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    with_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(String(80))  # as the writer typed it
    email: Mapped[str] = mapped_column(String(254), default="")
    # by which several talks with the same person are known
    whom: Mapped[str] = mapped_column(String(80))
    held_on: Mapped[date]
    cares_about: Mapped[str] = mapped_column(Text, default="")
    offers: Mapped[str] = mapped_column(Text, default="")
    next_step: Mapped[str] = mapped_column(String(300), default="")
    next_on: Mapped[date | None]
    done_on: Mapped[date | None]  # the next step was taken, or somebody rang
    answer: Mapped[str] = mapped_column(Text, default="")  # the other's words
    # what each lets organisers do, and in which words they were asked
    by_opens: Mapped[str] = mapped_column(String(7), default=Opens.NOTHING)
    by_wording: Mapped[int]
    with_opens: Mapped[str | None] = mapped_column(String(7))
    with_wording: Mapped[int | None]
    logged_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    until: Mapped[datetime] = mapped_column(UtcDateTime)
    once: Mapped[str | None] = mapped_column(String(36), unique=True)

    @classmethod
    def visible(cls, reader: Reader) -> Conditions:
        """Whoever wrote it, whoever it was with, and organisers once both say so."""
        if reader is None or isinstance(reader, Audience):
            return (false(),)
        person = getattr(reader, "id", reader)
        both = and_(cls.by_opens == Opens.ALL, cls.with_opens == Opens.ALL)
        theirs = or_(cls.by_id == person, cls.with_id == person)
        shared = and_(both, still_organises(person, cls.area_id))
        return (cls.until > when_asked(), or_(theirs, shared))

    @classmethod
    def may_ring(cls) -> Conditions:
        """Both let organisers see when they talked, and ring."""
        open_to = (Opens.CALLS, Opens.ALL)
        both = and_(cls.by_opens.in_(open_to), cls.with_opens.in_(open_to))
        return (cls.until > when_asked(), both)


class FollowUp(Model):
    """An organiser said that they ring somebody, so nobody else does; it lapses."""

    __tablename__ = "follow_up"
    private = True

    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"), primary_key=True)
    whom: Mapped[str] = mapped_column(String(80), primary_key=True)
    caller_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    claimed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    until: Mapped[datetime] = mapped_column(UtcDateTime)


class TalkPledge(Model):
    """How many one-to-ones and house meetings somebody said they hold for a
    campaign; only the sums are shown."""

    __tablename__ = "talk_pledge"
    __table_args__ = (
        CheckConstraint("one_to_ones BETWEEN 0 AND 500", "one_to_ones"),
        CheckConstraint("house_meetings BETWEEN 0 AND 500", "house_meetings"),
    )

    campaign_id: Mapped[int] = mapped_column(
        ForeignKey("campaign.id"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id"), primary_key=True, index=True
    )
    one_to_ones: Mapped[int] = mapped_column(default=0)
    house_meetings: Mapped[int] = mapped_column(default=0)


class CampaignTalks(Model):
    """How many one-to-ones were held for a campaign; the number stays when what was
    said in them goes."""

    __tablename__ = "campaign_talks"
    __table_args__ = (CheckConstraint("held >= 0", "held"),)

    campaign_id: Mapped[int] = mapped_column(
        ForeignKey("campaign.id"), primary_key=True, autoincrement=False
    )
    held: Mapped[int] = mapped_column(default=0)
