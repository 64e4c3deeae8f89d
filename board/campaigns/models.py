"""Organised efforts with an ask, the issues they came from, and what organisers tell of
them."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from board import clock
from board.areas.models import Area
from board.db import CanBeClosed, CanBeHidden, Model, UtcDateTime, one_of
from board.folding import folding


class Stage(StrEnum):
    """How far a campaign has come; it may go back, and paused is no shame."""

    LISTENING = "listening"
    PLANNING = "planning"
    ACTING = "acting"
    NEGOTIATING = "negotiating"
    WON = "won"
    LOST = "lost"
    PAUSED = "paused"


# reached by saying how it went, see ending_actions.py
ENDINGS = (Stage.WON, Stage.LOST, Stage.PAUSED)


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


SEARCHED = ("title", "goal", "ask")


class Campaign(CanBeClosed, Model):
    """An organised effort: what we want, who can say yes, by when, and what
    winning is."""

    __tablename__ = "campaign"
    __table_args__ = (
        one_of("stage", Stage),
        CheckConstraint("goal_count > 0 AND reached >= 0", name="goal"),
        Index(None, "area_id", "id"),
        Index(None, "stage", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    starter_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    title: Mapped[str] = mapped_column(String(120))
    goal: Mapped[str] = mapped_column(Text)
    # see folding.py
    folded: Mapped[str] = mapped_column(Text, default=folding(*SEARCHED), deferred=True)
    goal_count: Mapped[int | None]  # the goal as a number, such as 300 signatures
    goal_unit: Mapped[str] = mapped_column(String(40), default="")
    reached: Mapped[int] = mapped_column(default=0)
    ask: Mapped[str] = mapped_column(String(300), default="")
    decision_maker: Mapped[str] = mapped_column(String(160), default="")
    decision_maker_office: Mapped[str] = mapped_column(String(160), default="")
    decide_by: Mapped[date | None]
    win: Mapped[str] = mapped_column(String(500), default="")
    stage: Mapped[str] = mapped_column(String(12), default=Stage.LISTENING)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    version: Mapped[int] = mapped_column(default=1)
    once: Mapped[str | None] = mapped_column(String(36), unique=True)
    area: Mapped[Area] = relationship(lazy="raise")

    @property
    def campaign_id(self) -> int:
        """A campaign is of itself: policy asks things for their campaign."""
        return self.id

    @property
    def topics(self) -> list[str]:
        """Where in the log things about this campaign stand; its issues' topics are
        added where they matter."""
        return [f"campaign-{self.id}", "campaigns", f"area-{self.area_id}"]


class CampaignIssue(Model):
    """An issue a campaign came from: kept, so that whoever posted sees the thread to
    the outcome."""

    __tablename__ = "campaign_issue"

    campaign_id: Mapped[int] = mapped_column(
        ForeignKey("campaign.id"), primary_key=True
    )
    issue_id: Mapped[int] = mapped_column(
        ForeignKey("issue.id"), primary_key=True, index=True
    )
    added_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)


class Debrief(Model):
    """What came of a campaign and what was learnt.

    The public sees how it went, what changed and the thanks.
    """

    __tablename__ = "campaign_debrief"
    __table_args__ = (one_of("outcome", Outcome),)

    campaign_id: Mapped[int] = mapped_column(
        ForeignKey("campaign.id"), primary_key=True
    )
    # what everyone was told of it
    update_id: Mapped[int | None] = mapped_column(ForeignKey("campaign_update.id"))
    outcome: Mapped[str] = mapped_column(String(8))
    how: Mapped[str] = mapped_column(Text)
    changed: Mapped[str] = mapped_column(Text, default="")
    thanks: Mapped[str] = mapped_column(Text, default="")  # a name a line
    # this and the next for organisers only
    stepped_up: Mapped[str] = mapped_column(Text, default="")
    differently: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    version: Mapped[int] = mapped_column(default=1)


class Update(CanBeHidden, Model):
    """What an organiser tells everyone who backs a campaign; with a stage when it
    moved."""

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
