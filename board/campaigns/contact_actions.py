"""The rules of the list of people and bodies that matter to a campaign: organisers keep
it, for themselves."""

from typing import Any

from sqlalchemy import delete, select

from board.campaigns.actions import replace
from board.campaigns.models import Campaign
from board.campaigns.people_models import Contact
from board.db import db, insert_once, read
from board.folding import same_name
from board.policy import Actor, require


def add(
    campaign: Campaign, by: Actor, *, once: str | None = None, **fields: Any
) -> Contact:
    """Note somebody, where they stand and who of us knows them."""
    require(by, "campaign.contacts", campaign)
    contact, _is_new = insert_once(
        Contact, once=once, campaign_id=campaign.id, **fields
    )
    return contact


def namesake(campaign_id: int, name: str, once: str | None) -> bool:
    """Whether somebody else of this name, however it is written, is on the list
    already."""
    others = (Contact.campaign_id == campaign_id, Contact.once.is_distinct_from(once))
    names = read(select(Contact.name).where(*others))
    return same_name(name) in {same_name(row.name) for row in names}


def edit(
    campaign: Campaign, contact: Contact, by: Actor, *, version: int, **fields: Any
) -> None:
    """Change what is noted of somebody.

    Raises Conflict when another organiser changed it meanwhile.
    """
    require(by, "campaign.contacts", campaign)
    replace(contact, version, **fields)


def remove(campaign: Campaign, contact: Contact, by: Actor) -> None:
    """Take somebody off the list; nothing of them is kept."""
    require(by, "campaign.contacts", campaign)
    db.session.execute(delete(Contact).where(Contact.id == contact.id))
