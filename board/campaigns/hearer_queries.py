"""How many people will hear of what is done to a campaign."""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import (
    String,
    cast,
    func,
    literal,
    or_,
    select,
    union_all,
)

from board.accounts.models import Person
from board.activity.models import Follow
from board.campaigns.models import CampaignIssue
from board.db import read
from board.issues.models import Issue, Second
from board.policy import Actor


def hearers_of_news(campaign_id: int, by: Actor) -> int:
    """How many people hear of news of the campaign: who follows it or one of its
    issues, as everybody does who asked."""
    topics = select(literal("issue-") + cast(CampaignIssue.issue_id, String)).where(
        CampaignIssue.campaign_id == campaign_id
    )
    follows = or_(Follow.topic.in_(topics), Follow.topic == f"campaign-{campaign_id}")
    following = select(Follow.person_id).where(follows)
    reached = (Person.id.in_(following), Person.id != by.id)
    count = select(func.count(Person.id)).where(*reached)
    return int(read(count)[0][0])


class Hearers(NamedTuple):
    """How many people will hear of something, each counted once: as who posted, else as
    counted in, else as following.

    Whoever does it is not counted.
    """

    posted: int = 0
    counted: int = 0
    following: int = 0

    @property
    def people(self) -> int:
        """All of them."""
        return sum(self)


def count_hearers(ids: Collection[int], by: Actor, *, starts_in: int = 0) -> Hearers:
    """Who hears that these issues go into a campaign or out of it: the followers of
    each.

    When it starts in an area, those who follow the area, too.
    """
    topics = [f"issue-{id}" for id in ids] + (
        [f"area-{starts_in}"] if starts_in else []
    )
    asked = (Issue.id.in_(ids), Issue.author_id.is_not(None))
    each = union_all(
        select(
            Issue.author_id.label("person"),
            literal(0).label("role"),
            literal(0).label("hears"),
        ).where(*asked),
        select(Second.person_id, literal(1), literal(0)).where(
            Second.issue_id.in_(ids)
        ),
        select(Follow.person_id, literal(2), literal(1)).where(
            Follow.topic.in_(topics)
        ),
    ).subquery()
    once = (
        select(func.min(each.c.role).label("role"))
        .where(each.c.person != by.id)
        .group_by(each.c.person)
    )
    people = once.having(func.max(each.c.hears) == 1).subquery()
    counts = select(people.c.role, func.count().label("people")).group_by(people.c.role)
    found = {row.role: row.people for row in read(counts)}
    return Hearers(*(found.get(role, 0) for role in range(3)))
