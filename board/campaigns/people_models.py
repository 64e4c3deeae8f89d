"""The people of a campaign: who joined, how many asked for it, who signed on paper,
and who matters to it."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from board import clock
from board.confirm.models import UnconfirmedJoining
from board.db import Model, UtcDateTime, one_of


class Backer(Model):
    """A person who joined a campaign, with their name where they want it shown."""

    __tablename__ = "backer"
    __table_args__ = (
        Index(
            "ix_backer_named",
            "campaign_id",
            "person_id",
            sqlite_where=text("show_name"),
            postgresql_where=text("show_name"),
        ),
    )

    campaign_id: Mapped[int] = mapped_column(
        ForeignKey("campaign.id"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id"), primary_key=True, index=True
    )
    show_name: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)


class UnconfirmedBacker(UnconfirmedJoining):
    """Somebody without a session who joins: counted once the owner of the address says
    so."""

    __tablename__ = "held_backer"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    show_name: Mapped[bool] = mapped_column(default=False)


class Asked(Model):
    """How many different people posted or were counted in; written by people_asking.py
    alone."""

    __tablename__ = "campaign_asked"

    campaign_id: Mapped[int] = mapped_column(
        ForeignKey("campaign.id"), primary_key=True, autoincrement=False
    )
    people: Mapped[int] = mapped_column(default=0)


class SignUp(Model):
    """Somebody who wrote their name on paper and agreed to hear from the campaign; for
    organisers only."""

    __tablename__ = "campaign_sign_up"
    __table_args__ = (Index(None, "campaign_id", "id"),)
    private = True

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    name: Mapped[str] = mapped_column(String(80))
    street: Mapped[str] = mapped_column(String(160), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    consented_on: Mapped[date]  # the day the sheet was signed
    wording: Mapped[int]  # the version of the words on it
    keyed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    keyed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    once: Mapped[str | None] = mapped_column(String(36), unique=True)


class Stance(StrEnum):
    """Where a person or a body stands; listed from those with us to those against."""

    WITH_US = "with_us"
    LEANING_TO_US = "leaning_to_us"
    UNDECIDED = "undecided"
    LEANING_AGAINST = "leaning_against"
    AGAINST = "against"


class Contact(Model):
    """A person or body that matters to a campaign, where they stand and who of us knows
    them: for organisers only."""

    __tablename__ = "contact"
    __table_args__ = (one_of("stance", Stance),)
    private = True

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    office: Mapped[str] = mapped_column(String(160), default="")
    stance: Mapped[str] = mapped_column(String(16), default=Stance.UNDECIDED)
    known_by: Mapped[str] = mapped_column(String(160), default="")
    notes: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)
    once: Mapped[str | None] = mapped_column(String(36), unique=True)
