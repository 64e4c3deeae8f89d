"""What is still to come when a campaign ends.

Features that plan for campaigns bring theirs: `planned["task"]`.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from flask_babel import gettext as _
from sqlalchemy import select

from board.campaigns.models import ENDINGS, Campaign
from board.db import Rows, fresh, read
from board.errors import Conflict
from board.policy import Actor
from board.text import initial_lines

# what can become of one; else the number of the campaign it moves to
KEEP, CALL_OFF = "keep", "call_off"
REASON = 480  # characters of how it went that are given as the reason


class Leftover(NamedTuple):
    """Something planned that is not over, and its next day where it has one."""

    id: int
    title: str
    day: date | None


class Planned(NamedTuple):
    """How one kind of planned thing is found, called off, and moved to another
    campaign."""

    open: Callable[[int], list[Leftover]]
    call_off: Callable[[int, Actor, str], None]
    move: Callable[[int, Actor, Campaign], None]


planned: dict[str, Planned] = {}


def of_campaign(campaign_id: int) -> dict[str, Leftover]:
    """What is planned for a campaign and not over, under keys such as `task-12`."""
    return {
        f"{name}-{one.id}": one
        for name, kind in planned.items()
        for one in kind.open(campaign_id)
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
    reason = _("The campaign has ended: %(how)s", how=initial_lines(how, REASON))
    for key, fate in sorted(fates.items()):
        if key not in still or fate == KEEP:
            continue
        kind = planned[key.partition("-")[0]]
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
