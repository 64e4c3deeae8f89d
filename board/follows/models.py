"""Places around which a person wants to hear what is posted."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from board import clock
from board.db import Model, UtcDateTime

LEAST_KM, MOST_KM = 0.2, 10


class FollowPlace(Model):
    """A person hears of what is posted within so many kilometres of a point. Nobody else sees it."""

    __tablename__ = "follow_place"
    __table_args__ = (
        UniqueConstraint("person_id", "latitude", "longitude"),
        CheckConstraint(f"km BETWEEN {LEAST_KM} AND {MOST_KM}", name="km"),
        Index(None, "latitude", "longitude"),
    )
    private = True

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    latitude: Mapped[float]
    longitude: Mapped[float]
    km: Mapped[float]
    since: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
