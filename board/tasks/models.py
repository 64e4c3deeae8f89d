"""Work for people, with places, and each person's hold on a place."""

from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    and_,
    exists,
    or_,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from board import clock
from board.accounts.models import Person
from board.areas.models import Membership
from board.campaigns.models import Campaign
from board.confirm.models import Unconfirmed
from board.db import (
    CanBeClosed,
    CanBeHidden,
    Conditions,
    Model,
    Reader,
    UtcDateTime,
    one_of,
)
from board.folding import folding
from board.policy import Audience, Role


class Shape(StrEnum):
    """When a task is done: in a dated shift, by a date, or whenever it suits."""

    SHIFT = "shift"
    BY_DATE = "by_date"
    OPEN = "open"


class ClaimState(StrEnum):
    """Where a claim stands, and what became of it."""

    WAITING = "waiting"  # in line for a place
    OFFERED = "offered"  # a place came free: it is theirs to take until a stated time
    HELD = "held"
    DONE = "done"
    # a second person has seen that it is done, where that is asked for
    CONFIRMED = "confirmed"
    RELEASED = "released"
    LAPSED = "lapsed"  # no answer came in time


TAKING = (
    ClaimState.OFFERED,
    ClaimState.HELD,
    ClaimState.DONE,
    ClaimState.CONFIRMED,
)  # these have a place
FINISHED = (ClaimState.DONE, ClaimState.CONFIRMED)
ENDED = (ClaimState.RELEASED, ClaimState.LAPSED)


class Repeats(StrEnum):
    """How a shift comes again; the day of the month, or which weekday of it, is that of
    the first one."""

    WEEKLY = "weekly"
    MONTH_DAY = "month_day"
    MONTH_WEEKDAY = "month_weekday"


class TaskSeries(Model):
    """A shift that repeats: the rule, and what the tasks it lays out say unless they
    were changed by hand."""

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
    # so many weeks; months are not left out
    every: Mapped[int] = mapped_column(default=1)
    # a bit for each chosen day of a week, Monday's is 1
    weekdays: Mapped[int] = mapped_column(default=0)
    starts_on: Mapped[date]
    begins: Mapped[time]  # by the clock where the board is, winter and summer
    ends: Mapped[time]  # on the next day where it is not after the beginning
    until: Mapped[date | None]
    # the first day that is not laid out; none: it has ended
    next_on: Mapped[date | None] = mapped_column(index=True)
    title: Mapped[str] = mapped_column(String(120))
    details: Mapped[str] = mapped_column(Text, default="")
    # where one meets; a shift has one
    place: Mapped[str] = mapped_column(String(200), default="")
    skills: Mapped[str] = mapped_column(String(200), default="")
    places: Mapped[int] = mapped_column(default=1)
    newcomer_places: Mapped[int] = mapped_column(default=0)
    cleared: Mapped[bool] = mapped_column(default=False)
    confirm: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    once: Mapped[str | None] = mapped_column(String(36), unique=True)


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


# the part of the table in which a person has one row a task
LIVE = text("state NOT IN ('released', 'lapsed')")
DUE = text("until IS NOT NULL")
NEW = text("to_tell")


class Claim(Model):
    """One person's hold on a place, or their wish for one.

    A person has at most one that is not over.

    `person_id` is empty for somebody an organiser wrote in by name. `until` is when a
    job looks at it next: an offer's end, or when somebody who holds an open-ended task
    is asked, and then let go.
    """

    __tablename__ = "claim"
    __table_args__ = (
        one_of("state", ClaimState),
        CheckConstraint("person_id IS NOT NULL OR name <> ''", name="somebody"),
        Index(
            "uq_claim_one_hold",
            "task_id",
            "person_id",
            unique=True,
            sqlite_where=LIVE,
            postgresql_where=LIVE,
        ),
        Index(None, "person_id", "state"),
        Index(None, "task_id", "state"),
        Index("ix_claim_until", "until", sqlite_where=DUE, postgresql_where=DUE),
        Index("ix_claim_to_tell", "id", sqlite_where=NEW, postgresql_where=NEW),
    )

    # the line is in the order of these
    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    role_id: Mapped[int | None] = mapped_column(ForeignKey("task_role.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(String(80), default="")
    state: Mapped[str] = mapped_column(String(10), default=ClaimState.HELD)
    # had done no task in the area when they asked for a place
    newcomer: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(Text, default="")
    claimed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # "still on it?", until they answer
    asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # taken a moment ago: a mail that says so is still to be written
    to_tell: Mapped[bool] = mapped_column(default=False)
    reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    once: Mapped[str | None] = mapped_column(String(36), unique=True)
    task: Mapped[Task] = relationship(lazy="raise")


class UnconfirmedClaim(Unconfirmed):
    """A place that somebody without a session asks for: nobody has it until the owner
    of the address says so."""

    __tablename__ = "held_claim"

    # of the link that gives the place back
    cancel_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    once: Mapped[str] = mapped_column(String(36), unique=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    role: Mapped[str] = mapped_column(String(60))
    claim_id: Mapped[int | None] = mapped_column(ForeignKey("claim.id"))

    @property
    def became(self) -> int | None:
        """The claim."""
        return self.claim_id

    @classmethod
    def is_over(cls, now: datetime) -> ColumnElement[bool]:
        """A place that was taken is given back by a link however late."""
        return and_(super().is_over(now), cls.claim_id.is_(None))


class TaskComment(CanBeHidden, Model):
    """A line among those who are on a task: seen by them and the organisers alone."""

    __tablename__ = "task_comment"
    __table_args__ = (Index(None, "task_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    body: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    once: Mapped[str | None] = mapped_column(String(36), unique=True)

    @classmethod
    def visible(cls, reader: Reader) -> Conditions:
        """For one person: while they are on the task, or organise there; of members'
        words only once they are let into the area. (A page asks policy for the whole of
        them.)"""
        shown = (cls.hidden_at.is_(None),)
        if reader is None or isinstance(reader, Audience):
            return shown
        person = getattr(reader, "id", reader)
        on_it = exists().where(
            Claim.task_id == cls.task_id,
            Claim.person_id == person,
            Claim.state.in_((ClaimState.HELD, ClaimState.DONE, ClaimState.CONFIRMED)),
        )
        is_member = _is_there(cls, person, Role.MEMBER)
        organises = _is_there(cls, person, Role.ORGANISER)
        of_organiser = _is_there(cls, cls.author_id, Role.ORGANISER)
        mine = cls.author_id == person
        reads_it = and_(on_it, or_(is_member, of_organiser, _operates(cls.author_id)))
        return (*shown, or_(mine, reads_it, organises, _operates(person)))


def _is_there(comment: Any, person: Any, role: Role) -> ColumnElement[bool]:
    """Whether somebody has this role in the area of a comment's task."""
    return exists().where(
        Task.id == comment.task_id,
        Membership.area_id == Task.area_id,
        Membership.person_id == person,
        Membership.role == role,
    )


def _operates(person: Any) -> ColumnElement[bool]:
    return exists().where(Person.id == person, Person.is_operator)


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
