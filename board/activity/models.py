"""The append-only log of what happened, under which topics it stands, and who follows a
topic."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Dialect, ForeignKey, Index, String, TypeDecorator, text
from sqlalchemy.orm import Mapped, mapped_column

from board import clock
from board.db import Model, UtcDateTime

# the part of the log in which the desk looks for silence
RAISED = "verb = 'issue.raised'"
# the part that other systems ask for by its time (open311/)
OUTWARD = (
    "verb IN ('area.categories_set', 'issue.merged', 'issue.reopened', "
    "'issue.state_set', 'issue.unmerged')"
)


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
        Index(
            "ix_activity_outward",
            "verb",
            "at",
            sqlite_where=text(OUTWARD),
            postgresql_where=text(OUTWARD),
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
