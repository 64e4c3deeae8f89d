"""The rules of campaigns: started from issues, changed, moved on, and reported on."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, exists, insert, select, update

from board import clock
from board.activity.actions import follow, record
from board.areas.models import Area
from board.campaigns import verbs
from board.campaigns.coalition_models import Partner, Pledge, Promise
from board.campaigns.issue_queries import issue_ids, left_open, running
from board.campaigns.models import (
    ENDINGS,
    SEARCHED,
    Campaign,
    CampaignIssue,
    Stage,
    Update,
)
from board.campaigns.people_models import Contact
from board.db import db, insert_once
from board.errors import ChangedMeanwhile, Conflict, Invalid
from board.folding import refolded
from board.issues.models import Issue, State, answered
from board.photos import actions as photos
from board.photos.models import PER_UPDATE
from board.photos.pictures import Picture
from board.photos.queries import entities
from board.policy import Actor, allowed, require


def start(
    area: Area, by: Actor, *, issues: list[int], once: str | None = None, **fields: Any
) -> Campaign:
    """Turn issues of the area into a campaign.

    Their posters and seconders are told through the log.

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
        added = _link(campaign, by, issues)
        follow(f"campaign-{campaign.id}", by)
        topics = [*campaign.topics, *_topics(added), f"person-{by.id}"]
        record(
            verbs.STARTED,
            campaign,
            by=by,
            topics=topics,
            issues=added,
        )
    return campaign


def _link(campaign: Campaign, by: Actor, ids: list[int]) -> list[int]:
    wanted = sorted(set(ids))
    found = db.session.execute(
        select(Issue.id, Issue.area_id).where(Issue.id.in_(wanted))
    ).all()
    if len(found) != len(wanted):
        raise Invalid(
            _("One of the posts you picked is not there any more. Pick again."), "issue"
        )
    for issue in found:
        require(by, "issue.organise", issue)
    if wanted:
        rows = [{"campaign_id": campaign.id, "issue_id": id} for id in wanted]
        db.session.execute(insert(CampaignIssue), rows)
        waiting = (Issue.id.in_(wanted), Issue.state.in_((State.OPEN, State.LOOKED_AT)))
        values = {"state": State.IN_CAMPAIGN, "active_at": clock.now()} | answered(by)
        db.session.execute(update(Issue).where(*waiting).values(values))
    return wanted


def _topics(ids: list[int]) -> list[str]:
    return [f"issue-{id}" for id in ids] + (["issues"] if ids else [])


def set_issues(campaign: Campaign, by: Actor, *, issues: list[int]) -> None:
    """Say which issues the campaign has now; NotAllowed for a new one of an area the
    person does not organise.

    One taken out of its last campaign is open again.
    """
    require(by, "campaign.edit", campaign)
    before, after = _lock_issues(campaign), set(issues)
    added = _link(campaign, by, sorted(after - before))
    removed = sorted(before - after)
    if removed:
        mine = (
            CampaignIssue.campaign_id == campaign.id,
            CampaignIssue.issue_id.in_(removed),
        )
        db.session.execute(delete(CampaignIssue).where(*mine))
        elsewhere = exists().where(CampaignIssue.issue_id == Issue.id, running())
        free = (Issue.id.in_(removed), Issue.state == State.IN_CAMPAIGN, ~elsewhere)
        db.session.execute(
            update(Issue).where(*free).values(state=State.OPEN, active_at=clock.now())
        )
    if added or removed:
        topics = [*campaign.topics, *_topics(added + removed)]
        facts = {"added": added, "removed": removed}
        record(verbs.ISSUES_SET, campaign, by=by, topics=topics, **facts)


def add_issues(campaign: Campaign, by: Actor, *, issues: list[int]) -> None:
    """Add issues to those the campaign has, whatever others add at the same time.

    Raises Invalid for none, NotAllowed as set_issues does.
    """
    require(by, "campaign.edit", campaign)
    if not issues:
        raise Invalid(_("Tick at least one post."), "issue")
    added = _link(campaign, by, sorted(set(issues) - _lock_issues(campaign)))
    if added:
        topics = [*campaign.topics, *_topics(added)]
        facts = {"added": added, "removed": []}
        record(verbs.ISSUES_SET, campaign, by=by, topics=topics, **facts)


def _lock_issues(campaign: Campaign) -> set[int]:
    """The ids of its issues, locked against others until the transaction ends."""
    db.session.execute(
        select(Campaign.id).where(Campaign.id == campaign.id).with_for_update()
    )
    return set(issue_ids(campaign.id))


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
    found = refolded(row, SEARCHED, fields) if isinstance(row, Campaign) else {}
    changed = db.session.execute(
        update(model).where(*mine).values(version=version + 1, **fields, **found)
    )
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
    if not db.session.execute(
        update(Campaign).where(*mine).values(reached=reached)
    ).rowcount:  # type: ignore[attr-defined]
        raise Conflict(
            _(
                "The number has changed since you opened this page. Look at it, then "
                "send "
                "yours again."
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
        left = [
            row.id
            for row in left_open(campaign.id)
            if allowed(by, "issue.organise", row)
        ]
        again = update(Issue).where(
            Issue.id.in_(left), Issue.state.in_((State.OPEN, State.LOOKED_AT))
        )
        db.session.execute(again.values(state=State.IN_CAMPAIGN, active_at=clock.now()))
    posted = Update(
        campaign_id=campaign.id, author_id=by.id, body=note, stage=stage, at=clock.now()
    )
    db.session.add(posted)
    db.session.flush()
    facts = {"stage": stage, "was": was}
    topics = [*campaign.topics, *_topics(issue_ids(campaign.id))]
    record(verbs.STAGE_SET, campaign, part=posted, by=by, topics=topics, **facts)


def post_update(
    campaign: Campaign,
    by: Actor,
    *,
    title: str,
    body: str,
    everyone: bool = False,
    once: str | None = None,
    pictures: Sequence[Picture] = (),
) -> Update:
    """Publish an update; whoever backs the campaign or its issues hears of it.

    Those who posted or seconded are mailed; with `everyone`, those who follow are, too.
    """
    require(by, "campaign.update", campaign)
    if len(pictures) > PER_UPDATE:
        raise Invalid(_("Choose at most %(most)s pictures.", most=PER_UPDATE), "photos")
    values = {
        "campaign_id": campaign.id,
        "author_id": by.id,
        "title": title,
        "body": body,
        "at": clock.now(),
    }
    posted, is_new = insert_once(Update, once=once, photo_count=len(pictures), **values)
    if is_new:
        photos.attach(f"update-{posted.id}", by, pictures)
        topics = [*campaign.topics, *_topics(issue_ids(campaign.id))]
        facts = {"everyone": True} if everyone else {}
        record(verbs.UPDATED, campaign, part=posted, by=by, topics=topics, **facts)
    return posted


def change_photos(
    campaign: Campaign,
    posted: Update,
    by: Actor,
    *,
    alts: Mapping[int, str],
    without: Collection[int] = (),
) -> None:
    """Say what the pictures of an update show and take some away."""
    require(by, "campaign.update", campaign)
    mine = entities([f"update-{posted.id}"])
    described, removed = photos.describe(mine, alts), photos.remove(mine, without)
    if removed:
        left = len(entities([f"update-{posted.id}"]))
        db.session.execute(
            update(Update).where(Update.id == posted.id).values(photo_count=left)
        )
    if described or removed:
        record(verbs.ILLUSTRATED, campaign, part=posted, by=by)
