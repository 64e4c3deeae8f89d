"""The append-only log of what happened, under which topics it stands, and who follows a
topic."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Dialect, ForeignKey, Index, String, TypeDecorator, text
from sqlalchemy.orm import Mapped, mapped_column

from board import clock
from board.db import Model, UtcDateTime


class Verb(StrEnum):
    """Everything that can happen, `noun.past`; the facts each line carries stand behind
    it."""

    DEMO_LOADED = "demo.loaded"
    PERSON_REGISTERED = "person.registered"
    AREA_JOINED = "area.joined"
    AREA_LEFT = "area.left"
    AREA_ADDED = "area.added"
    AREA_DRAWN = "area.drawn"
    AREA_CATEGORIES_SET = "area.categories_set"  # category
    ROLE_GIVEN = "role.given"  # person, role
    ISSUE_POSTED = "issue.posted"  # imported when it was carried over from elsewhere
    ISSUE_EDITED = "issue.edited"  # version
    ISSUE_DESCRIBED = "issue.described"  # what its pictures show, or which it has
    ISSUE_SECONDED = "issue.seconded"
    ISSUE_UNSECONDED = "issue.unseconded"
    ISSUE_COMMENTED = "issue.commented"
    COMMENT_EDITED = "issue.comment_edited"
    COMMENT_REMOVED = "issue.comment_removed"
    # its author asks the organisers for a change
    ISSUE_CHANGE_ASKED = "issue.change_asked"
    ISSUE_ASK_SETTLED = "issue.ask_settled"
    ISSUE_PURGED = "issue.purged"  # version
    # state, was, role, campaign: which one's end it came with
    ISSUE_STATE_SET = "issue.state_set"
    ISSUE_MERGED = "issue.merged"  # into, was, role, carried: how many supporters
    ISSUE_UNMERGED = "issue.unmerged"  # into, state, role
    ISSUE_VERDICT_GIVEN = "issue.verdict_given"  # says
    ISSUE_REOPENED = "issue.reopened"  # state
    ISSUE_NEXT_SET = "issue.next_set"
    ISSUE_ASKED = "issue.asked"  # those who asked were asked whether it is done
    ISSUE_RAISED = "issue.raised"  # days without a word
    CAMPAIGN_STARTED = "campaign.started"  # issues
    CAMPAIGN_EDITED = "campaign.edited"
    CAMPAIGN_ISSUES_SET = "campaign.issues_set"  # added, removed
    CAMPAIGN_STAGE_SET = "campaign.stage_set"  # stage, was
    CAMPAIGN_REACHED = "campaign.reached"  # reached, of
    CAMPAIGN_BACKED = "campaign.backed"
    CAMPAIGN_UNBACKED = "campaign.unbacked"
    CAMPAIGN_NAME_SET = "campaign.name_set"  # shown: whether a backer's name is
    PARTNER_JOINED = "partner.joined"
    PARTNER_EDITED = "partner.edited"
    PARTNER_LEFT = "partner.left"
    PLEDGE_MADE = "pledge.made"
    PLEDGE_EDITED = "pledge.edited"
    PLEDGE_SETTLED = "pledge.settled"  # state
    PROMISE_MADE = "promise.made"
    PROMISE_EDITED = "promise.edited"
    PROMISE_KEPT = "promise.kept"
    PROMISE_BROKEN = "promise.broken"
    PROMISE_REOPENED = "promise.reopened"
    PROMISE_OVERDUE = "promise.overdue"  # told to the organisers, once
    # everyone: whether followers were mailed, too
    CAMPAIGN_UPDATED = "campaign.updated"
    # what the pictures of its news show, or which there are
    CAMPAIGN_ILLUSTRATED = "campaign.illustrated"
    CAMPAIGN_ENDED = "campaign.ended"  # outcome, stage, was
    CAMPAIGN_OUTCOME_EDITED = "campaign.outcome_edited"  # version
    TASK_PLANNED = "task.planned"  # repeats when it is the first of a series
    # changed: time, title, details, skills, places, newcomer_places
    TASK_EDITED = "task.edited"
    TASK_CANCELLED = "task.cancelled"
    TASK_PLACE_LOST = "task.place_lost"  # person; there are fewer places now
    # changed, cancelled: how many of its tasks
    TASK_SERIES_EDITED = "task.series_edited"
    TASK_SERIES_LAID_OUT = "task.series_laid_out"  # tasks: how many
    TASK_CLAIMED = "task.claimed"
    TASK_RELEASED = "task.released"  # late
    TASK_COMPLETED = "task.completed"
    TASK_CONFIRMED = "task.confirmed"
    TASK_WAITED = "task.waited"  # joined the line
    TASK_LEFT = "task.left"  # left the line
    TASK_OFFERED = "task.offered"
    TASK_ACCEPTED = "task.accepted"
    TASK_REFUSED = "task.refused"  # an offer
    TASK_LAPSED = "task.lapsed"  # was: offered or held
    TASK_ASKED = "task.asked"  # whether who holds it is still on it
    TASK_KEPT = "task.kept"  # they are
    CLEARANCE_SET = "clearance.set"  # person, cleared
    EVENT_PLANNED = "event.planned"
    EVENT_EDITED = "event.edited"  # moved: whether its time or place is another
    EVENT_CANCELLED = "event.cancelled"
    EVENT_ATTENDED = "event.attended"  # waiting: whether in line for a place
    EVENT_WITHDRAWN = "event.withdrawn"
    EVENT_PLACE_GIVEN = "event.place_given"  # to the first in line
    EVENT_REMINDED = "event.reminded"
    EVENT_COUNTED = "event.counted"  # came: how many
    PERSON_THANKED = "person.thanked"  # person; for a part of a task


# the part of the log in which the desk looks for silence
RAISED = "verb = 'issue.raised'"


class Facts(dict[str, Any]):
    """What a line says in figures; never changed once written, so a row that holds it
    may be a key."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(str(self))


class FactsColumn(TypeDecorator[dict[str, Any]]):
    """JSON that comes out as Facts."""

    impl = JSON
    cache_ok = True

    def process_result_value(
        self, value: dict[str, Any] | None, dialect: Dialect
    ) -> Facts:
        return Facts(value or {})


@dataclass
class Line:
    """A line of the log and the topics it stands under; its id is known once it is
    written."""

    at: datetime
    actor_id: int | None
    verb: str
    subject_kind: str
    subject_id: int
    part_id: int | None
    area_id: int | None
    facts: dict[str, Any]
    topics: list[str]
    id: int = 0


class Activity(Model):
    """One line of the log.

    Holds ids and numbers only, so a person can be erased without rewriting it.
    """

    __tablename__ = "activity"
    __table_args__ = (
        Index(
            "ix_activity_raised",
            "area_id",
            "id",
            sqlite_where=text(RAISED),
            postgresql_where=text(RAISED),
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    verb: Mapped[str] = mapped_column(String(40))
    subject_kind: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[int]
    # The row within the subject that the line is about: a comment, an update, a claim;
    # the verb says which.
    part_id: Mapped[int | None]
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))
    facts: Mapped[dict[str, Any]] = mapped_column(FactsColumn, default=dict)
    # a trigger puts the line under each of them
    topics: Mapped[list[str]] = mapped_column(JSON, default=list)


class ActivityTopic(Model):
    """A topic a line stands under, such as `issue-12`; written by the database, from
    those the line names."""

    __tablename__ = "activity_topic"
    __table_args__ = ({"sqlite_with_rowid": False},)

    topic: Mapped[str] = mapped_column(String(40), primary_key=True)
    activity_id: Mapped[int] = mapped_column(
        ForeignKey("activity.id"), primary_key=True, index=True
    )


class Follow(Model):
    """A person hears of what happens under a topic."""

    __tablename__ = "follow"
    __table_args__ = (Index("ix_follow_person_id", "person_id"),)
    private = True

    topic: Mapped[str] = mapped_column(String(40), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    since: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    # came with a merge, not by the person's own choice
    carried: Mapped[bool] = mapped_column(default=False)
