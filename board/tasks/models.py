"""Work for people, with places."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from board import clock
from board.campaigns.models import Campaign
from board.db import CanBeClosed, Conditions, Model, Reader, UtcDateTime, one_of
from board.folding import folding


class Shape(StrEnum):
    """When a task is done: in a dated shift, by a date, or whenever it suits."""

    SHIFT = "shift"
    BY_DATE = "by_date"
    OPEN = "open"


SEARCHED = ("title", "details", "skills")


class Task(CanBeClosed, Model):
    """A piece of a campaign with places for people, all alike or each for a role.

    `taken` counts the claims that have a place (TAKING), `newcomers` those of them of
    people new to such work, `waiting` the line. They and the claims are changed only by
    whoever has locked this row (queries.lock).
    """

    __tablename__ = "task"
    __table_args__ = (
        one_of("shape", Shape),
        CheckConstraint("places BETWEEN 1 AND 500", name="places"),
        CheckConstraint("taken BETWEEN 0 AND places", name="taken"),
        CheckConstraint("newcomer_places BETWEEN 0 AND places", name="newcomer_places"),
        CheckConstraint("newcomers BETWEEN 0 AND taken", name="newcomers"),
        CheckConstraint("waiting >= 0", name="waiting"),
        CheckConstraint(
            "(shape = 'shift') = (starts_at IS NOT NULL AND ends_at IS NOT NULL)",
            name="shift",
        ),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("(shape = 'by_date') = (due_on IS NOT NULL)", name="by_date"),
        Index(None, "campaign_id", "id"),
        Index(None, "area_id", "last_day", "id"),
        Index(None, "last_day", "id"),
        Index("uq_task_series_id_occurs_on", "series_id", "occurs_on", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    title: Mapped[str] = mapped_column(String(120))
    details: Mapped[str] = mapped_column(Text, default="")
    # where one meets; a shift has one
    place: Mapped[str] = mapped_column(String(200), default="")
    # see folding.py
    folded: Mapped[str] = mapped_column(Text, default=folding(*SEARCHED), deferred=True)
    shape: Mapped[str] = mapped_column(String(8))
    places: Mapped[int] = mapped_column(default=1)
    taken: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    newcomer_places: Mapped[int] = mapped_column(default=0)
    newcomers: Mapped[int] = mapped_column(default=0)
    waiting: Mapped[int] = mapped_column(default=0)
    # only for people the organisers have cleared
    cleared: Mapped[bool] = mapped_column(default=False)
    # a second person confirms that a part is done
    confirm: Mapped[bool] = mapped_column(default=False)
    starts_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    due_on: Mapped[date | None]
    # The last day it can be worked on, in the board's zone; far away for an open-ended
    # one. Lists sort by it.
    last_day: Mapped[date]
    skills: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    once: Mapped[str | None] = mapped_column(String(36), unique=True)
    version: Mapped[int] = mapped_column(default=1)
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cancel_reason: Mapped[str] = mapped_column(String(500), default="")
    series_id: Mapped[int | None] = mapped_column(ForeignKey("task_series.id"))
    # Its day by the rule of its series; no longer one when the rule changed and it was
    # called off for that.
    occurs_on: Mapped[date | None]
    # what the series' edits leave alone
    by_hand: Mapped[list[str]] = mapped_column(JSON, default=list)
    campaign: Mapped[Campaign] = relationship(lazy="raise")

    @classmethod
    def visible(cls, reader: Reader) -> Conditions:
        """A task is seen with its campaign."""
        return (cls.hidden_at.is_(None), *Campaign.lets_see(cls.campaign_id, reader))

    @property
    def topics(self) -> list[str]:
        """Where in the log things about this task stand."""
        return topics_of(self)


def topics_of(task: Any) -> list[str]:
    """Where in the log things about a task stand, given as an entity or a row."""
    return [
        f"task-{task.id}",
        "tasks",
        f"campaign-{task.campaign_id}",
        f"area-{task.area_id}",
    ]


class TaskRole(Model):
    """Something to do within a task that has places of its own; the task's `places` are
    the sum of its roles'."""

    __tablename__ = "task_role"
    __table_args__ = (
        CheckConstraint("places BETWEEN 1 AND 500", name="places"),
        CheckConstraint("taken BETWEEN 0 AND places", name="taken"),
        UniqueConstraint("task_id", "name"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    name: Mapped[str] = mapped_column(String(60))
    places: Mapped[int]
    taken: Mapped[int] = mapped_column(default=0)


class Clearance(Model):
    """Somebody may take the places of an area that need a cleared person.

    Why is written down nowhere.
    """

    __tablename__ = "clearance"
    private = True

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    area_id: Mapped[int] = mapped_column(
        ForeignKey("area.id"), primary_key=True, index=True
    )
