"""The rules of an end: what came of a campaign, said honestly, goes to its issues and
to everyone behind it."""

from collections.abc import Collection, Mapping
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select, update

from board import clock
from board.activity.actions import record
from board.campaigns import unfinished, verbs
from board.campaigns.issue_actions import topics_of_issues
from board.campaigns.issue_queries import issue_ids, left_open
from board.campaigns.models import Campaign, Debrief, Outcome, Stage, Update
from board.campaigns.update_actions import post_stage
from board.db import db, insert_new
from board.errors import ChangedMeanwhile, Conflict, Invalid
from board.issues.bulk_actions import set_states
from board.issues.models import State
from board.issues.queries import lock_rows
from board.policy import Actor, allowed, require


def end(
    campaign: Campaign,
    by: Actor,
    *,
    version: int,
    outcome: Outcome,
    how: str,
    state: State,
    others: Collection[int] = (),
    other: State | None = None,
    fates: Mapping[str, str] | None = None,
    **fields: str,
) -> None:
    """Bring a campaign to an end.

    Its open issues stand at `state` from then on, those in `others` at `other`.

    Issues that another running campaign has, and those of areas the person does not
    organise, stay as they are. What becomes of its open tasks and events is said in
    `fates` (unfinished.py); those not named there stay. Everyone behind it hears once.
    `version` is that of the debrief which is there already, 0 for none. Raises Invalid
    when nothing says how it went, Conflict when somebody else was first.
    """
    require(by, "campaign.edit", campaign)
    _check(how)
    was = campaign.stage
    topics = [*campaign.topics, *topics_of_issues(issue_ids(campaign.id))]
    _move(campaign, outcome.stage)
    posted = post_stage(campaign, by, stage=outcome.stage, body=how)
    answers = {"outcome": outcome, "how": how, **fields}
    _store_debrief(campaign, version, update_id=posted.id, at=clock.now(), **answers)
    _set_states(campaign, by, how, state, others, other)
    unfinished.settle(campaign, by, fates or {}, how)
    facts = {"outcome": outcome, "stage": outcome.stage, "was": was}
    record(verbs.ENDED, campaign, part=posted, by=by, topics=topics, **facts)


def _check(how: str) -> None:
    if not how:
        raise Invalid(_("Say in one sentence how it went."), "how")


def _move(campaign: Campaign, stage: Stage) -> None:
    """Set its stage, unless somebody has moved it meanwhile or it is there already."""
    here = (
        Campaign.id == campaign.id,
        Campaign.stage == campaign.stage,
        Campaign.stage != stage,
    )
    moved = db.session.execute(update(Campaign).where(*here).values(stage=stage))
    if not moved.rowcount:  # type: ignore[attr-defined]
        raise Conflict(_("The campaign is at this stage already."))


def _store_debrief(campaign: Campaign, version: int, **values: Any) -> None:
    if not version:
        fresh = insert_new(
            Debrief, ["campaign_id"], campaign_id=campaign.id, version=1, **values
        )
        if fresh is None:
            raise ChangedMeanwhile
        return
    mine = (Debrief.campaign_id == campaign.id, Debrief.version == version)
    changed = db.session.execute(
        update(Debrief).where(*mine).values(version=version + 1, **values)
    )
    if not changed.rowcount:  # type: ignore[attr-defined]
        raise ChangedMeanwhile


def _set_states(
    campaign: Campaign,
    by: Actor,
    how: str,
    state: State,
    others: Collection[int],
    other: State | None,
) -> None:
    """Close its open issues, or leave them open, as it was said.

    They are locked first and read again: one that another campaign has taken up
    meanwhile is left to it.
    """
    found = lock_rows([row.id for row in left_open(campaign.id)])
    mine = {row.id for row in left_open(campaign.id) if allowed(by, "issue.close", row)}
    apart = set(others) if other else set()
    for chosen, ids in ((state, mine - apart), (other, mine & apart)):
        if chosen is not None:
            some = [issue for issue in found if issue.id in ids]
            set_states(some, by, state=chosen, reason=how, campaign=campaign.id)


def revise(
    campaign: Campaign,
    by: Actor,
    *,
    version: int,
    outcome: Outcome,
    how: str,
    **more: str,
) -> None:
    """Change what is said of an end, which stays the same one: won in part is won.

    Raises Invalid when nothing says how it went, Conflict when somebody else changed it
    meanwhile.
    """
    require(by, "campaign.edit", campaign)
    _check(how)
    if campaign.stage != outcome.stage:
        raise Conflict(
            _("Somebody has moved the campaign meanwhile. See where it is now.")
        )
    _store_debrief(campaign, version, outcome=outcome, how=how, **more)
    update_of_end = (
        select(Update)
        .join(Debrief, Debrief.update_id == Update.id)
        .where(Debrief.campaign_id == campaign.id)
    )
    posted = db.session.scalars(update_of_end).one()
    posted.body = how
    record(verbs.OUTCOME_EDITED, campaign, part=posted, by=by, version=version + 1)
