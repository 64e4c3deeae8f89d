"""The rules of promises: put on the record, kept or broken, and raised once when their
day has passed."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import or_, select, update

from board import clock
from board.activity.actions import record
from board.activity.verbs import Verb
from board.campaigns import coalition_verbs
from board.campaigns.actions import replace
from board.campaigns.coalition_models import Promise, PromiseState
from board.campaigns.models import Campaign
from board.db import db, insert_once
from board.errors import Conflict, Invalid
from board.photos import actions as photos
from board.photos.pictures import Picture
from board.policy import Actor, require

BATCH = 100
SETTLED = {
    PromiseState.KEPT: coalition_verbs.PROMISE_KEPT,
    PromiseState.BROKEN: coalition_verbs.PROMISE_BROKEN,
    PromiseState.OPEN: coalition_verbs.PROMISE_REOPENED,
}


def add(
    campaign: Campaign,
    by: Actor,
    *,
    once: str | None = None,
    pictures: Sequence[Picture] = (),
    **fields: Any,
) -> Promise:
    """Put on the record what somebody said they would do.

    Raises Invalid for days that can't be.
    """
    require(by, "campaign.promises", campaign)
    _check_days(fields["said_on"], fields.get("due"))
    values = {"campaign_id": campaign.id, "photo_count": len(pictures), **fields}
    promise, is_new = insert_once(Promise, once=once, **values)
    if is_new:
        photos.attach(f"promise-{promise.id}", by, pictures)
        _record(coalition_verbs.PROMISE_MADE, campaign, by, promise)
    return promise


def edit(
    campaign: Campaign, promise: Promise, by: Actor, *, version: int, **fields: Any
) -> None:
    """Put right what is said of a promise.

    Raises Conflict when somebody else changed it meanwhile.
    """
    require(by, "campaign.promises", campaign)
    _check_days(fields["said_on"], fields.get("due"))
    replace(promise, version, **fields)
    _record(coalition_verbs.PROMISE_EDITED, campaign, by, promise)


def settle(
    campaign: Campaign,
    promise: Promise,
    by: Actor,
    *,
    state: PromiseState,
    note: str,
    on: date,
) -> None:
    """Say on which day it was kept or broken, or that it is open again; backers hear of
    it.

    Raises Invalid for a day to come, Conflict when this was said already.
    """
    require(by, "campaign.promises", campaign)
    if on > _today():
        raise Invalid(_("That day is still to come."), "on")
    other = (Promise.id == promise.id, Promise.state != state)
    values = {
        "state": state,
        "note": note,
        "settled_on": None if state == PromiseState.OPEN else on,
    }
    changed = db.session.execute(
        update(Promise).where(*other).values(version=Promise.version + 1, **values)
    )
    if not changed.rowcount:  # type: ignore[attr-defined]
        raise Conflict(_("Somebody has said this of the promise already."))
    _record(SETTLED[state], campaign, by, promise)


def _check_days(said_on: date, due: date | None) -> None:
    if said_on > _today():
        raise Invalid(_("That day is still to come."), "said_on")
    if due and due < said_on:
        raise Invalid(_("This day comes before the day it was said."), "due")


def _today() -> date:
    return clock.today(current_app.config["BOARD"].timezone)


def raise_overdue() -> int:
    """Tell organisers of promises whose day has passed, at most a batch; gives how many
    those were.

    A row somebody else holds is left to them. What was told is marked with its day, so
    that it is told once; a promise that is given another day may become overdue again.
    """
    untold = or_(Promise.overdue_told.is_(None), Promise.overdue_told != Promise.due)
    due = (Promise.state == PromiseState.OPEN, Promise.due < _today(), untold)
    late = (
        select(Promise, Campaign)
        .join(Campaign, Campaign.id == Promise.campaign_id)
        .where(*due)
    )
    locked = (
        late.order_by(Promise.due)
        .limit(BATCH)
        .with_for_update(of=Promise, skip_locked=True)
    )
    rows = db.session.execute(locked).all()
    for promise, campaign in rows:
        promise.overdue_told = promise.due
        _record(coalition_verbs.PROMISE_OVERDUE, campaign, None, promise)
    return len(rows)


def _record(verb: Verb, campaign: Campaign, by: Actor | None, promise: Promise) -> None:
    record(verb, campaign, part=promise, by=by)
