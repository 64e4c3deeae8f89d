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
    dates_of: ClassVar[Callable[[list[int]], dict[int, Rows]]]  # the next dates of tasks that repeat, by series

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


class Update(Model):
    """What an organiser tells everyone who backs a campaign; with a stage when it moved."""

    __tablename__ = "campaign_update"

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    title: Mapped[str] = mapped_column(String(120), default="")
    body: Mapped[str] = mapped_column(Text, default="")
    stage: Mapped[str | None] = mapped_column(String(12))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    once: Mapped[str | None] = mapped_column(String(36), unique=True)
