"""Gatherings with places, who is on their list, who is to bring people, and each
person's calendar address."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from board import clock
from board.db import CanBeClosed, Model, UtcDateTime, one_of


class Kind(StrEnum):
    """What people come together for."""

    MEETING = "meeting"
    ACTION = "action"
    TRAINING = "training"
    HOUSE_MEETING = "house_meeting"


class AttendanceState(StrEnum):
    """What a line on an event's list says of its person; who turned up without an
    account is written down at the door."""

    ASKED = "asked"  # to come to somebody's home, and nobody has said yes yet
    GOING = "going"
    WAITING = "waiting"
    WITHDRAWN = "withdrawn"
    TURNED_UP = "turned_up"


COUNTED = (AttendanceState.GOING, AttendanceState.WAITING)
ON_LIST = (*COUNTED, AttendanceState.ASKED)


class Event(CanBeClosed, Model):
    """A gathering; `going` counts the places given, `waiting` the people who wait.

    Nobody waits while a place is free.
    """

    __tablename__ = "event"
    __table_args__ = (
        one_of("kind", Kind),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("places BETWEEN 1 AND 5000", name="places"),
        CheckConstraint(
            "going >= 0 AND (places IS NULL OR going <= places)", name="going"
        ),
        CheckConstraint(
            "waiting >= 0 AND (waiting = 0 OR going = places)", name="waiting"
        ),
        Index(None, "starts_at", "id"),
        Index(None, "area_id", "starts_at", "id"),
        Index(None, "campaign_id", "starts_at", "id"),
        Index(
            "ix_event_to_remind",
            "starts_at",
            sqlite_where=text("reminded_at IS NULL AND cancelled_at IS NULL"),
            postgresql_where=text("reminded_at IS NULL AND cancelled_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaign.id"))
    kind: Mapped[str] = mapped_column(String(13))
    title: Mapped[str] = mapped_column(String(120))
    details: Mapped[str] = mapped_column(Text, default="")
    place: Mapped[str] = mapped_column(String(200), default="")
    # only for those who go, the host and organisers
    address: Mapped[str] = mapped_column(String(300), default="")
    host: Mapped[str] = mapped_column(String(80), default="")
    # whose home it is, where they have an account: they say who comes, too
    host_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    places: Mapped[int | None]  # none: as many as come
    going: Mapped[int] = mapped_column(default=0)
    waiting: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    # the words, not the list
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(Text, default="")  # why it was cancelled
    reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    once: Mapped[str | None] = mapped_column(String(36), unique=True)

    @property
    def topics(self) -> list[str]:
        """The topics of the log for what happens to this event."""
        of_campaign = [f"campaign-{self.campaign_id}"] if self.campaign_id else []
        return [f"event-{self.id}", "events", f"area-{self.area_id}", *of_campaign]


class EventLeader(Model):
    """Somebody who said how many people they bring to an event."""

    __tablename__ = "event_leader"
    __table_args__ = (
        CheckConstraint("promised BETWEEN 0 AND 5000", name="promised"),
        UniqueConstraint("event_id", "name"),
    )
    private = True

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    name: Mapped[str] = mapped_column(String(80))
    # who that is, where the name is that of one person of the area
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    promised: Mapped[int]


NO_ACCOUNT = text("person_id IS NULL")


class Attendance(Model):
    """A person at an event, once; organisers of its area see the list, and everybody
    their own line."""

    __tablename__ = "attendance"
    __table_args__ = (
        one_of("state", AttendanceState),
        CheckConstraint("(person_id IS NULL) = (state = 'turned_up')", name="account"),
        UniqueConstraint("event_id", "person_id"),
        Index(
            "uq_attendance_turned_up",
            "event_id",
            "name",
            "email",
            unique=True,
            sqlite_where=NO_ACCOUNT,
            postgresql_where=NO_ACCOUNT,
        ),
        Index(None, "event_id", "state", "since"),
        Index(None, "person_id", "state"),
    )
    private = True

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    # of who has no account, with what they agreed to leave
    name: Mapped[str] = mapped_column(String(80), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    # and the version of the words they agreed to
    wording: Mapped[int | None]
    state: Mapped[str] = mapped_column(String(9), default=AttendanceState.GOING)
    # the order of the waiting list
    since: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    came: Mapped[bool] = mapped_column(default=False)
    leader_id: Mapped[int | None] = mapped_column(
        ForeignKey("event_leader.id", ondelete="SET NULL"), index=True
    )


class CalendarAddress(Model):
    """The secret under which a person's own calendar is read, without a cookie."""

    __tablename__ = "calendar_address"
    private = True

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    token: Mapped[str] = mapped_column(String(64), unique=True)
