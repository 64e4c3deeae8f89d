"""What people can do who came to a course, seen by somebody who confirmed it."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, and_, or_
from sqlalchemy.orm import Mapped, mapped_column

from board import clock
from board.areas.models import still_organises
from board.db import Conditions, Model, Reader, UtcDateTime
from board.people.models import number_of, shares_area, young


class SkillHeld(Model):
    """Proposed by coming to a session or leading one; held once it is confirmed.

    It is over after `expires_on`; who comes again or leads holds it for longer.
    """

    __tablename__ = "skill_held"
    __table_args__ = (
        UniqueConstraint("person_id", "course_id"),
        Index(None, "course_id", "area_id"),
        Index(None, "event_id"),
        Index(None, "expires_on"),
    )
    private = True

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    # the session at which it was proposed, and where that was
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    skill: Mapped[str] = mapped_column(String(60))
    proposed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    expires_on: Mapped[date | None]  # none: never
    # the day to which all of its kind were extended
    extended_to: Mapped[date | None]
    extension_id: Mapped[int | None] = mapped_column(ForeignKey("skill_extension.id"))
    # the warning its person had last: so many days before
    warned: Mapped[int | None]

    @classmethod
    def visible(cls, reader: Reader) -> Conditions:
        """One's own; of others what is confirmed, for those who share an area with them
        and, of a young person, for organisers there alone."""
        me = number_of(reader)
        shared = and_(
            cls.confirmed_at.is_not(None),
            ~young(cls.person_id),
            shares_area(cls.person_id, me),
        )
        there = still_organises(me, cls.area_id)
        return (or_(cls.person_id == me, shared, there),)


class SkillExtension(Model):
    """All of a kind hold for longer, in one area, for a reason."""

    __tablename__ = "skill_extension"
    private = True

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(String(300))
    until: Mapped[date]
    people: Mapped[int] = mapped_column(default=0)
    once: Mapped[str | None] = mapped_column(String(36), unique=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
