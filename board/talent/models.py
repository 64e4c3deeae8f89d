"""What people have been doing in an area, and what they say to that."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, and_, or_
from sqlalchemy.orm import Mapped, mapped_column

from board.areas.models import still_organises
from board.db import Conditions, Model, Reader, UtcDateTime, one_of
from board.people.models import number_of


class DeedKind(StrEnum):
    """What somebody did, as the log has it."""

    POSTED = "posted"
    FINISHED = "finished"  # their part of a task
    CAME = "came"  # to an event
    TRAINED = "trained"  # came to a training session
    TAUGHT = "taught"  # led a training session to which others came
    BROUGHT = "brought"  # others who have an account, to an event
    HOSTED = "hosted"  # a house meeting to which others came
    LED = "led"  # took on a role or the lead of a task, or began a campaign
    LATEST = "latest"  # any of these: lists are in its order


class Deed(Model):
    """How often a person did something of one kind in an area, and when last.

    Kept by a listener of the log (deed_actions.py). Of posts, which may be without a
    name, it holds the month alone.
    """

    __tablename__ = "deed"
    __table_args__ = (
        one_of("kind", DeedKind),
        CheckConstraint("times >= 0", name="times"),
        Index(None, "area_id", "kind", "last_at", "person_id"),
    )
    private = True

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8), primary_key=True)
    times: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # of which campaign the last one was
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaign.id"))
    # the person says that it is not so
    not_so: Mapped[bool] = mapped_column(default=False)

    @classmethod
    def visible(cls, reader: Reader) -> Conditions:
        """One's own; and what is so, for whoever organises in the area."""
        me = number_of(reader)
        organises = and_(still_organises(me, cls.area_id), cls.not_so.is_(False))
        return (or_(cls.person_id == me, organises),)


class OwnWord(Model):
    """What somebody says to what organisers read about them: a note, and whether they
    are on that page at all."""

    __tablename__ = "own_word"
    private = True

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    note: Mapped[str] = mapped_column(String(300), default="")
    # not on the page of organisers
    hidden: Mapped[bool] = mapped_column(default=False)
