"""An organiser of one area who helps with a campaign of another, until a day."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from board import clock
from board.db import Model, UtcDateTime

OPEN = text("ended_at IS NULL")


class Loan(Model):
    """Somebody who organises elsewhere is asked to help with a campaign, and does once
    they say yes; it gives the rights of that campaign alone (policy.OF_CAMPAIGN)."""

    __tablename__ = "loan"
    __table_args__ = (
        Index(
            "uq_loan_open",
            "campaign_id",
            "person_id",
            unique=True,
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        ),
        Index(None, "person_id", "ends_at"),
        Index("ix_loan_ends_at", "ends_at", sqlite_where=OPEN, postgresql_where=OPEN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))  # of the campaign
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # who asked
    until: Mapped[date]  # the last day
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)  # the end of that day
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    # when they said yes
    began_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # either side ended it, they said no, or its day has passed
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # when people were told that it ends soon
    warned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
