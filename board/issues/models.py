"""What residents post, what others add to it, and every version of it."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    case,
    false,
    or_,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from board import clock
from board.accounts.models import Person
from board.areas.models import Area
from board.db import CanBeClosed, CanBeHidden, Model, UtcDateTime, one_of
from board.folding import folding
from board.policy import Actor


class Kind(StrEnum):
    """What sort of thing a resident has to say."""

    PROBLEM = "problem"
    IDEA = "idea"
    HOPE = "hope"


class State(StrEnum):
    """Where an issue stands. The last three are endings and need a reason."""

    OPEN = "open"
    LOOKED_AT = "looked_at"
    IN_CAMPAIGN = "in_campaign"
    DONE = "done"
    NOT_DONE = "not_done"
    DUPLICATE = "duplicate"

    @property
    def is_ending(self) -> bool:
        """Whether the issue is closed in this state."""
        return self in (State.DONE, State.NOT_DONE, State.DUPLICATE)


# somebody may still do something about it
LIVE = tuple(state for state in State if not state.is_ending)
# What the index of places holds, so that filters around a place are checked without
# looking at the posts.
IN_PLACE = ("longitude", "latitude", "state", "category", "kind", "area_id")
# No organiser has said or done anything about it, and somebody waits for that.
WAITING = "state = 'open' AND answered_in IS NULL AND author_id IS NOT NULL"
# What full text is looked for in.
SEARCHED = ("title", "body", "place")


def month_of(year: int, month: int) -> int:
    """The number of a month since the year 0, so that months can be subtracted."""
    return year * 12 + month - 1


def _created_at(context: Any) -> datetime:
    """When the row that is being inserted says that it was created."""
    at: datetime = context.get_current_parameters()["created_at"]
    return at


def _posted_on(context: Any) -> int:
    return _created_at(context).toordinal()


def _month_posted(context: Any) -> int:
    at = _created_at(context)
    return month_of(at.year, at.month)


def _within_an_hour() -> datetime:
    return clock.now() + timedelta(hours=1)


LISTED_BY = ("area_id", "category", "kind", "state")
SORTED_BY = ("created_at", "active_at", "second_count")


class Issue(CanBeClosed, Model):
    """A problem, an idea or a hope, posted by a resident in an area."""

    __tablename__ = "issue"
    __table_args__ = (
        one_of("kind", Kind),
        one_of("state", State),
        CheckConstraint("second_count >= 0", name="second_count"),
        CheckConstraint(
            "latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180",
            name="on_earth",
        ),
        Index(None, "created_at", "id"),
        Index(None, "active_at", "id"),
        Index(None, "second_count", "id"),
        *(Index(None, one, order, "id") for one in LISTED_BY for order in SORTED_BY),
        Index(
            "ix_issue_with_photo",
            "created_at",
            "id",
            sqlite_where=text("photo_count > 0"),
            postgresql_where=text("photo_count > 0"),
        ),
        Index(
            "ix_issue_waiting",
            "area_id",
            "created_at",
            sqlite_where=text(WAITING),
            postgresql_where=text(WAITING),
        ),
        # see nearby.py
        Index("ix_issue_place", text("round(latitude * 500)"), *IN_PLACE),
        Index(None, "area_id", "category", "state"),
        Index(None, "author_id", "created_at"),
        Index(None, "area_id", "month", "answered_in"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    title: Mapped[str] = mapped_column(String(120))
    body: Mapped[str] = mapped_column(Text)
    category: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(10), default=Kind.PROBLEM)
    place: Mapped[str] = mapped_column(String(200), default="")
    # see folding.py
    folded: Mapped[str] = mapped_column(Text, default=folding(*SEARCHED), deferred=True)
    # as everybody reads it: rounded where its poster chose so (places_shown.py)
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    # then exactly, for whoever posted it and the organisers
    exact_latitude: Mapped[float | None]
    exact_longitude: Mapped[float | None]
    show_name: Mapped[bool] = mapped_column(default=False)
    # the neighbour an organiser wrote it down for, or ""
    on_behalf: Mapped[str | None] = mapped_column(String(80))
    state: Mapped[str] = mapped_column(String(12), default=State.OPEN)
    duplicate_of_id: Mapped[int | None] = mapped_column(ForeignKey("issue.id"))
    second_count: Mapped[int] = mapped_column(default=0)
    comment_count: Mapped[int] = mapped_column(default=0)
    photo_count: Mapped[int] = mapped_column(default=0)
    # the first picture
    cover_id: Mapped[int | None] = mapped_column(ForeignKey("photo.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    active_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    version: Mapped[int] = mapped_column(default=1)
    edit_until: Mapped[datetime] = mapped_column(UtcDateTime, default=_within_an_hour)
    # a day's number, as date.toordinal() gives it
    posted_on: Mapped[int] = mapped_column(default=_posted_on)
    month: Mapped[int] = mapped_column(default=_month_posted)
    # days until an organiser first said or did something about it; not yet is NULL
    answered_in: Mapped[int | None]
    once: Mapped[str | None] = mapped_column(String(36), unique=True)
    source: Mapped[str | None] = mapped_column(String(60), unique=True)
    area: Mapped[Area] = relationship(lazy="raise")
    author: Mapped[Person | None] = relationship(lazy="raise")

    @property
    def topics(self) -> list[str]:
        """Where in the log things about this issue stand."""
        return topics_of(self)


def topics_of(issue: Any) -> list[str]:
    """Where in the log things about an issue stand, given as an entity or a row."""
    return [f"issue-{issue.id}", "issues", f"area-{issue.area_id}"]


def answered(by: Actor | None) -> dict[str, Any]:
    """The new value of `answered_in` when an organiser changes issues: the first change
    answers an issue, the author's own does not."""
    is_own = Issue.author_id == by.id if by else false()
    keeps = or_(Issue.answered_in.is_not(None), is_own)
    days_waited = clock.now().toordinal() - Issue.posted_on
    return {"answered_in": case((keeps, Issue.answered_in), else_=days_waited)}


class IssueVersion(Model):
    """What an issue said before an edit."""

    __tablename__ = "issue_version"

    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(120))
    body: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(String(200))
    category: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(10))
    replaced_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    replaced_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class Second(Model):
    """A person says "count me in"."""

    __tablename__ = "second"

    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id"), primary_key=True, index=True
    )
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)


class Comment(CanBeHidden, Model):
    """Something said under an issue; a reason given with a change of state
    is one too."""

    __tablename__ = "comment"

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    body: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    photo_count: Mapped[int] = mapped_column(default=0)
    once: Mapped[str | None] = mapped_column(String(36), unique=True)
    version: Mapped[int] = mapped_column(default=1)
    edit_until: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    edited_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Removed: the text is gone; what is left is when, and why where an organiser did
    # it.
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    removed_for: Mapped[str] = mapped_column(String(300), default="")
    # an address that shows what a reason says
    evidence: Mapped[str | None] = mapped_column(String(500))
    issue: Mapped[Issue] = relationship(lazy="raise")

    @property
    def area_id(self) -> int:
        """The area whose organisers look after it."""
        return self.issue.area_id


class SimilarAnswer(Model):
    """What was answered to "is it one of these?": the issues shown and the one chosen,
    None for "none of these".

    Kept to see how good the list is: it names nobody and holds no words.
    """

    __tablename__ = "similar_answer"
    private = True

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    shown: Mapped[list[int]] = mapped_column(JSON)
    chosen_id: Mapped[int | None] = mapped_column(ForeignKey("issue.id"))


class Ask(Model):
    """An author asks for a change.

    It waits until the post is another version, or an organiser says it is settled.
    """

    __tablename__ = "issue_ask"
    __table_args__ = (Index(None, "issue_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    version: Mapped[int]
    body: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    once: Mapped[str | None] = mapped_column(String(36), unique=True)
