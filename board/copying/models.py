"""What was copied from what, and what organisers keep to fill in forms with."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from board import clock
from board.db import Model, UtcDateTime, one_of


class EventCopy(Model):
    """An event that was planned after another."""

    __tablename__ = "event_copy"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), primary_key=True)
    # the event it was copied from
    from_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)


class CampaignCopy(Model):
    """A campaign that was laid out after another."""

    __tablename__ = "campaign_copy"

    campaign_id: Mapped[int] = mapped_column(
        ForeignKey("campaign.id"), primary_key=True
    )
    # the campaign it was copied from
    from_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)


class TemplateKind(StrEnum):
    """Which form a template fills in."""

    EVENT = "event"
    TASK = "task"


class Template(Model):
    """What somebody keeps to plan an event or a task by, again and again; theirs alone,
    or shared with the organisers of an area."""

    __tablename__ = "template"
    __table_args__ = (
        one_of("kind", TemplateKind),
        Index(None, "person_id", "id"),
        Index(None, "area_id", "id"),
    )
    private = True

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    # whose organisers may use it, too
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))
    kind: Mapped[str] = mapped_column(String(5))
    name: Mapped[str] = mapped_column(String(120))
    # what it fills in (event_content.py, task_content.py)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    once: Mapped[str | None] = mapped_column(String(36), unique=True)
