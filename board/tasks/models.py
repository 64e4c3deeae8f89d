"""Work for people, with places, and each person's hold on a place."""

from datetime import date, datetime, time
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from board import clock
from board.accounts.models import Person
from board.campaigns.models import Campaign
from board.db import Model, UtcDateTime
from board.issues.models import one_of


class Shape(StrEnum):
    """When a task is done: in a dated shift, by a date, or whenever it suits."""

    SHIFT = "shift"
    BY_DATE = "by_date"
    OPEN = "open"


class Hold(StrEnum):
    """What became of a claim."""

    HELD = "held"
    RELEASED = "released"
    DONE = "done"


class Repeats(StrEnum):
    """How a shift comes again; the day of the month, or which weekday of it, is that of the first one."""

    WEEKLY = "weekly"
    MONTH_DAY = "month_day"
    MONTH_WEEKDAY = "month_weekday"


class TaskSeries(Model):
    """A shift that repeats: the rule, and what the tasks it lays out say unless they were changed by hand."""

    __tablename__ = "task_series"
    __table_args__ = (
        one_of("repeats", Repeats),
        CheckConstraint("every BETWEEN 1 AND 4", name="every"),
        CheckConstraint("weekdays BETWEEN 0 AND 127", name="weekdays"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    starter_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    repeats: Mapped[str] = mapped_column(String(13))
    every: Mapped[int] = mapped_column(default=1)  # so many weeks; months are not left out
    weekdays: Mapped[int] = mapped_column(default=0)  # a bit for each chosen day of a week, Monday's is 1
    starts_on: Mapped[date]
    begins: Mapped[time]  # by the clock where the board is, winter and summer
    ends: Mapped[time]  # on the next day where it is not after the beginning
    until: Mapped[date | None]
    next_on: Mapped[date | None] = mapped_column(index=True)  # the first day that is not laid out; none: it has ended
    title: Mapped[str] = mapped_column(String(120))
    details: Mapped[str] = mapped_column(Text, default="")
    skills: Mapped[str] = mapped_column(String(200), default="")
    places: Mapped[int] = mapped_column(default=1)
    newcomer_places: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    once: Mapped[str | None] = mapped_column(String(36), unique=True)


class Task(Model):
    """A piece of a campaign with places for people; `taken` counts claims that are held or done."""

    __tablename__ = "task"
    __table_args__ = (
        one_of("shape", Shape),
        CheckConstraint("places BETWEEN 1 AND 500", name="places"),
        CheckConstraint("taken BETWEEN 0 AND places", name="taken"),
        CheckConstraint("newcomer_places BETWEEN 0 AND places", name="newcomer_places"),
        CheckConstraint("(shape = 'shift') = (starts_at IS NOT NULL AND ends_at IS NOT NULL)", name="shift"),
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
    shape: Mapped[str] = mapped_column(String(8))
    places: Mapped[int] = mapped_column(default=1)
    taken: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    newcomer_places: Mapped[int] = mapped_column(default=0)
    starts_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    due_on: Mapped[date | None]
    # The last day it can be worked on, in the board's zone; far away for an open-ended one. Lists sort by it.
    last_day: Mapped[date]
    skills: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    once: Mapped[str | None] = mapped_column(String(36), unique=True)
    version: Mapped[int] = mapped_column(default=1)
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cancel_reason: Mapped[str] = mapped_column(String(500), default="")
    series_id: Mapped[int | None] = mapped_column(ForeignKey("task_series.id"))
    # Its day by the rule of its series; no longer one when the rule changed and it was called off for that.
    occurs_on: Mapped[date | None]
    by_hand: Mapped[list[str]] = mapped_column(JSON, default=list)  # what the series' edits leave alone
    campaign: Mapped[Campaign] = relationship(lazy="raise")

    @property
    def topics(self) -> list[str]:
        """Where in the log things about this task stand."""
        return [f"task-{self.id}", "tasks", f"campaign-{self.campaign_id}", f"area-{self.area_id}"]


HOLDING = text("state <> 'released'")  # the part of the table in which a person holds a task at most once


class Claim(Model):
    """One person's hold on a place. A person holds a task at most once at a time."""

    __tablename__ = "claim"
    __table_args__ = (
        one_of("state", Hold),
        Index(
            "uq_claim_one_hold",
            "task_id",
            "person_id",
            unique=True,
            sqlite_where=HOLDING,
            postgresql_where=HOLDING,
        ),
        Index(None, "person_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    state: Mapped[str] = mapped_column(String(8), default=Hold.HELD)
    note: Mapped[str] = mapped_column(Text, default="")
    claimed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    task: Mapped[Task] = relationship(lazy="raise")
    person: Mapped[Person] = relationship(lazy="raise")
