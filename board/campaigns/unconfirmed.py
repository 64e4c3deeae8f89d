"""Joining a campaign without an account: it waits until the owner of the mail address
says so."""

from board.accounts.models import Person
from board.areas import membership_actions as memberships
from board.campaigns import backer_actions, queries
from board.campaigns.people_models import Backer, UnconfirmedBacker
from board.db import db, fresh


def join(wish: UnconfirmedBacker) -> Person:
    """The person with the address joins, and gets an account if there is none; the row
    is locked.

    Raises Conflict as back() does.
    """
    campaign = queries.get(wish.campaign_id)
    person = memberships.owner_of(wish.email, wish.name, campaign.area_id)
    backer_actions.back(campaign, by=person, show_name=wish.show_name)
    wish.person_id = person.id
    return person


def has_joined(wish: UnconfirmedBacker) -> bool:
    """Whether the person behind a link is part of the campaign."""
    key = {"campaign_id": wish.campaign_id, "person_id": wish.person_id}
    return db.session.get(Backer, key) is not None


def leave(wish: UnconfirmedBacker) -> None:
    """Take back what the link did; twice is once."""
    person = fresh(Person, wish.person_id or 0)
    backer_actions.unback(queries.get(wish.campaign_id), by=person)
