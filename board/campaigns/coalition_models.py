"""Partners in a campaign, what was pledged to it, and what decision makers promised."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from board import clock
from board.db import Model, UtcDateTime, one_of


class PledgeState(StrEnum):
    """What became of a pledge."""

    OPEN = "open"
    BROUGHT = "brought"
    NOT_BROUGHT = "not_brought"


class PromiseState(StrEnum):
    """What became of a promise."""

    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"


class Partner(Model):
    """An organisation in a campaign's coalition.

    One that leaves stays on the record as having left.
    """

    __tablename__ = "partner"

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    does: Mapped[str] = mapped_column(String(300), default="")
    link: Mapped[str] = mapped_column(String(500), default="")
    joined_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)
    once: Mapped[str | None] = mapped_column(String(36), unique=True)


class Pledge(Model):
    """What a partner, or somebody named in words, said they would bring."""

    __tablename__ = "pledge"
    __table_args__ = (one_of("state", PledgeState),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"))
    # where it is no partner's
    who: Mapped[str] = mapped_column(String(120), default="")
    what: Mapped[str] = mapped_column(String(300))
    due: Mapped[date | None]
    state: Mapped[str] = mapped_column(String(12), default=PledgeState.OPEN)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    version: Mapped[int] = mapped_column(default=1)
    once: Mapped[str | None] = mapped_column(String(36), unique=True)


class Promise(Model):
    """What a decision maker said they would do.

    The witness's name is for members of the area only.
    """

    __tablename__ = "promise"
    __table_args__ = (one_of("state", PromiseState), Index(None, "state", "due"))

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    who: Mapped[str] = mapped_column(String(120))
    office: Mapped[str] = mapped_column(String(160), default="")
    what: Mapped[str] = mapped_column(Text)
    to_whom: Mapped[str] = mapped_column(String(160), default="")
    place: Mapped[str] = mapped_column(String(160), default="")
    said_on: Mapped[date]
    witness: Mapped[str] = mapped_column(String(160), default="")
    due: Mapped[date | None]
    source: Mapped[str] = mapped_column(String(500), default="")
    state: Mapped[str] = mapped_column(String(8), default=PromiseState.OPEN)
    note: Mapped[str] = mapped_column(Text, default="")
    settled_on: Mapped[date | None]
    # the due day of which the organisers were told that it has passed
    overdue_told: Mapped[date | None]
    photo_count: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    once: Mapped[str | None] = mapped_column(String(36), unique=True)
