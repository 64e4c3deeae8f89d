"""Issues that go on at another one, and who was carried over with them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from board import clock
from board.db import Model, UtcDateTime, one_of


class Merge(Model):
    """An issue goes on at another one: what is needed to bring it back as it was."""

    __tablename__ = "issue_merge"

    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), primary_key=True)
    into_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    was: Mapped[str] = mapped_column(String(12))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)


class Carried(StrEnum):
    """What a person has at an issue only because another one was merged into it."""

    SECOND = "second"
    FOLLOW = "follow"


class MergeCarried(Model):
    """A person counts at `into_id` because of a merged issue, not by their own choice;
    one row for each such issue."""

    __tablename__ = "merge_carried"
    __table_args__ = (
        one_of("what", Carried),
        Index(None, "into_id", "what", "person_id"),
    )
    private = True

    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    what: Mapped[str] = mapped_column(String(6), primary_key=True)
    into_id: Mapped[int] = mapped_column(ForeignKey("issue.id"))
