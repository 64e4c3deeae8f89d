"""What people bring: lines about themselves, each with who sees it, and what they want
to be asked."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    String,
    and_,
    exists,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, aliased, mapped_column

from board import clock
from board.accounts.places import KEEPS_OUT
from board.areas.models import Membership, still_organises
from board.db import (
    CanBeHidden,
    Conditions,
    Model,
    Reader,
    UtcDateTime,
    one_of,
)
from board.policy import Audience, Role


class LineKind(StrEnum):
    """What a line says of its person."""

    CAN = "can"
    LEARN = "learn"  # wants to
    TEACH = "teach"  # could
    WHEN = "when"  # has time
    OPENS = "opens"  # a connection: "I know the head of the primary school"


SKILLS = (LineKind.CAN, LineKind.LEARN, LineKind.TEACH)
OFFERS = (LineKind.CAN, LineKind.TEACH)


class SeenBy(StrEnum):
    """Who sees a line besides its person; each sees what those after it see."""

    NOBODY = "nobody"
    ORGANISERS = "organisers"
    MEMBERS = "members"
    EVERYONE = "everyone"


class Young(Model):
    """An organiser of the area noted that somebody is under 18."""

    __tablename__ = "young"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"), primary_key=True)
    marked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)

    @classmethod
    def visible(cls, reader: Reader) -> Conditions:
        """The person themself, and whoever organises where it was noted."""
        person = number_of(reader)
        return (or_(cls.person_id == person, still_organises(person, cls.area_id)),)


class Line(CanBeHidden, Model):
    """One line that somebody wrote about what they bring.

    `compared` is what it is found and compared by (folding.same_name).
    """

    __tablename__ = "person_line"
    __table_args__ = (
        one_of("kind", LineKind),
        one_of("seen_by", SeenBy),
        Index(None, "person_id", "kind"),
        Index(None, "compared", "person_id"),
        Index(None, "seen_by", "person_id"),
        # a case about a line that is gone is about no other
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str] = mapped_column(String(5))
    words: Mapped[str] = mapped_column(String(120))
    # folding may make it longer
    compared: Mapped[str] = mapped_column(String(400))
    seen_by: Mapped[str] = mapped_column(String(10), default=SeenBy.ORGANISERS)
    # typed in from paper by an organiser, until the person has looked at it
    typed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)

    @classmethod
    def visible(cls, reader: Reader) -> Conditions:
        """One's own always; others' as each line says, of a young person by those who
        organise at most."""
        if reader is None or isinstance(reader, Audience):
            return (cls.hidden_at.is_(None), seen_by_all(cls))
        me = number_of(reader)
        shown = or_(
            seen_by_all(cls), seen_by_members(cls, me), seen_organising(cls, me)
        )
        return (or_(cls.person_id == me, and_(cls.hidden_at.is_(None), shown)),)


def number_of(reader: Any) -> Any:
    """The reader's number, which a statement may be given later; 0 is nobody."""
    if reader is None or isinstance(reader, Audience):
        return 0
    return getattr(reader, "id", reader)


def young(person: Any) -> ColumnElement[bool]:
    """Whether somebody, a column or a number, is marked as under 18 anywhere."""
    mark = aliased(Young)
    return exists().where(mark.person_id == person)


def seen_by_all(line: Any) -> ColumnElement[bool]:
    """Lines that everyone sees."""
    return and_(line.seen_by == SeenBy.EVERYONE, ~young(line.person_id))


def seen_by_members(line: Any, me: Any) -> ColumnElement[bool]:
    """Lines for members of an area that their person belongs to, of whom I am one."""
    said = line.seen_by.in_((SeenBy.MEMBERS, SeenBy.EVERYONE))
    return and_(said, ~young(line.person_id), shares_area(line.person_id, me))


def seen_organising(line: Any, me: Any) -> ColumnElement[bool]:
    """Lines for those who organise where their person belongs, of whom I am one."""
    said = line.seen_by != SeenBy.NOBODY
    return and_(said, shares_area(line.person_id, me, Role.ORGANISER))


def shares_area(person: Any, me: Any, *roles: Role) -> ColumnElement[bool]:
    """Whether I am a member, or what is named, of an area to which somebody belongs,
    and am not kept out of it."""
    mine = aliased(Membership)
    theirs = aliased(Membership)
    shared = select(theirs.area_id).where(
        theirs.person_id == person,
        mine.area_id == theirs.area_id,
        mine.person_id == me,
        mine.role.in_(roles or (Role.MEMBER, Role.ORGANISER)),
        ~KEEPS_OUT.filling(me, theirs.area_id),
    )
    # as EXISTS, PostgreSQL would first gather everybody who shares an area with me
    return shared.limit(1).scalar_subquery().is_not(None)
