"""Know-how that others use: playbooks in versions, where they were used, and what came
back from there."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from board import clock
from board.campaigns.models import Campaign
from board.db import CanBeHidden, Conditions, Model, Reader, UtcDateTime, one_of
from board.folding import folding

SEARCHED = ("title", "summary")
PICTURES = 5  # of one playbook


class Playbook(CanBeHidden, Model):
    """A playbook, as lists show it; what it says is its newest version.

    `lineage` is its name for ever, on every board. What comes with the product belongs
    to no area: operators look after it, and until somebody here changes it, it has the
    number of its file (`ready_version`) and is renewed with the product.
    """

    __tablename__ = "playbook"
    __table_args__ = (Index(None, "area_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    title: Mapped[str] = mapped_column(String(120))
    summary: Mapped[str] = mapped_column(String(300), default="")
    # see folding.py
    folded: Mapped[str] = mapped_column(Text, default=folding(*SEARCHED), deferred=True)
    lineage: Mapped[str] = mapped_column(String(120), unique=True)
    # what it was copied from, maybe on another board
    from_lineage: Mapped[str | None] = mapped_column(String(120), index=True)
    from_version: Mapped[int | None]
    ready_version: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)
    photo_count: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    once: Mapped[str | None] = mapped_column(String(36), unique=True)

    @property
    def topics(self) -> list[str]:
        """Where in the log things about this playbook stand."""
        of_area = [f"area-{self.area_id}"] if self.area_id else []
        return [f"playbook-{self.id}", "playbooks", *of_area]


class PlaybookVersion(Model):
    """What a playbook says, or said (book.py), and why it was changed to that."""

    __tablename__ = "playbook_version"

    playbook_id: Mapped[int] = mapped_column(
        ForeignKey("playbook.id"), primary_key=True
    )
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    note: Mapped[str] = mapped_column(String(500), default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)


class PlaybookUse(Model):
    """A campaign that was laid out by a playbook.

    Whoever did it may be `askable`: named to people who want to ask how it went.
    """

    __tablename__ = "playbook_use"
    __table_args__ = (Index(None, "playbook_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    playbook_id: Mapped[int] = mapped_column(ForeignKey("playbook.id"))
    version: Mapped[int]
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), unique=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"), index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    askable: Mapped[bool] = mapped_column(default=False)
    day: Mapped[date]  # of the action: day 0
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)

    @classmethod
    def visible(cls, reader: Reader) -> Conditions:
        """A use is seen with its campaign."""
        return Campaign.lets_see(cls.campaign_id, reader)


class PlaybookTask(Model):
    """The step that a task was laid out by."""

    __tablename__ = "playbook_task"

    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), primary_key=True)
    use_id: Mapped[int] = mapped_column(ForeignKey("playbook_use.id"), index=True)
    step: Mapped[str] = mapped_column(String(160))  # its lineage


class Answered(StrEnum):
    """What keepers did with a suggestion."""

    OPEN = "open"
    TAKEN = "taken"
    ANSWERED = "answered"  # with words, and not taken


class Suggestion(CanBeHidden, Model):
    """What somebody changed about a playbook, or about one step of it, and why."""

    __tablename__ = "playbook_suggestion"
    __table_args__ = (
        one_of("state", Answered),
        Index(None, "playbook_id", "state", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    playbook_id: Mapped[int] = mapped_column(ForeignKey("playbook.id"))
    version: Mapped[int]  # the one it is about
    step: Mapped[str] = mapped_column(String(40), default="")  # its key; "" is the book
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))  # of the use
    # where it came from, as that board says: then nobody here suggested it
    from_board: Mapped[str] = mapped_column(String(300), default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    words: Mapped[str] = mapped_column(Text)
    why: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    state: Mapped[str] = mapped_column(String(8), default=Answered.OPEN)
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    once: Mapped[str | None] = mapped_column(String(36), unique=True)
