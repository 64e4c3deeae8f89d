"""What people ask about campaigns, tasks and events, and what they are answered."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, or_
from sqlalchemy.orm import Mapped, mapped_column

from board import clock
from board.areas.models import still_organises
from board.db import CanBeHidden, Conditions, Model, Reader, UtcDateTime, one_of
from board.policy import Audience

KINDS = ("campaign", "task", "event")  # of things one can ask about


class Question(CanBeHidden, Model):
    """A question about a thing, and its answer once there is one.

    A private one is for its asker and the organisers of the area alone, whatever else
    somebody may see as the operator.
    """

    __tablename__ = "question"
    __table_args__ = (
        one_of("kind", KINDS),
        Index(None, "kind", "thing_id", "id"),
        Index(None, "area_id", "answered_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    thing_id: Mapped[int]
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    asker_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    body: Mapped[str] = mapped_column(Text)
    private: Mapped[bool] = mapped_column(default=False)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    once: Mapped[str | None] = mapped_column(String(36), unique=True)

    @classmethod
    def visible(cls, reader: Reader) -> Conditions:
        """All but private ones; those only for who asked, and whoever organises there
        and is not kept out."""
        if reader is None or isinstance(reader, Audience):
            return (cls.hidden_at.is_(None), cls.private.is_(False))
        person = getattr(reader, "id", reader)
        answers = still_organises(person, cls.area_id)
        theirs = or_(cls.private.is_(False), cls.asker_id == person, answers)
        return (cls.hidden_at.is_(None), theirs)
