"""The rules of which issues a campaign has: they are linked to it as it starts, added,
and taken out."""

from flask_babel import gettext as _
from sqlalchemy import delete, exists, insert, select, update

from board import clock
from board.activity.actions import record
from board.campaigns import verbs
from board.campaigns.issue_queries import issue_ids, running
from board.campaigns.models import Campaign, CampaignIssue
from board.db import db, lock_row
from board.errors import Invalid
from board.issues.models import Issue, State, answered
from board.policy import Actor, require


def link_issues(campaign: Campaign, by: Actor, ids: list[int]) -> list[int]:
    """Link issues to a campaign, and set those to which nobody said more than that they
    were looked at to its state; their ids, each once.

    Raises Invalid for issues that do not exist, NotAllowed for one of an area the
    person does not organise.
    """
    wanted = sorted(set(ids))
    _check_issues(by, wanted)
    if wanted:
        rows = [{"campaign_id": campaign.id, "issue_id": id} for id in wanted]
        db.session.execute(insert(CampaignIssue), rows)
        waiting = (Issue.id.in_(wanted), Issue.state.in_((State.OPEN, State.LOOKED_AT)))
        values = {"state": State.IN_CAMPAIGN, "active_at": clock.now()} | answered(by)
        db.session.execute(update(Issue).where(*waiting).values(values))
    return wanted


def _check_issues(by: Actor, wanted: list[int]) -> None:
    areas = select(Issue.id, Issue.area_id).where(Issue.id.in_(wanted))
    found = db.session.execute(areas).all()
    if len(found) != len(wanted):
        raise Invalid(
            _("One of the posts you picked is not there any more. Pick again."), "issue"
        )
    for issue in found:
        require(by, "issue.organise", issue)


def topics_of_issues(ids: list[int]) -> list[str]:
    """Where in the log things about these issues of a campaign stand, too."""
    return [f"issue-{id}" for id in ids] + (["issues"] if ids else [])


def set_issues(campaign: Campaign, by: Actor, *, issues: list[int]) -> None:
    """Say which issues the campaign has now; NotAllowed for a new one of an area the
    person does not organise.

    One taken out of its last campaign is open again.
    """
    require(by, "campaign.edit", campaign)
    before = _lock_issues(campaign)
    after = set(issues)
    added = link_issues(campaign, by, sorted(after - before))
    removed = sorted(before - after)
    if removed:
        _take_out(campaign, removed)
    if added or removed:
        _record_issues(campaign, by, added=added, removed=removed)


def _take_out(campaign: Campaign, removed: list[int]) -> None:
    links = delete(CampaignIssue).where(
        CampaignIssue.campaign_id == campaign.id,
        CampaignIssue.issue_id.in_(removed),
    )
    db.session.execute(links)
    in_other = exists().where(CampaignIssue.issue_id == Issue.id, running())
    free = (Issue.id.in_(removed), Issue.state == State.IN_CAMPAIGN, ~in_other)
    opened = {"state": State.OPEN, "active_at": clock.now()}
    db.session.execute(update(Issue).where(*free).values(opened))


def add_issues(campaign: Campaign, by: Actor, *, issues: list[int]) -> None:
    """Add issues to those the campaign has, whatever others add at the same time.

    Raises Invalid for none, NotAllowed as set_issues does.
    """
    require(by, "campaign.edit", campaign)
    if not issues:
        raise Invalid(_("Tick at least one post."), "issue")
    new = set(issues) - _lock_issues(campaign)
    added = link_issues(campaign, by, sorted(new))
    if added:
        _record_issues(campaign, by, added=added, removed=[])


def _lock_issues(campaign: Campaign) -> set[int]:
    """The ids of its issues, locked against others until the transaction ends."""
    lock_row(campaign)
    return set(issue_ids(campaign.id))


def _record_issues(
    campaign: Campaign, by: Actor, *, added: list[int], removed: list[int]
) -> None:
    record(
        verbs.ISSUES_SET,
        campaign,
        by=by,
        topics=[*campaign.topics, *topics_of_issues(added + removed)],
        added=added,
        removed=removed,
    )
