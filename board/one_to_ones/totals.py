"""How many one-to-ones and house meetings a campaign was promised and has had: sums
alone, and no sum so small that it points at a person."""

from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, select, update

from board.activity.actions import record
from board.campaigns.models import Campaign
from board.db import (
    AnySelect,
    db,
    insert_row,
    put,
    read,
    table_of,
    when_asked,
    write,
)
from board.events.models import Event, Kind
from board.one_to_ones import verbs
from board.one_to_ones.models import CampaignTalks, TalkPledge
from board.policy import Actor, require

FEWEST = 5  # a smaller number is not shown


class Totals(NamedTuple):
    """Of a campaign; None for a number that is too small to be shown."""

    pledged: int | None
    held: int | None
    meetings_pledged: int | None
    meetings_held: int | None

    def __bool__(self) -> bool:
        """Whether there is a number to show."""
        return any(self)


def of_campaign(campaign_id: int) -> Totals:
    """All four numbers."""
    row = read(_sums(), {"campaign": campaign_id})[0]
    return Totals(*(number if number >= FEWEST else None for number in row))


@cache
def _sums() -> AnySelect:
    this: Any = bindparam("campaign")
    pledged = select(
        func.coalesce(func.sum(TalkPledge.one_to_ones), 0).label("pledged"),
        func.coalesce(func.sum(TalkPledge.house_meetings), 0).label("meetings"),
    ).where(TalkPledge.campaign_id == this)
    sums = pledged.subquery()
    held = select(CampaignTalks.held).where(CampaignTalks.campaign_id == this)
    meetings = select(func.count()).where(
        Event.campaign_id == this,
        Event.kind == Kind.HOUSE_MEETING,
        Event.cancelled_at.is_(None),
        Event.ends_at < when_asked(),
        *Event.visible(None),
    )
    return select(
        sums.c.pledged,
        func.coalesce(held.scalar_subquery(), 0),
        sums.c.meetings,
        meetings.scalar_subquery(),
    )


def pledged_by(campaign_id: int, me: Actor) -> dict[str, int]:
    """What a person said they hold, as they said it last."""
    found = db.session.get(TalkPledge, (campaign_id, me.id))
    if found is None:
        return {}
    return {"one_to_ones": found.one_to_ones, "house_meetings": found.house_meetings}


def count(campaign: Any, by: int) -> None:
    """One was held for a campaign, or one was written down by mistake."""
    this = {"campaign_id": campaign.id, "held": 0}
    insert_row(CampaignTalks, ["campaign_id"], **this)
    is_it = CampaignTalks.campaign_id == campaign.id
    more = {"held": CampaignTalks.held + by}
    write(update(table_of(CampaignTalks)).where(is_it).values(more))
    record(verbs.HELD, campaign, kind="campaign", by=None, topics=[])


def pledge(
    campaign: Campaign, by: Actor, *, one_to_ones: int, house_meetings: int
) -> None:
    """Say how many one holds for a campaign, in place of what one said before."""
    require(by, "one_to_one.pledge", campaign)
    put(
        TalkPledge,
        ["campaign_id", "person_id"],
        campaign_id=campaign.id,
        person_id=by.id,
        one_to_ones=one_to_ones,
        house_meetings=house_meetings,
    )
    record(verbs.PLEDGED, campaign, by=None, topics=[])
