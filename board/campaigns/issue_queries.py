"""The issues a campaign came from, and those that could join it."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    exists,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from board.campaigns.models import ENDINGS, Campaign, CampaignIssue
from board.db import (
    Rows,
    db,
    read,
)
from board.issues.models import LIVE, Issue
from board.issues.search import matches


def issues_of(campaign_id: int, limit: int = 10) -> Rows:
    """The issues a campaign came from, the most seconded first."""
    statement = (
        select(Issue.id, Issue.title, Issue.state, Issue.second_count)
        .join(CampaignIssue, CampaignIssue.issue_id == Issue.id)
        .where(CampaignIssue.campaign_id == campaign_id, *Issue.visible(None))
        .order_by(Issue.second_count.desc(), Issue.id)
        .limit(limit)
    )
    return read(statement)


def issue_ids(campaign_id: int) -> list[int]:
    """The ids of all its issues."""
    statement = select(CampaignIssue.issue_id).where(
        CampaignIssue.campaign_id == campaign_id
    )
    return list(db.session.scalars(statement))


def ready_to_organise(
    ids: Sequence[int], area_id: int, q: str = "", limit: int = 0
) -> Rows:
    """Issues to make a campaign of: those named, and `limit` open ones of the area, the
    most seconded first.

    `q` narrows the others to those with these words.
    """
    columns = (
        Issue.id,
        Issue.title,
        Issue.state,
        Issue.second_count,
        Issue.area_id,
        Issue.place,
        Issue.created_at,
    )
    statement = select(*columns)
    others = [Issue.area_id == area_id, Issue.state.in_(LIVE), Issue.id.not_in(ids)]
    others += Issue.visible(None)
    if q:
        others.append(matches(q, db.engine.dialect.name))
    best = (
        select(Issue.id)
        .where(*others)
        .order_by(Issue.second_count.desc(), Issue.id.desc())
        .limit(limit)
        .subquery()
    )
    wanted = or_(Issue.id.in_(ids), Issue.id.in_(select(best.c.id)))
    # Those named come first, and all of them: one that a limit cuts off would be taken
    # out of its campaign.
    return read(
        statement.where(wanted, *Issue.visible(None)).order_by(
            Issue.id.in_(ids).desc(), Issue.second_count.desc(), Issue.id.desc()
        )
    )


def titles_of(ids: Iterable[int], besides: int = 0) -> dict[int, str]:
    """By issue, the titles of the campaigns it is in, but for one."""
    columns = select(CampaignIssue.issue_id, Campaign.title).join(
        Campaign, Campaign.id == CampaignIssue.campaign_id
    )
    found: dict[int, str] = {}
    wanted = (
        CampaignIssue.issue_id.in_(list(ids)),
        Campaign.id != besides,
        *Campaign.visible(None),
    )
    for row in read(columns.where(*wanted).order_by(Campaign.id)):
        found[row.issue_id] = (
            f"{found[row.issue_id]}, {row.title}"
            if row.issue_id in found
            else row.title
        )
    return found


def running(link: Any = CampaignIssue) -> ColumnElement[bool]:
    """Whether the campaign of such a link goes on."""
    return exists().where(
        Campaign.id == link.campaign_id, Campaign.stage.not_in(ENDINGS)
    )


def left_open(campaign_id: int) -> Rows:
    """Its issues that are open and that no other running campaign has: what its end
    decides about."""
    other = aliased(CampaignIssue)
    in_other = exists().where(
        other.issue_id == Issue.id, other.campaign_id != campaign_id, running(other)
    )
    statement = (
        select(Issue.id, Issue.title, Issue.state, Issue.second_count, Issue.area_id)
        .join(CampaignIssue, CampaignIssue.issue_id == Issue.id)
        .where(
            CampaignIssue.campaign_id == campaign_id, Issue.state.in_(LIVE), ~in_other
        )
        .where(*Issue.visible(None))
        .order_by(Issue.second_count.desc(), Issue.id)
    )
    return read(statement)
