"""How many different people asked for what a campaign is about: they posted it or were
counted in. Stored as a number, since there may be thousands."""

from typing import Any

from sqlalchemy import ColumnElement, func, select, update

from board.activity.models import Line
from board.campaigns import verbs
from board.campaigns.models import Campaign, CampaignIssue
from board.campaigns.people_models import Asked
from board.db import db, put, read
from board.issues import verbs as issue_verbs
from board.issues.models import Issue, Second

JOINS = issue_verbs.SECONDED
LEAVES = issue_verbs.UNSECONDED
RECOUNTED = (
    verbs.STARTED,
    verbs.ISSUES_SET,
    issue_verbs.MERGED,
    issue_verbs.UNMERGED,
)


def update_people_asking(lines: list[Line]) -> None:
    """Bring the numbers up to date with what these lines say.

    It runs where lines are written, so one transaction after the other, and writes to
    no row that others lock: what it sees is what was committed, and it waits for
    nobody.
    """
    for line in lines:
        if line.verb in (JOINS, LEAVES):
            _count_one(line, more=line.verb == JOINS)
        elif line.verb in RECOUNTED:
            for campaign_id in db.session.scalars(_campaigns(line)).all():
                put(
                    Asked,
                    ["campaign_id"],
                    campaign_id=campaign_id,
                    people=read(select(count_people(campaign_id)))[0][0],
                )


def _campaigns(line: Line) -> Any:
    """The ids of the campaigns a line is about."""
    if line.subject_kind == "campaign":
        return select(Campaign.id).where(Campaign.id == line.subject_id)
    issues = [line.subject_id, line.facts.get("into", 0)]
    return (
        select(CampaignIssue.campaign_id)
        .where(CampaignIssue.issue_id.in_(issues))
        .distinct()
    )


def _count_one(line: Line, *, more: bool) -> None:
    """Somebody asks for it in one way more, which counts if it is the first; or in one
    less, if it was the last."""
    first_or_last = _ways(line.actor_id) == (1 if more else 0)
    mine = Asked.campaign_id.in_(_campaigns(line))
    people = Asked.people + (1 if more else -1)
    change = update(Asked).where(mine, first_or_last).values(people=people)
    db.session.execute(change, execution_options={"synchronize_session": False})


def _ways(person_id: int | None) -> ColumnElement[int]:
    """In how many ways the person asked for what the campaign of a row is about."""
    within = CampaignIssue.campaign_id == Asked.campaign_id
    posted = (
        select(func.count())
        .select_from(Issue)
        .join(CampaignIssue, CampaignIssue.issue_id == Issue.id)
    )
    seconded = (
        select(func.count())
        .select_from(Second)
        .join(CampaignIssue, CampaignIssue.issue_id == Second.issue_id)
    )
    ways: ColumnElement[int] = (
        posted.where(within, Issue.author_id == person_id)
        .correlate(Asked)
        .scalar_subquery()
        + seconded.where(within, Second.person_id == person_id)
        .correlate(Asked)
        .scalar_subquery()
    )
    return ways


def count_people(campaign_id: int) -> Any:
    """How many different people posted or seconded one of its issues: all counted, as a
    subquery."""
    mine = CampaignIssue.campaign_id == campaign_id
    posted = (
        select(Issue.author_id.label("id"))
        .join(CampaignIssue, CampaignIssue.issue_id == Issue.id)
        .where(mine)
    )
    seconded = (
        select(Second.person_id)
        .join(CampaignIssue, CampaignIssue.issue_id == Second.issue_id)
        .where(mine)
    )
    people = posted.union(seconded).subquery()
    return select(func.count(people.c.id)).scalar_subquery()
