"""Places around which, and shapes in which, a person wants to hear what is posted."""

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from board import clock
from board.db import Model, UtcDateTime

LEAST_KM, MOST_KM = 0.2, 10  # around a place
ACROSS_KM, MOST_CORNERS = 20, 50  # of a shape
KM = 111.2  # of a degree of latitude


class FollowPlace(Model):
    """A person hears of what is posted within so many kilometres of a point.

    Nobody else sees it.
    """

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


class FollowShape(Model):
    """A person hears of what is posted inside a shape they drew.

    Nobody else sees it. No shape is wider than 20 km.
    """

    __tablename__ = "follow_shape"
    __table_args__ = (
        CheckConstraint("south <= north AND west <= east", name="box"),
        Index(None, "south", "west"),
    )
    private = True

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(80), default="")
    # As areas have it: GeoJSON's coordinates of a MultiPolygon, and the box around it.
    boundary: Mapped[str] = mapped_column(Text)
    south: Mapped[float]
    west: Mapped[float]
    north: Mapped[float]
    east: Mapped[float]
    since: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    once: Mapped[str | None] = mapped_column(String(36), unique=True)
