"""Reading introductions: each as one of its seats has it; how to reach somebody is read
by one statement alone."""

from datetime import timedelta
from functools import cache
from typing import Any

from sqlalchemy import and_, case, exists, literal, or_, select
from sqlalchemy.orm import aliased

from board import clock
from board.accounts.models import Person
from board.areas.models import Area, Membership
from board.db import AnyRow, Rows, read, the_one
from board.errors import NotFound
from board.introductions.models import Introduction, Look, Seat, bars
from board.one_to_ones.queries import somebody
from board.policy import Actor, Role

PAGE = 20
SHOWN_FOR = timedelta(minutes=15)  # after a look
ASKER = aliased(Person)
MIDDLE = aliased(Person)


@cache
def _shown() -> Any:
    """What stands of one for whoever may see it; built once places are filled.

    It has ended also where somebody in it was barred after it had reached them; where
    it reached nobody, it waits as others do.
    """
    went_on = case(
        (Introduction.passed_at.is_(None), Introduction.reached_middle),
        else_=Introduction.reached_other,
    )
    ended = or_(
        Introduction.ended_at.is_not(None), and_(Introduction.barred(), went_on)
    )
    return (
        select(
            Introduction.id,
            Introduction.area_id,
            Introduction.asker_id,
            Introduction.middle_id,
            Introduction.other_id,
            Introduction.who,
            Introduction.purpose,
            Introduction.asked_at,
            Introduction.passed_at,
            Introduction.until,
            Introduction.asker_wording.is_not(None).label("asker_agreed"),
            Introduction.other_wording.is_not(None).label("other_agreed"),
            ended.label("ended"),
            ASKER.name.label("asker"),
            MIDDLE.name.label("middle"),
        )
        .join(ASKER, ASKER.id == Introduction.asker_id)
        .join(MIDDLE, MIDDLE.id == Introduction.middle_id)
    )


def mine(me: Actor, after: int = 0) -> Rows:
    """Those in which the person has a seat, the newest first; one more than a page."""
    found = _shown().where(*Introduction.visible(me))
    if after:
        found = found.where(Introduction.id < after)
    return read(found.order_by(Introduction.id.desc()).limit(PAGE + 1))


def one(introduction_id: int, me: Actor) -> AnyRow:
    """One of them, or NotFound: alike for one that is not there, and not for them."""
    is_it = Introduction.id == introduction_id
    return the_one(_shown().where(is_it, *Introduction.visible(me)))


def by_link(introduction_id: int, stamped: str) -> AnyRow:
    """The one that the link of its other side leads to, or NotFound."""
    this = (Introduction.id == introduction_id, Introduction.reached_other)
    row = the_one(_shown().where(*this))
    if stamp(row) != stamped:
        raise NotFound
    return row


def stamp(row: Any) -> str:
    """What tells one from a later one with the same number."""
    return str(int(row.asked_at.timestamp() * 1_000_000))


def looks(introduction_id: int) -> Rows:
    """(seat, at) of each look, the newest first; for whoever may see it."""
    found = select(Look.seat, Look.at).where(Look.introduction_id == introduction_id)
    return read(found.order_by(Look.at.desc()).limit(50))


def contact(introduction_id: int, seat: Seat) -> str:
    """How the other of the two can be reached, for a quarter of an hour after this one
    looked; empty where it is not theirs to see, or not any more."""
    theirs = {
        Seat.ASKER: Introduction.other_shares,
        Seat.OTHER: Introduction.asker_shares,
    }
    looked = exists().where(
        Look.introduction_id == Introduction.id,
        Look.seat == seat,
        Look.at > clock.now() - SHOWN_FOR,
    )
    this = (Introduction.id == introduction_id, looked, *Introduction.is_open())
    found = read(select(theirs[seat].label("shares")).where(*this))
    return str(found[0].shares) if found else ""


def goes_on(area_id: int, *people: int | None) -> bool:
    """Whether nobody of these is barred: asked in the same way whoever they are."""
    barred = [bars(literal(person or 0), area_id) for person in people]
    return not read(select(or_(*barred).label("barred")))[0].barred


def middles(me: Actor) -> Rows:
    """(id, name, area_id, area_name) of whom one can ask: the organisers of all areas,
    those of one's own first."""
    mine = exists().where(Membership.area_id == Area.id, Membership.person_id == me.id)
    seat = aliased(Membership)
    found = (
        select(
            Person.id, Person.name, Area.id.label("area_id"), Area.name.label("area")
        )
        .join(seat, seat.person_id == Person.id)
        .join(Area, Area.id == seat.area_id)
        .where(seat.role == Role.ORGANISER, Person.id != me.id)
        .where(Person.erased_at.is_(None), *Area.visible(None))
        .order_by(~mine, Area.name, Person.name, Person.id)
        .limit(200)
    )
    return read(found)


def named_middle(person_id: int, me: Actor) -> Rows:
    """The same of somebody whom one may pick, in an area that both belong to, else in
    one of mine."""
    found = asked_one(person_id, me)
    if found is None:
        return []
    theirs = aliased(Membership)
    mine = aliased(Membership)
    shared = and_(theirs.area_id == mine.area_id, theirs.person_id == person_id)
    columns = (Area.id.label("area_id"), Area.name.label("area"))
    areas = (
        select(Person.id, Person.name, *columns)
        .select_from(Person)
        .join(mine, mine.person_id == me.id)
        .join(Area, Area.id == mine.area_id)
        .outerjoin(theirs, shared)
        .where(Person.id == person_id)
        .order_by(theirs.person_id.is_(None), Area.id)
    )
    return read(areas.limit(1))


def address_of(introduction_id: int) -> str:
    """The address that the link of the other side went to."""
    this = Introduction.id == introduction_id
    return str(read(select(Introduction.email).where(this))[0].email)


def asked_one(person_id: int, me: Actor) -> AnyRow | None:
    """(id, name) of a person named in the address, whom one may pick."""
    try:
        return somebody(person_id, me)
    except NotFound:
        return None
