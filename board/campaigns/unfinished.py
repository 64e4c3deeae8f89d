"""What is still to come when a campaign ends: features that plan for campaigns say it,
each of its own."""

from collections.abc import Mapping

from flask_babel import gettext as _
from sqlalchemy import select

from board.campaigns.models import ENDINGS, Campaign
from board.campaigns.places import PLANNED, Unfinished
from board.db import Rows, fresh, read
from board.errors import Conflict
from board.markdown import initial_lines
from board.policy import Actor

# what can become of one; else the number of the campaign it moves to
KEEP = "keep"
CALL_OFF = "call_off"
REASON = 480  # characters of how it went that are given as the reason


def of_campaign(campaign_id: int) -> dict[str, Unfinished]:
    """What is planned for a campaign and not over, under keys such as `task-12`."""
    return {
        f"{planned.kind}-{one.id}": one
        for planned in PLANNED
        for one in planned.open(campaign_id)
    }


def elsewhere(campaign: Campaign) -> Rows:
    """Campaigns of the area that go on, which could take them over: (id, title)."""
    others = (
        Campaign.area_id == campaign.area_id,
        Campaign.id != campaign.id,
        Campaign.stage.not_in(ENDINGS),
        *Campaign.visible(None),
    )
    return read(
        select(Campaign.id, Campaign.title)
        .where(*others)
        .order_by(Campaign.id.desc())
        .limit(100)
    )


def settle(campaign: Campaign, by: Actor, fates: Mapping[str, str], how: str) -> None:
    """Let become of each what was said under its key; what is over meanwhile, or was
    not asked about, stays.

    Raises Conflict when the campaign that one should move to does not go on.
    """
    still = of_campaign(campaign.id)
    kinds = {planned.kind: planned for planned in PLANNED}
    reason = _("The campaign has ended: %(how)s", how=initial_lines(how, REASON))
    for key, fate in sorted(fates.items()):
        if key not in still or fate == KEEP:
            continue
        kind = kinds[key.partition("-")[0]]
        if fate == CALL_OFF:
            kind.call_off(still[key].id, by, reason)
        else:
            kind.move(still[key].id, by, _going_on(int(fate)))


def _going_on(campaign_id: int) -> Campaign:
    other = fresh(Campaign, campaign_id)
    if other.stage in ENDINGS:
        raise Conflict(
            _(
                "“%(other)s” has ended meanwhile. Pick another campaign.",
                other=other.title,
            )
        )
    return other
