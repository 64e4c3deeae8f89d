"""Organised efforts with an ask, the issues they came from, and what organisers tell of them."""

from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from board import clock
from board.areas.models import Area
from board.db import Model, Rows, UtcDateTime
from board.issues.models import one_of
from board.policy import Actor


class Stage(StrEnum):
    """How far a campaign has come; it may go back, and paused is no shame."""

    LISTENING = "listening"
    PLANNING = "planning"
    ACTING = "acting"
    NEGOTIATING = "negotiating"
    WON = "won"
    LOST = "lost"
    PAUSED = "paused"


ENDINGS = (Stage.WON, Stage.LOST, Stage.PAUSED)  # reached by saying how it went, see endings.py


class Outcome(StrEnum):
    """What came of a campaign, said honestly."""

    WON = "won"
    PARTLY = "partly"
    LOST = "lost"
    PAUSED = "paused"

    @property
    def stage(self) -> Stage:
        """Where a campaign with this outcome is."""
        return Stage.WON if self == Outcome.PARTLY else Stage(self)


class Campaign(Model):
    """An organised effort: what we want, who can say yes, by when, and what winning is."""

    __tablename__ = "campaign"
    __table_args__ = (
        one_of("stage", Stage),
        Index(None, "area_id", "id"),
        Index(None, "stage", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    starter_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    title: Mapped[str] = mapped_column(String(120))
    goal: Mapped[str] = mapped_column(Text)
    ask: Mapped[str] = mapped_column(String(300), default="")
    decision_maker: Mapped[str] = mapped_column(String(160), default="")
    decide_by: Mapped[date | None]
    win: Mapped[str] = mapped_column(String(500), default="")
    stage: Mapped[str] = mapped_column(String(12), default=Stage.LISTENING)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    version: Mapped[int] = mapped_column(default=1)
    once: Mapped[str | None] = mapped_column(String(36), unique=True)
    area: Mapped[Area] = relationship(lazy="raise")
    tasks_for: ClassVar[Callable[[int, Actor | None], Rows]]  # its tasks, given by the feature that owns them

    @property
    def topics(self) -> list[str]:
        """Where in the log things about this campaign stand; its issues' topics are added where they matter."""
        return [f"campaign-{self.id}", "campaigns", f"area-{self.area_id}"]


class CampaignIssue(Model):
    """An issue a campaign came from: kept, so that whoever posted sees the thread to the outcome."""

    __tablename__ = "campaign_issue"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), primary_key=True, index=True)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)


class Debrief(Model):
    """What came of a campaign and what was learnt. The public sees how it went, what changed and the thanks."""

    __tablename__ = "campaign_debrief"
    __table_args__ = (one_of("outcome", Outcome),)

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), primary_key=True)
    update_id: Mapped[int | None] = mapped_column(ForeignKey("campaign_update.id"))  # what everyone was told of it
    outcome: Mapped[str] = mapped_column(String(8))
    how: Mapped[str] = mapped_column(Text)
    changed: Mapped[str] = mapped_column(Text, default="")
    thanks: Mapped[str] = mapped_column(Text, default="")  # a name a line
    stepped_up: Mapped[str] = mapped_column(Text, default="")  # this and the next for organisers only
    differently: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    version: Mapped[int] = mapped_column(default=1)


class SignUp(Model):
    """Somebody who wrote their name on paper and agreed to hear from the campaign; for organisers only."""

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
    keyed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    keyed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    once: Mapped[str | None] = mapped_column(String(36), unique=True)


class Update(Model):
    """What an organiser tells everyone who backs a campaign; with a stage when it moved."""

    __tablename__ = "campaign_update"

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    title: Mapped[str] = mapped_column(String(120), default="")
    body: Mapped[str] = mapped_column(Text, default="")
    stage: Mapped[str | None] = mapped_column(String(12))
    photo_count: Mapped[int] = mapped_column(default=0)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    once: Mapped[str | None] = mapped_column(String(36), unique=True)
