"""Places, and what people are in them."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    String,
    Text,
    and_,
    exists,
    literal_column,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from board import clock
from board.accounts.models import Person
from board.accounts.places import KEEPS_OUT
from board.db import Model, UtcDateTime
from board.policy import Role


class Area(Model):
    """A place with its people; the slug is its address."""

    __tablename__ = "area"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    about: Mapped[str] = mapped_column(Text, default="")
    # what people agreed on there, beside the community rules
    own_rules: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)  # of these words
    # an organiser looks at what somebody writes here for the first time before others
    looks_first: Mapped[bool] = mapped_column(default=False)
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    # Where it ends: GeoJSON's coordinates of a MultiPolygon, read only by who looks for
    # a point, and its box.
    boundary: Mapped[str | None] = mapped_column(Text, deferred=True)
    south: Mapped[float | None]
    west: Mapped[float | None]
    north: Mapped[float | None]
    east: Mapped[float | None]
    # else an organiser lets people in
    joins_at_once: Mapped[bool] = mapped_column(default=False)

    @property
    def area_id(self) -> int:
        """An area is in itself: policy asks every thing for its area."""
        return self.id


ORGANISES = "role = 'organiser'"


class Membership(Model):
    """A person's role in an area."""

    __tablename__ = "membership"
    __table_args__ = (
        CheckConstraint(f"role IN {tuple(str(r) for r in Role)}", name="role"),
        Index(None, "area_id", "person_id"),
        # few organise among many thousand
        Index(
            "ix_membership_organisers",
            "area_id",
            sqlite_where=text(ORGANISES),
            postgresql_where=text(ORGANISES),
        ),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"), primary_key=True)
    role: Mapped[str] = mapped_column(String(10))
    since: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    person: Mapped[Person] = relationship(back_populates="memberships", lazy="raise")
    area: Mapped[Area] = relationship(lazy="raise")


# As a constant: only then do databases see that the index of those who organise holds
# all of them.
IS_ORGANISER = Membership.role == literal_column("'organiser'")


class JoinRequest(Model):
    """Somebody asks to be let in as a member; they and the organisers there read it.

    Whoever is let in has no row any more; `answered_at` is when an organiser said not
    now.
    """

    __tablename__ = "join_request"
    __table_args__ = (Index(None, "area_id", "answered_at", "asked_at"),)
    private = True

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"), primary_key=True)
    words: Mapped[str] = mapped_column(String(300), default="")
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


def organises_here(person: Any, area: Any) -> ColumnElement[bool]:
    """Whether a person organises in an area, both given as columns or numbers."""
    return exists().where(
        Membership.person_id == person,
        Membership.area_id == area,
        Membership.role == Role.ORGANISER,
    )


def still_organises(person: Any, area: Any) -> ColumnElement[bool]:
    """The same for what organisers alone read: those who are kept out do not."""
    return and_(organises_here(person, area), ~KEEPS_OUT.filling(person, area))
