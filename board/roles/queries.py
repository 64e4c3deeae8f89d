"""Reading roles: of an area, of a campaign, and one with what it is."""

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import aliased

from board.accounts.models import Person
from board.areas.models import Area
from board.campaigns.models import Campaign, Stage
from board.db import AnyRow, AnySelect, Reader, Rows, fresh, read, the_one
from board.people.request_queries import is_asked
from board.policy import Actor
from board.roles.models import Role

MOST = 200  # on one page
HOLDER = aliased(Person)
DEPUTY = aliased(Person)
OVER = (Stage.WON, Stage.LOST)
ASKS = ("role", "deputy")  # as what somebody is asked for it (asks.py)
COLUMNS = (
    Role.id,
    Role.name,
    Role.words,
    Role.area_id,
    Role.campaign_id,
    Role.holder_id,
    Role.deputy_id,
    Role.since,
    Role.until,
    Role.handover_at,
    Role.ended_at,
    Role.version,
    HOLDER.name.label("holder"),
    DEPUTY.name.label("deputy"),
    Area.slug.label("area_slug"),
    Area.name.label("area_name"),
    Campaign.title.label("campaign"),
)


def _its_campaign(reader: Reader) -> ColumnElement[bool]:
    return and_(Campaign.id == Role.campaign_id, *Campaign.visible(reader))


def cards(reader: Reader) -> AnySelect:
    """The roles that this reader may see."""
    return (
        select(*COLUMNS)
        .join(Area, Area.id == Role.area_id)
        .outerjoin(Campaign, _its_campaign(reader))
        .outerjoin(HOLDER, HOLDER.id == Role.holder_id)
        .outerjoin(DEPUTY, DEPUTY.id == Role.deputy_id)
        .where(*Role.visible(reader))
    )


NEEDED = (
    Role.ended_at.is_(None),
    or_(Role.campaign_id.is_(None), Campaign.stage.not_in(OVER)),
)


def card(role_id: int, person: Actor | None = None) -> AnyRow:
    """One role, or NotFound; `asks_me` in it is whether this person is asked for it and
    has not answered."""
    me = person.id if person else 0
    asks_me = is_asked(me, ASKS, Role.id).label("asks_me")
    return the_one(cards(None).add_columns(asks_me).where(Role.id == role_id))


def of_area(area_id: int) -> Rows:
    """The roles of an area and of its campaigns that are not over: its own first, then
    by campaign and name."""
    here = cards(None).where(Role.area_id == area_id, *NEEDED)
    ordered = here.order_by(
        Role.campaign_id.is_not(None), Campaign.title, Role.name, Role.id
    )
    return read(ordered.limit(MOST))


def of_campaign(campaign_id: int) -> Rows:
    """The roles of a campaign, the free ones first."""
    here = cards(None).where(Role.campaign_id == campaign_id, Role.ended_at.is_(None))
    return read(here.order_by(Role.holder_id.is_not(None), Role.id).limit(MOST))


def handover(role_id: int) -> AnyRow:
    """What the next one needs to know, who wrote it last and when; policy was asked."""
    columns = (Role.handover, Role.handover_at, Person.name)
    written = select(*columns).outerjoin(Person, Person.id == Role.handover_by_id)
    return the_one(written.where(Role.id == role_id, *Role.visible(None)))


def get(role_id: int) -> Role:
    """The role to act on, or NotFound."""
    return fresh(Role, role_id)
