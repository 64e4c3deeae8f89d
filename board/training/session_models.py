"""Sessions of courses, and areas that ask for one."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from board import clock
from board.db import Model, UtcDateTime


class Session(Model):
    """An event, of kind training, at which a course is held; its list and its register
    are the event's."""

    __tablename__ = "course_session"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    # who leads it; none while nobody does
    trainer_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)


class TrainingAsk(Model):
    """An area asks for a course, until there is a session of it or it is taken back."""

    __tablename__ = "training_ask"
    __table_args__ = (UniqueConstraint("course_id", "area_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)


class TrainingOffer(Model):
    """Somebody would lead what an area asks for; its organisers read it."""

    __tablename__ = "training_offer"
    private = True

    ask_id: Mapped[int] = mapped_column(
        ForeignKey("training_ask.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id"), primary_key=True, index=True
    )
    offered_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
