"""The rules of a coalition: partners come and go, and what was pledged is brought or
not."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import update

from board import clock
from board.activity.actions import record
from board.activity.verbs import Verb
from board.campaigns import coalition_verbs
from board.campaigns.actions import replace
from board.campaigns.coalition_models import Partner, Pledge, PledgeState
from board.campaigns.models import Campaign
from board.db import db, insert_once
from board.errors import Conflict, Invalid
from board.policy import Actor, require


def add_partner(
    campaign: Campaign, by: Actor, *, once: str | None = None, **fields: Any
) -> Partner:
    """Note an organisation that has joined.

    The same `once` again gives back the first.
    """
    require(by, "campaign.partners", campaign)
    values = {"campaign_id": campaign.id, "joined_at": clock.now(), **fields}
    partner, is_new = insert_once(Partner, once=once, **values)
    if is_new:
        _record(coalition_verbs.PARTNER_JOINED, campaign, by, partner)
    return partner


def edit_partner(
    campaign: Campaign, partner: Partner, by: Actor, *, version: int, **fields: Any
) -> None:
    """Change what is said of a partner.

    Raises Conflict when somebody else changed it meanwhile.
    """
    require(by, "campaign.partners", campaign)
    replace(partner, version, **fields)
    _record(coalition_verbs.PARTNER_EDITED, campaign, by, partner)


def leave(campaign: Campaign, partner: Partner, by: Actor) -> None:
    """Note that a partner has left; it stays on the record.

    Raises Conflict when it has left already.
    """
    require(by, "campaign.partners", campaign)
    there = (Partner.id == partner.id, Partner.left_at.is_(None))
    gone = db.session.execute(update(Partner).where(*there).values(left_at=clock.now()))
    if not gone.rowcount:  # type: ignore[attr-defined]
        raise Conflict(_("This partner has left already."))
    _record(coalition_verbs.PARTNER_LEFT, campaign, by, partner)


def add_pledge(
    campaign: Campaign, by: Actor, *, once: str | None = None, **fields: Any
) -> Pledge:
    """Note what a partner or a person will bring.

    Raises Invalid for a partner of another campaign.
    """
    require(by, "campaign.partners", campaign)
    _check_partner(campaign, fields.get("partner_id"))
    pledge, is_new = insert_once(
        Pledge, once=once, campaign_id=campaign.id, at=clock.now(), **fields
    )
    if is_new:
        _record(coalition_verbs.PLEDGE_MADE, campaign, by, pledge)
    return pledge


def change_pledge(
    campaign: Campaign,
    pledge: Pledge,
    by: Actor,
    *,
    version: int,
    state: PledgeState,
    **fields: Any,
) -> None:
    """Say whether what was pledged was brought, or put right what is said of it.

    Raises Conflict when somebody else changed it meanwhile.
    """
    require(by, "campaign.partners", campaign)
    _check_partner(campaign, fields.get("partner_id"))
    was = pledge.state
    replace(pledge, version, state=state, **fields)
    if state == was:
        _record(coalition_verbs.PLEDGE_EDITED, campaign, by, pledge)
    else:
        _record(coalition_verbs.PLEDGE_SETTLED, campaign, by, pledge, state=state)


def _check_partner(campaign: Campaign, partner_id: int | None) -> None:
    partner = db.session.get(Partner, partner_id) if partner_id else None
    if partner_id and (partner is None or partner.campaign_id != campaign.id):
        raise Invalid(_("Pick one of the partners of this campaign."), "partner")


def _record(
    verb: Verb, campaign: Campaign, by: Actor, part: Partner | Pledge, **facts: Any
) -> None:
    record(verb, campaign, part=part, by=by, **facts)
