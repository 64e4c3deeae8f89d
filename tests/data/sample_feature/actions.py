"""The rules of stalls."""

from board.activity.actions import record
from board.campaigns.models import Campaign
from board.db import db, fresh
from board.policy import Actor, require
from tests.data.sample_feature import verbs
from tests.data.sample_feature.models import Stall


def plan(campaign: Campaign, by: Actor, title: str, tables: int) -> Stall:
    """Put up a stall for a campaign."""
    require(by, "stall.plan", campaign)
    here = {"campaign_id": campaign.id, "area_id": campaign.area_id}
    stall = Stall(**here, title=title, tables=tables)
    db.session.add(stall)
    db.session.flush()
    record(verbs.PLANNED, stall, by=by, tables=tables)
    return stall


def pack(stall_id: int, by: Actor, reason: str = "") -> None:
    """It is over, also when its campaign ends."""
    stall = fresh(Stall, stall_id)
    require(by, "stall.plan", stall)
    stall.is_packed = True
    record(verbs.PACKED, stall, by=by)


def move(stall_id: int, by: Actor, to: Campaign) -> None:
    """Let another campaign have it."""
    require(by, "stall.plan", to)
    fresh(Stall, stall_id).campaign_id = to.id
