"""The planner's side of tasks: planned, changed, called off.

Whom a change concerns is shown before it is saved.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import update

from board import clock
from board.activity.actions import follow, record
from board.campaigns.models import Campaign
from board.db import db, fresh, insert_once
from board.drawing import local, today
from board.errors import ChangedMeanwhile, Conflict, Invalid
from board.folding import refolded
from board.policy import Actor, require
from board.tasks import verbs
from board.tasks.claim_models import Claim, ClaimState
from board.tasks.claims import end_claim
from board.tasks.deadlines import last_day
from board.tasks.effects import Effect, Unseen, effect_of, fingerprint
from board.tasks.laying_out import SHARED
from board.tasks.models import SEARCHED, Shape, Task, TaskRole
from board.tasks.people_queries import holders, roles
from board.tasks.queries import NOT_CANCELLED, lock_where
from board.tasks.waiting_list import offer_next

LONGEST_SHIFT = timedelta(hours=24)
MOST_PLACES = 500
# The columns of a task that its planner fills in.
FIELDS = (*SHARED, "shape", "starts_at", "ends_at", "due_on")


def plan(
    campaign: Campaign,
    by: Actor,
    *,
    roles: Sequence[tuple[str, int]] = (),
    once: str | None = None,
    **fields: Any,
) -> Task:
    """Plan a piece of work with places, or with roles that have places.

    Raises Invalid when the dates do not fit.
    """
    require(by, "task.plan", campaign)
    if roles:
        fields["places"] = sum(number for _name, number in roles)
    values = checked_values(**fields) | {
        "campaign_id": campaign.id,
        "area_id": campaign.area_id,
        "created_at": clock.now(),
    }
    task, is_new = insert_once(Task, once=once, **values)
    if is_new:
        db.session.add_all(
            TaskRole(task_id=task.id, name=name, places=number)
            for name, number in roles
        )
        follow(f"task-{task.id}", by)
        record(verbs.PLANNED, task, by=by)
    return task


def checked_values(
    *,
    shape: Shape | str,
    places: int = 1,
    newcomer_places: int = 0,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    due_on: date | None = None,
    place: str = "",
    **fields: Any,
) -> dict[str, Any]:
    """A task's columns from what was filled in, without the dates of another shape.

    Raises Invalid when something is missing or odd.
    """
    is_shift = shape == Shape.SHIFT
    is_by_date = shape == Shape.BY_DATE
    if is_shift:
        _check_times(starts_at, ends_at)
        if not place:
            raise Invalid(_("Say where it is."), "place")
    if is_by_date and not due_on:
        raise Invalid(_("Say by which day it should be done."), "due_on")
    if places > MOST_PLACES:
        raise Invalid(
            _("That is more than 500 places. Make it several tasks."), "roles"
        )
    if newcomer_places > places:
        raise Invalid(
            _("There can't be more newcomer places than places."), "newcomer_places"
        )
    ends_on = local(ends_at).date() if ends_at else None
    return {
        "shape": shape,
        "place": place,
        "places": places,
        "newcomer_places": newcomer_places,
        "starts_at": starts_at if is_shift else None,
        "ends_at": ends_at if is_shift else None,
        "due_on": due_on if is_by_date else None,
        "last_day": last_day(shape, ends_on=ends_on, due_on=due_on),
        **fields,
    }


def _check_times(starts_at: datetime | None, ends_at: datetime | None) -> None:
    if not (starts_at and ends_at):
        raise Invalid(
            _("A shift needs a start and an end."),
            "ends_at" if starts_at else "starts_at",
        )
    if ends_at <= starts_at:
        raise Invalid(_("The end comes before the start."), "ends_at")
    if ends_at - starts_at > LONGEST_SHIFT:
        raise Invalid(
            _(
                "A shift lasts a day at most. Plan several, so that people can share "
                "it."
            ),
            "ends_at",
        )


def edit(
    task: Task,
    by: Actor,
    *,
    version: int,
    seen: str = "",
    note: str = "",
    **fields: Any,
) -> None:
    """Change a task; one of a series keeps what was changed so when the series is
    edited.

    Raises ChangedMeanwhile when somebody else changed it, Unseen when it concerns
    people who hold a place and `seen`, the fingerprint of what was shown, is not that
    of what would happen now, Invalid for what can't be.
    """
    require(by, "task.edit", task)
    (task,) = lock_where(Task.id == task.id)
    if task.version != version:
        raise ChangedMeanwhile
    if task.cancelled_at:
        raise Conflict(_("This was called off, so it can't be changed."))
    before = {name: getattr(task, name) for name in FIELDS}
    values = checked_values(**before | fields)
    if values["places"] != task.places and roles(task.id):
        raise Invalid(
            _("This task has parts with places of their own, so the number stays."),
            "places",
        )
    effect = effect_of(task, list(holders([task.id])), values)
    if effect.concerns and seen != fingerprint([effect]):
        raise Unseen([effect])
    if task.series_id and effect.changed:
        task.by_hand = sorted({*task.by_hand, *effect.changed})
    apply(effect, by, note)


def apply(effect: Effect, by: Actor, note: str) -> None:
    """Change the task, take places from those who lose them, and record it for all whom
    it concerns."""
    if not effect.changed:
        return
    task = effect.task
    losing = [fresh(Claim, claim.id) for claim in effect.losing]
    for claim in losing:
        end_claim(task, claim, ClaimState.RELEASED, note=note)
    values = effect.values | refolded(task, SEARCHED, effect.values)
    for name, value in values.items():
        setattr(task, name, value)
    task.version += 1
    db.session.flush()
    record(verbs.EDITED, task, by=by, changed=list(effect.changed))
    for claim in losing:
        # whoever was written in by name hears from the organisers
        if claim.person_id:
            _record_place_lost(task, claim, by)
    offer_next(task, None)


def _record_place_lost(task: Task, claim: Claim, by: Actor) -> None:
    record(
        verbs.PLACE_LOST,
        task,
        part=claim,
        by=by,
        topics=[*task.topics, f"person-{claim.person_id}"],
        person=claim.person_id,
    )


def why_closed(task: Task) -> str:
    """The sentence for somebody who would call off a task that is off or over; empty
    while it can be."""
    if task.cancelled_at:
        return str(_("This was called off already."))
    return str(_("This is over already.")) if task.last_day < today() else ""


def cancel(task: Task, by: Actor, *, reason: str) -> None:
    """Call a task off, for good. Raises Conflict when it is off already, or over."""
    require(by, "task.edit", task)
    values = {
        "cancelled_at": clock.now(),
        "cancel_reason": reason,
        "version": Task.version + 1,
    }
    is_on = (Task.id == task.id, NOT_CANCELLED, Task.last_day >= today())
    call_off = update(Task).where(*is_on).values(values)
    if not db.session.execute(call_off).rowcount:  # type: ignore[attr-defined]
        raise Conflict(why_closed(fresh(Task, task.id)))
    record(verbs.CANCELLED, task, by=by)
