"""Standing responsibilities in an area or a campaign: who holds them, until when, and
what the next one needs to know."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, or_, text
from sqlalchemy.orm import Mapped, mapped_column

from board import clock
from board.campaigns.models import Campaign
from board.db import Conditions, Model, Reader, UtcDateTime

TERM = text("until IS NOT NULL AND ended_at IS NULL")


class Role(Model):
    """Something somebody looks after for a time, with a deputy.

    Without `campaign_id` it is the area's. It is free while `holder_id` is empty. The
    hand-over is read by whom policy names alone (`role.handover`).
    """

    __tablename__ = "role"
    __table_args__ = (
        CheckConstraint("holder_id <> deputy_id", name="two_people"),
        Index(None, "area_id", "id"),
        Index(None, "campaign_id"),
        Index(None, "holder_id"),
        Index(None, "deputy_id"),
        Index("ix_role_until", "until", sqlite_where=TERM, postgresql_where=TERM),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaign.id"))
    name: Mapped[str] = mapped_column(String(80))
    # what whoever holds it does
    words: Mapped[str] = mapped_column(String(1000), default="")
    # who looks after it
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    # who helps, and stands in
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    # the day from which the holder has it
    since: Mapped[date | None]
    # the last day of the term
    until: Mapped[date | None]
    # the last day of which people were told that it comes
    warned_of: Mapped[date | None]
    # what the next one needs to know
    handover: Mapped[str] = mapped_column(Text, default="", deferred=True)
    # when that was last written
    handover_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # and by whom
    handover_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    # it is no longer needed
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)
    once: Mapped[str | None] = mapped_column(String(36), unique=True)

    @classmethod
    def visible(cls, reader: Reader) -> Conditions:
        """One of a campaign is seen with its campaign."""
        with_it = Campaign.lets_see(cls.campaign_id, reader)
        return (or_(cls.campaign_id.is_(None), *with_it),)

    @property
    def topics(self) -> list[str]:
        """Where in the log things about this role stand."""
        topics = [f"role-{self.id}", f"area-{self.area_id}"]
        return topics + [f"campaign-{self.campaign_id}"] * bool(self.campaign_id)
