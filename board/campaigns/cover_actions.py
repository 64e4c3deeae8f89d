"""The rule of a campaign's picture."""

from collections.abc import Collection, Mapping

from board.activity.actions import record
from board.campaigns import verbs
from board.campaigns.models import Campaign
from board.db import lock_row
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
    lock_row(campaign)
    owner = f"campaign-{campaign.id}"
    if photos.set_cover(owner, by, picture, alts or {}, without):
        record(verbs.COVER_SET, campaign, by=by)
