"""Each person's hold on a place of a task, or their turn on its waiting list."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from board import clock
from board.db import Model, UtcDateTime, one_of
from board.tasks.models import Task


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
    # sees to the task as a whole (leading.py)
    leads: Mapped[bool] = mapped_column(default=False)
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
