"""The rules of backing: anyone joins a campaign with one press, and says whether their
name is shown."""

from flask_babel import gettext as _
from sqlalchemy import delete, update

from board import clock
from board.accounts import consent_actions as consents
from board.activity.actions import follow, record
from board.activity.verbs import Verb
from board.campaigns import verbs
from board.campaigns.models import Campaign, Stage
from board.campaigns.people_models import Backer
from board.db import db, insert_new
from board.errors import Conflict
from board.policy import Actor, require


def over() -> str:
    """Why nobody can join any more."""
    return str(_("This campaign is over, so nobody can join it any more."))


def back(campaign: Campaign, by: Actor, *, show_name: bool = False) -> None:
    """Join the campaign and follow it; whoever has joined says anew whether their name
    is shown.

    Raises Conflict for somebody new once it is over.
    """
    require(by, "campaign.back", campaign)
    if show_name:
        consents.give(by, consents.SHOWN_NAME)
    mine = (Backer.campaign_id == campaign.id, Backer.person_id == by.id)
    whose = {"campaign_id": campaign.id, "person_id": by.id}
    if insert_new(Backer, [*whose], **whose, show_name=show_name, at=clock.now()):
        if campaign.stage in (Stage.WON, Stage.LOST):
            raise Conflict(over())
        follow(f"campaign-{campaign.id}", by)
        _record(verbs.BACKED, campaign, by)
        return
    other = (
        update(Backer)
        .where(*mine, Backer.show_name != show_name)
        .values(show_name=show_name)
    )
    if db.session.execute(other).rowcount:  # type: ignore[attr-defined]
        _record(verbs.NAME_SET, campaign, by, shown=show_name)


def unback(campaign: Campaign, by: Actor) -> None:
    """Leave the campaign; following goes on until it is ended by itself."""
    require(by, "campaign.back", campaign)
    mine = (Backer.campaign_id == campaign.id, Backer.person_id == by.id)
    if db.session.execute(delete(Backer).where(*mine)).rowcount:  # type: ignore[attr-defined]
        _record(verbs.UNBACKED, campaign, by)


def _record(verb: Verb, campaign: Campaign, by: Actor, **facts: bool) -> None:
    # Thousands may join: not under the campaign's own topic, whose lines are its
    # timeline.
    topics = [f"campaign-{campaign.id}-people", f"person-{by.id}"]
    record(verb, campaign, by=by, topics=topics, **facts)
