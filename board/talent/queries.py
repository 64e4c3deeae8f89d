"""Reading who has been doing what: for organisers of an area, and for oneself."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import and_, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from board.accounts.models import Person
from board.accounts.places import KEEPS_OUT
from board.areas.models import Area, Membership
from board.campaigns.models import Campaign
from board.db import AnyRow, AnySelect, Rows, UtcDateTime, read
from board.people.models import Line, LineKind, SeenBy, young
from board.policy import Actor
from board.talent.models import Deed, DeedKind, OwnWord

PAGE = 20
THEIRS = aliased(Membership)  # beside the reader's in the door
WANTS = (LineKind.LEARN, LineKind.TEACH, LineKind.CAN)


ME: Any = bindparam("me")
AREA: Any = bindparam("area")
WHO: Any = bindparam("who")
PEOPLE: Any = bindparam("people", expanding=True)


def listed(
    area_id: int,
    reader: Actor,
    before: tuple[datetime, int] | None = None,
    who: int = 0,
) -> Rows:
    """Who has been doing something in an area, the latest first: one more than a page
    when there are further ones; with `who` that person alone.

    Not there are those who hide from it, are under 18, are kept out, or have left.
    """
    given = {"area": area_id, "me": reader.id}
    if who:
        return read(_one_of_them(), {**given, "who": who})
    if before is None:
        return read(_people(), given)
    at, number = before
    return read(_further(), {**given, "at": at, "number": number})


# Each is built once: to put one so long together takes longer than to ask it.
@cache
def _told() -> AnySelect:
    belongs = and_(THEIRS.person_id == Deed.person_id, THEIRS.area_id == Deed.area_id)
    return (
        select(Deed.person_id.label("id"), Person.name, Deed.last_at, OwnWord.note)
        .join(Person, Person.id == Deed.person_id)
        .join(THEIRS, belongs)
        .outerjoin(OwnWord, OwnWord.person_id == Deed.person_id)
        .where(Deed.area_id == AREA, Deed.kind == DeedKind.LATEST)
        .where(Deed.person_id != ME, *Deed.visible(ME))
        .where(func.coalesce(OwnWord.hidden, False).is_(False))
        .where(~young(Deed.person_id), ~KEEPS_OUT.filling(Deed.person_id, Deed.area_id))
    )


@cache
def _people() -> AnySelect:
    ordered = _told().order_by(Deed.last_at.desc(), Deed.person_id.desc())
    return ordered.limit(PAGE + 1)


@cache
def _further() -> AnySelect:
    at = bindparam("at", type_=UtcDateTime)
    same = and_(Deed.last_at == at, Deed.person_id < bindparam("number"))
    # said twice, so that the index is entered there
    return _people().where(Deed.last_at <= at, or_(Deed.last_at < at, same))


@cache
def _one_of_them() -> AnySelect:
    return _told().where(Deed.person_id == WHO)


@cache
def _deeds() -> AnySelect:
    of_campaign = and_(Campaign.id == Deed.campaign_id, *Campaign.visible(ME))
    return (
        select(Deed.person_id, Deed.kind, Deed.times, Campaign.title.label("campaign"))
        .outerjoin(Campaign, of_campaign)
        .where(Deed.area_id == AREA, Deed.person_id.in_(PEOPLE))
        .where(Deed.kind != DeedKind.LATEST, *Deed.visible(ME))
    )


@cache
def _wishes() -> AnySelect:
    columns = (Line.person_id, Line.kind, Line.words)
    theirs = (Line.person_id.in_(PEOPLE), Line.kind.in_(WANTS), *Line.visible(ME))
    return select(*columns).where(*theirs).order_by(Line.id)


def deeds_of(people: list[int], area_id: int, reader: Actor) -> Rows:
    """What they did there, as far as the reader may know."""
    return read(_deeds(), {"people": people, "area": area_id, "me": reader.id})


def wishes_of(people: list[int], reader: Actor) -> Rows:
    """What they said they can, want to learn and could teach, to whom it is told."""
    return read(_wishes(), {"people": people, "me": reader.id})


def my_wishes(me: Actor) -> Rows:
    """The same of my own, without what organisers do not read."""
    shown = (Line.seen_by != SeenBy.NOBODY, Line.hidden_at.is_(None))
    return read(_wishes().where(*shown), {"people": [me.id], "me": me.id})


def mine(me: Actor) -> Rows:
    """All that is noted of my own deeds, by area."""
    own = (Deed.person_id == me.id, Deed.kind != DeedKind.LATEST)
    of_campaign = and_(Campaign.id == Deed.campaign_id, *Campaign.visible(me))
    columns = (
        Deed.person_id,
        Deed.area_id,
        Deed.kind,
        Deed.times,
        Deed.not_so,
        Area.name.label("area"),
        Campaign.title.label("campaign"),
    )
    found = select(*columns).join(Area, Area.id == Deed.area_id)
    found = found.outerjoin(Campaign, of_campaign).where(*own, *Deed.visible(me))
    return read(found.order_by(Area.name, Deed.kind))


def own_word(person_id: int) -> AnyRow | None:
    """What somebody says to it."""
    columns = (OwnWord.note, OwnWord.hidden)
    found = read(select(*columns).where(OwnWord.person_id == person_id))
    return found[0] if found else None
