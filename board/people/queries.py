"""Reading what people bring, and who may be asked."""

from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select

from board.accounts.models import Person
from board.accounts.places import KEEPS_OUT
from board.areas.models import Area, Membership
from board.db import AnyRow, Rows, db, read, the_one
from board.people.models import Line, Young, young
from board.people.request_models import Asking, Wish
from board.policy import Actor

LINES = (
    Line.id,
    Line.person_id,
    Line.kind,
    Line.words,
    Line.seen_by,
    Line.typed_by_id,
    Line.hidden_at,
    Line.hidden_for,
)


def is_young(person_id: int) -> bool:
    """Whether an organiser anywhere noted that the person is under 18."""
    return bool(db.session.scalar(select(is_young_column(person_id))))


def is_young_column(person: Any) -> ColumnElement[bool]:
    """The same for a statement; the person is a column or a number."""
    return young(person)


def young_marks(person_id: int, reader: Actor) -> Rows:
    """(area_id, name) where it is noted that somebody is under 18, as far as the
    reader may know."""
    statement = (
        select(Young.area_id, Area.name)
        .join(Area, Area.id == Young.area_id)
        .where(Young.person_id == person_id, *Young.visible(reader))
        .order_by(Area.name)
    )
    return read(statement)


def person(person_id: int) -> AnyRow:
    """(id, name) of somebody who has an account, or NotFound."""
    columns = (Person.id, Person.name)
    here = (Person.id == person_id, Person.erased_at.is_(None))
    return the_one(select(*columns).where(*here))


def lines_of(person_id: int, reader: Actor | None) -> Rows:
    """Somebody's lines that the reader may see, in the order they were written."""
    theirs = (Line.person_id == person_id, *Line.visible(reader))
    return read(select(*LINES).where(*theirs).order_by(Line.id))


def wish_of(person_id: int) -> Wish:
    """How somebody wants to be asked."""
    said = select(Asking.wish).where(Asking.person_id == person_id)
    return Wish(db.session.scalar(said) or Wish.ONE)


def is_known_to(person_id: int, area_id: int, reader: Actor) -> bool:
    """Whether somebody belongs to the area, or shows the reader a line."""
    belongs = exists().where(
        Membership.person_id == person_id, Membership.area_id == area_id
    )
    shows = exists().where(Line.person_id == person_id, *Line.visible(reader))
    known = (Person.id == person_id, Person.erased_at.is_(None), or_(belongs, shows))
    return bool(read(select(Person.id).where(*known)))


def is_kept_out(person_id: int, area_id: int) -> bool:
    """Whether moderators keep somebody out of an area."""
    return bool(db.session.scalar(select(KEEPS_OUT.filling(person_id, area_id))))
