"""What an event or a campaign was copied from, and what was copied from it; only where
both may be seen."""

from functools import cache
from typing import Any

from sqlalchemy import bindparam, case, func, or_, select

from board.areas.models import Area
from board.campaigns.models import Campaign
from board.copying.models import CampaignCopy, EventCopy
from board.db import AnySelect, Rows, read
from board.events.models import Event

MOST = 50


def of_event(event_id: int) -> Rows:
    """(id, title, area_name, is_origin) of the events beside it, that it was copied
    from first; `of` is how many copies there are, also those that are not shown."""
    return read(_beside(EventCopy.event_id, EventCopy.from_id), {"this": event_id})


def of_campaign(campaign_id: int) -> Rows:
    """The same of a campaign."""
    own, origin = CampaignCopy.campaign_id, CampaignCopy.from_id
    return read(_beside(own, origin), {"this": campaign_id})


@cache
def _beside(own: Any, origin: Any) -> AnySelect:
    this: Any = bindparam("this")
    thing: Any = Event if own.class_ is EventCopy else Campaign
    is_origin = (own == this).label("is_origin")
    of = func.count().over(partition_by=is_origin.element).label("of")
    other = case((own == this, origin), else_=own)
    return (
        select(thing.id, thing.title, Area.name.label("area_name"), is_origin, of)
        .select_from(own.class_)
        .join(thing, thing.id == other)
        .join(Area, Area.id == thing.area_id)
        .where(or_(own == this, origin == this), *thing.visible(None))
        .order_by(is_origin.desc(), thing.id.desc())
        .limit(MOST)
    )
