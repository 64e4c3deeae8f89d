"""What comes after a session: a first small task, and somebody who goes along."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, or_
from sqlalchemy.orm import Mapped, mapped_column

from board import clock
from board.db import Conditions, Model, Reader, UtcDateTime
from board.people.models import number_of


class FirstTask(Model):
    """The small task in which a course ends, offered to somebody who came."""

    __tablename__ = "first_task"
    __table_args__ = (
        UniqueConstraint("event_id", "person_id"),
        CheckConstraint("(taken IS NULL) = (answered_at IS NULL)", name="answered"),
        Index(None, "person_id"),
        Index(None, "course_id"),
    )
    private = True

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    offered_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    due_on: Mapped[date]
    taken: Mapped[bool | None]  # none: no answer yet
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # whom an organiser or the trainer named to go along
    buddy_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)

    @classmethod
    def visible(cls, reader: Reader) -> Conditions:
        """One's own; others read how many there are."""
        return (cls.person_id == number_of(reader),)


class MentorOffer(Model):
    """Somebody who can do what a course teaches would go along with those who
    learn it."""

    __tablename__ = "mentor_offer"
    private = True

    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id"), primary_key=True, index=True
    )
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)


class Pairing(Model):
    """A learner asked a mentor; both said yes once `agreed` is true."""

    __tablename__ = "pairing"
    __table_args__ = (
        UniqueConstraint("course_id", "learner_id", "mentor_id"),
        CheckConstraint("learner_id <> mentor_id", name="two"),
        Index(None, "learner_id"),
        Index(None, "mentor_id"),
    )
    private = True

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    learner_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    mentor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    agreed: Mapped[bool | None]  # none: no answer yet
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @classmethod
    def visible(cls, reader: Reader) -> Conditions:
        """The two of them."""
        me = number_of(reader)
        return (or_(cls.learner_id == me, cls.mentor_id == me),)
