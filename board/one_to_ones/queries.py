"""Reading one-to-ones: mine, one of them, and those open to an area's organisers."""

from typing import Any

from sqlalchemy import and_, case, exists, or_, select
from sqlalchemy.orm import aliased

from board.accounts.models import Person
from board.areas.models import Area, Membership
from board.campaigns.models import ENDINGS, Campaign
from board.db import AnyRow, Rows, read, the_one, when_asked
from board.errors import NotFound
from board.one_to_ones.models import OneToOne
from board.policy import Actor, Role

PAGE = 20
WRITER = aliased(Person)
OTHER = aliased(Person)
# What the other is called: as they were typed, or as the account one picked is.
CALLED = case((OneToOne.name != "", OneToOne.name), else_=OTHER.name)
HEAD = (
    OneToOne.id,
    OneToOne.area_id,
    OneToOne.by_id,
    OneToOne.with_id,
    OneToOne.held_on,
    OneToOne.next_step,
    OneToOne.next_on,
    OneToOne.done_on,
    OneToOne.by_opens,
    OneToOne.with_opens,
    WRITER.name.label("writer"),
    CALLED.label("called"),
)
ALL_OF_IT = (
    *HEAD,
    OneToOne.cares_about,
    OneToOne.offers,
    OneToOne.answer,
    OneToOne.email,
    OneToOne.logged_at,
    OneToOne.until,
    Area.name.label("area_name"),
    Area.slug.label("area_slug"),
    Campaign.id.label("campaign_id"),
    Campaign.title.label("campaign_title"),
)


def _named(*columns: Any) -> Any:
    return (
        select(*columns)
        .join(WRITER, WRITER.id == OneToOne.by_id)
        .outerjoin(OTHER, OTHER.id == OneToOne.with_id)
    )


def _whole() -> Any:
    its = and_(Campaign.id == OneToOne.campaign_id, *Campaign.visible(None))
    found = _named(*ALL_OF_IT).join(Area, Area.id == OneToOne.area_id)
    return found.outerjoin(Campaign, its)


def mine(me: Actor, after: int = 0) -> Rows:
    """Those of the person, the newest first; one more than a page."""
    theirs = or_(OneToOne.by_id == me.id, OneToOne.with_id == me.id)
    found = _named(*HEAD).where(theirs, *OneToOne.visible(me))
    if after:
        found = found.where(OneToOne.id < after)
    return read(found.order_by(OneToOne.id.desc()).limit(PAGE + 1))


def shared_with(me: Actor, area_id: int, after: int = 0) -> Rows:
    """Those of an area that both let its organisers read, the newest first."""
    not_mine = and_(OneToOne.by_id != me.id, OneToOne.with_id.is_distinct_from(me.id))
    here = (OneToOne.area_id == area_id, not_mine)
    found = _named(*HEAD).where(*here, *OneToOne.visible(me))
    if after:
        found = found.where(OneToOne.id < after)
    return read(found.order_by(OneToOne.id.desc()).limit(PAGE + 1))


def one(talk_id: int, me: Actor) -> AnyRow:
    """One of them, or NotFound: alike for one that is not there, and not for them."""
    return the_one(_whole().where(OneToOne.id == talk_id, *OneToOne.visible(me)))


def by_link(talk_id: int, stamped: str) -> AnyRow:
    """The one that a link leads to, or NotFound."""
    is_it = (OneToOne.id == talk_id, OneToOne.until > when_asked())
    row = the_one(_whole().where(*is_it))
    if stamp(row) != stamped:
        raise NotFound
    return row


def stamp(row: Any) -> str:
    """What tells a one-to-one from a later one with the same number."""
    return str(int(row.logged_at.timestamp() * 1_000_000))


def somebody(person_id: int, me: Actor) -> AnyRow:
    """(id, name) of a person whom I may pick: of an area I belong to, or an organiser;
    else NotFound, as for nobody."""
    mine = aliased(Membership)
    theirs = aliased(Membership)
    shares = exists().where(
        mine.person_id == me.id,
        theirs.area_id == mine.area_id,
        theirs.person_id == Person.id,
    )
    organises = exists().where(
        Membership.person_id == Person.id, Membership.role == Role.ORGANISER
    )
    may = (Person.erased_at.is_(None), Person.id != me.id, or_(shares, organises))
    found = select(Person.id, Person.name).where(Person.id == person_id, *may)
    return the_one(found)


def areas_for(me: Actor) -> Rows:
    """(id, slug, name, role) of the areas to choose from: mine, else all of them."""
    of_mine = and_(Membership.area_id == Area.id, Membership.person_id == me.id)
    columns = (Area.id, Area.slug, Area.name, Membership.role)
    found = select(*columns).outerjoin(Membership, of_mine).where(*Area.visible(None))
    rows = read(found.order_by(Area.name))
    return [row for row in rows if row.role] or rows


def campaigns_for(areas: Rows) -> Rows:
    """(id, title) of the campaigns that go on in these areas."""
    here = (
        Campaign.area_id.in_([area.id for area in areas]),
        Campaign.stage.not_in(ENDINGS),
        *Campaign.visible(None),
    )
    found = select(Campaign.id, Campaign.title, Campaign.area_id).where(*here)
    return read(found.order_by(Campaign.title).limit(100))


def area_named(slug: str) -> AnyRow:
    """(id, area_id, slug, name) of an area, or NotFound."""
    columns = (Area.id, Area.id.label("area_id"), Area.slug, Area.name)
    return the_one(select(*columns).where(Area.slug == slug, *Area.visible(None)))
