"""The rule of a campaign's picture."""

from collections.abc import Collection, Mapping

from sqlalchemy import select

from board.activity.actions import record
from board.campaigns import verbs
from board.campaigns.models import Campaign
from board.db import db
from board.photos import actions as photos
from board.photos.pictures import Picture
from board.policy import Actor, require


def set_cover(
    campaign: Campaign,
    by: Actor,
    *,
    picture: Picture | None = None,
    alts: Mapping[int, str] | None = None,
    without: Collection[int] = (),
) -> None:
    """Give a campaign a picture in the place of the one it has, or else describe that
    one or take it away."""
    require(by, "campaign.edit", campaign)
    this = select(Campaign.id).where(Campaign.id == campaign.id)
    db.session.scalar(this.with_for_update())
    owner = f"campaign-{campaign.id}"
    if photos.set_cover(owner, by, picture, alts or {}, without):
        record(verbs.COVER_SET, campaign, by=by)
