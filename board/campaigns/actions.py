"""The rules of campaigns: started from issues, changed, and moved on."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import update

from board import clock
from board.activity.actions import record
from board.areas.models import Area
from board.campaigns import verbs
from board.campaigns.backer_actions import back
from board.campaigns.coalition_models import Partner, Pledge, Promise
from board.campaigns.issue_actions import link_issues, topics_of_issues
from board.campaigns.issue_queries import issue_ids, left_open
from board.campaigns.models import ENDINGS, SEARCHED, Campaign, Stage
from board.campaigns.people_models import Contact
from board.campaigns.update_actions import post_stage
from board.db import db, insert_once
from board.errors import ChangedMeanwhile, Conflict, Invalid
from board.folding import refolded
from board.issues.models import Issue, State
from board.policy import Actor, allowed, require


def start(
    area: Area, by: Actor, *, issues: list[int], once: str | None = None, **fields: Any
) -> Campaign:
    """Turn issues of the area into a campaign.

    Their posters and seconders are told through the log; who starts it joins it.

    Raises Invalid for issues that do not exist, NotAllowed for one of an area the
    person does not organise. The same `once` again gives back the first campaign.
    """
    require(by, "campaign.start", area)
    values = {
        "area_id": area.id,
        "starter_id": by.id,
        "created_at": clock.now(),
        **fields,
    }
    campaign, is_new = insert_once(Campaign, once=once, **values)
    if is_new:
        added = link_issues(campaign, by, issues)
        topics = [*campaign.topics, *topics_of_issues(added), f"person-{by.id}"]
        record(verbs.STARTED, campaign, by=by, topics=topics, issues=added)
        back(campaign, by)
    return campaign


def edit(campaign: Campaign, by: Actor, *, version: int, **fields: Any) -> None:
    """Change what a campaign says.

    Raises Conflict when somebody else changed it meanwhile.
    """
    require(by, "campaign.edit", campaign)
    replace(campaign, version, **fields)
    record(verbs.EDITED, campaign, by=by)


def replace(
    row: Campaign | Partner | Pledge | Promise | Contact, version: int, **fields: Any
) -> None:
    """Give a row these values as its next version.

    Raises ChangedMeanwhile when it has a later one already.
    """
    model: Any = type(row)
    mine = (model.id == row.id, model.version == version)
    values = {**fields, "version": version + 1}
    if isinstance(row, Campaign):
        values |= refolded(row, SEARCHED, fields)
    changed = db.session.execute(update(model).where(*mine).values(values))
    if not changed.rowcount:  # type: ignore[attr-defined]
        raise ChangedMeanwhile


def set_reached(campaign: Campaign, by: Actor, *, reached: int, was: int) -> None:
    """Say how much of the goal is reached.

    Raises Conflict when it is no longer what it was, or there is no number.
    """
    require(by, "campaign.edit", campaign)
    mine = (
        Campaign.id == campaign.id,
        Campaign.reached == was,
        Campaign.goal_count.is_not(None),
    )
    set_number = update(Campaign).where(*mine).values(reached=reached)
    if not db.session.execute(set_number).rowcount:  # type: ignore[attr-defined]
        raise Conflict(
            _(
                "The number has changed since you opened this page. Look at it, then "
                "send yours again."
            )
        )
    goal = campaign.goal_count
    record(verbs.REACHED, campaign, by=by, reached=reached, of=goal)


def set_stage(campaign: Campaign, by: Actor, *, stage: Stage, note: str = "") -> None:
    """Move the campaign to a stage; the note is shown to everyone.

    Raises Conflict when it is there already.

    It comes to an end by saying what came of it (ending_actions.py), Invalid otherwise.
    It may go on after one: posts that were left open are in a campaign again, those
    that were closed stay so until people open them.
    """
    require(by, "campaign.edit", campaign)
    if stage in ENDINGS:
        raise Invalid(
            _("Say what came of it, so that everyone who asked knows."), "stage"
        )
    was = campaign.stage
    changed = db.session.execute(
        update(Campaign)
        .where(Campaign.id == campaign.id, Campaign.stage != stage)
        .values(stage=stage)
    )
    if not changed.rowcount:  # type: ignore[attr-defined]
        raise Conflict(_("The campaign is at this stage already."))
    if was in ENDINGS:
        _take_up_again(campaign, by)
    posted = post_stage(campaign, by, stage=stage, body=note)
    topics = [*campaign.topics, *topics_of_issues(issue_ids(campaign.id))]
    facts = {"stage": stage, "was": was}
    record(verbs.STAGE_SET, campaign, part=posted, by=by, topics=topics, **facts)


def _take_up_again(campaign: Campaign, by: Actor) -> None:
    """Its posts that were left open are in a campaign again."""
    left = left_open(campaign.id)
    ids = [row.id for row in left if allowed(by, "issue.organise", row)]
    waiting = (Issue.id.in_(ids), Issue.state.in_((State.OPEN, State.LOOKED_AT)))
    values = {"state": State.IN_CAMPAIGN, "active_at": clock.now()}
    db.session.execute(update(Issue).where(*waiting).values(values))
