"""Who asked for a campaign and who joined it, by number and name, and what they
posted."""

from typing import Any

from sqlalchemy import (
    bindparam,
    func,
    select,
)

from board.accounts.models import Person
from board.campaigns.models import CampaignIssue
from board.campaigns.people_models import Asked, Backer
from board.db import AnyRow, Rows, read, the_one
from board.issues.models import Issue

PAGE = 50
NAMED = 12
THIS: Any = bindparam("campaign")

_NAMED = (
    select(Person.name)
    .join(Backer, Backer.person_id == Person.id)
    .where(Backer.campaign_id == THIS, Backer.show_name)
    .order_by(Backer.person_id)
    .limit(NAMED)
    .subquery()
)


_COUNT = select(func.count()).select_from(Backer).where(Backer.campaign_id == THIS)


PEOPLE = select(
    select(Asked.people)
    .where(Asked.campaign_id == THIS)
    .scalar_subquery()
    .label("asked"),
    _COUNT.scalar_subquery().label("joined"),
    _COUNT.where(Backer.show_name).scalar_subquery().label("named"),
    select(func.aggregate_strings(_NAMED.c.name, ", "))
    .scalar_subquery()
    .label("names"),
)


def people_of(campaign_id: int) -> AnyRow:
    """How many different people asked for it, how many have joined, and some names of
    those who show them."""
    return the_one(PEOPLE, {"campaign": campaign_id})


def backers_of(campaign_id: int, everyone: bool, after: int = 0) -> Rows:
    """Who joined, in the order of their accounts: those who show their name, or
    `everyone`, which is for organisers.

    One more than a page when there are further ones.
    """
    statement = (
        select(Person.id, Person.name, Backer.show_name)
        .join(Backer, Backer.person_id == Person.id)
        .where(Backer.campaign_id == campaign_id, Backer.person_id > after)
        .order_by(Backer.person_id)
        .limit(PAGE + 1)
    )
    return read(statement if everyone else statement.where(Backer.show_name))


def posts_of(campaign_id: int, after: int = 0) -> Rows:
    """All the posts a campaign came from, in the order they were posted: one more than
    a page when there are more."""
    statement = (
        select(Issue.id, Issue.title, Issue.state, Issue.second_count, Issue.created_at)
        .join(CampaignIssue, CampaignIssue.issue_id == Issue.id)
        .where(CampaignIssue.campaign_id == campaign_id, Issue.id > after)
        .where(*Issue.visible(None))
        .order_by(Issue.id)
        .limit(PAGE + 1)
    )
    return read(statement)
