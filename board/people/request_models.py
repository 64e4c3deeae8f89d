"""What one person is asked to do, with their answer; and whether they want to be
asked."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, or_, text
from sqlalchemy.orm import Mapped, mapped_column

from board import clock
from board.db import Conditions, Model, Reader, UtcDateTime, one_of
from board.people.models import number_of


class Reply(StrEnum):
    """What somebody answers."""

    YES = "yes"
    NO = "no"
    LATER = "later"  # on a day of their choice it is asked again


class Wish(StrEnum):
    """How somebody wants to be asked."""

    ONE = "one"  # by one organiser within seven days; so it is for who said nothing
    ANY = "any"
    NONE = "none"


OPEN = text("answered_at IS NULL")
PUT_OFF = text("later_on IS NOT NULL")


class Request(Model):
    """An organiser asks one person to do one thing.

    It is open while `answered_at` is empty; without an answer it lapsed. `kind` and
    `subject_id` say what is asked (places.py: ASKABLE).
    """

    __tablename__ = "request"
    __table_args__ = (
        one_of("answer", Reply),
        Index(
            "uq_request_open",
            "person_id",
            "kind",
            "subject_id",
            unique=True,
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        ),
        Index(None, "person_id", "asked_at"),
        Index(None, "by_id", "asked_at"),
        Index(None, "kind", "subject_id"),
        Index(
            "ix_request_lapses_at",
            "lapses_at",
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        ),
        Index(
            "ix_request_later_on",
            "later_on",
            sqlite_where=PUT_OFF,
            postgresql_where=PUT_OFF,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    kind: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[int]
    words: Mapped[str] = mapped_column(String(300), default="")
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    answer: Mapped[str | None] = mapped_column(String(5))
    later_on: Mapped[date | None]
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lapses_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @classmethod
    def visible(cls, reader: Reader) -> Conditions:
        """Whoever is asked, and whoever asks."""
        person = number_of(reader)
        return (or_(cls.person_id == person, cls.by_id == person),)


class Asking(Model):
    """How somebody wants to be asked, where they said so."""

    __tablename__ = "asking"
    __table_args__ = (one_of("wish", Wish),)
    private = True

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    wish: Mapped[str] = mapped_column(String(4))
