"""Reading what people bring, and who may be asked."""

from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, bindparam, exists, func, or_, select
from sqlalchemy.orm import aliased

from board.accounts.models import Person
from board.areas.models import Area, Membership, still_organises
from board.db import AnyRow, AnySelect, Rows, db, read, the_one
from board.people.models import Line, Young, number_of, shares_area, young
from board.people.request_models import Asking, Wish
from board.policy import Actor, Role

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


class Nobody(NamedTuple):
    """In place of somebody who is not there."""

    id: int
    name: str = ""
    known: bool = False


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


def shown(person_id: int, reader: Actor | None) -> AnyRow:
    """(id, name, known) of somebody, where `known` is whether the reader is them or
    organises where they belong, or NotFound; of somebody under 18 for these alone."""
    return the_one(_shown(person_id, reader))


def shown_or_nobody(person_id: int, reader: Actor | None) -> AnyRow | Nobody:
    """The same, with somebody who is known to nobody where there is none: so that the
    page asks as much of the database for who is not there as for who shows nothing."""
    found = read(_shown(person_id, reader))
    return found[0] if found else Nobody(person_id)


def _shown(person_id: int, reader: Actor | None) -> AnySelect:
    me = number_of(reader)
    known = or_(Person.id == me, shares_area(Person.id, me, Role.ORGANISER))
    columns = (Person.id, Person.name, known.label("known"))
    here = (Person.id == person_id, Person.erased_at.is_(None))
    return select(*columns).where(*here, or_(known, ~young(Person.id)))


def organised_areas(person_id: int, reader: Actor) -> Rows:
    """(id, slug, name, is_young) of the areas to which somebody belongs and in which
    the reader organises."""
    theirs = aliased(Membership)  # the door of who organises has the table itself
    noted = exists().where(Young.person_id == person_id, Young.area_id == Area.id)
    noted = noted.where(*Young.visible(reader))
    statement = (
        select(Area.id, Area.slug, Area.name, noted.label("is_young"))
        .join(theirs, theirs.area_id == Area.id)
        .where(theirs.person_id == person_id, still_organises(reader.id, Area.id))
        .order_by(Area.name)
    )
    return read(statement)


def areas_of(person_id: int) -> Rows:
    """(id, slug, name) of the areas to which somebody belongs."""
    statement = (
        select(Area.id, Area.slug, Area.name)
        .join(Membership, Membership.area_id == Area.id)
        .where(Membership.person_id == person_id, *Area.visible(None))
        .order_by(Area.name)
    )
    return read(statement)


def named_in(area_id: int, who: str) -> Rows:
    """(id, name) of people of the area who have this address or are called so, two at
    most."""
    called = func.lower(Person.name) == who.lower()
    statement = (
        select(Person.id, Person.name)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.area_id == area_id, Person.erased_at.is_(None))
        .where(or_(Person.email == who.lower(), called))
        .limit(2)
    )
    return read(statement)


@cache
def _lines(is_person: bool) -> AnySelect:
    reader: Any = bindparam("me") if is_person else None
    theirs = (Line.person_id == bindparam("person"), *Line.visible(reader))
    return select(*LINES).where(*theirs).order_by(Line.id)


def lines_of(person_id: int, reader: Actor | None) -> Rows:
    """Somebody's lines that the reader may see, in the order they were written."""
    values = {"person": person_id} | ({"me": reader.id} if reader else {})
    return read(_lines(reader is not None), values)


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
