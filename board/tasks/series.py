"""Shifts that repeat: planned once, changed or ended from one of their tasks on. Their
tasks are made in laying_out."""

from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from board import clock
from board.activity.actions import record
from board.campaigns.models import Campaign
from board.db import db, insert_once
from board.drawing import local, today
from board.errors import ChangedMeanwhile, Conflict, Invalid
from board.policy import Actor, require
from board.tasks import verbs
from board.tasks.effects import Effect, Unseen, called_off, effect_of, fingerprint
from board.tasks.laying_out import AHEAD, SHARED, lay_out, task_values
from board.tasks.models import Shape, Task
from board.tasks.people_queries import holders
from board.tasks.planning import apply, checked_values
from board.tasks.queries import NOT_CANCELLED, lock_where
from board.tasks.repeating import chosen_weekdays, days_between, first_day
from board.tasks.series_models import Repeats, TaskSeries

RULE = ("repeats", "every", "weekdays", "until")


def plan(
    campaign: Campaign, by: Actor, *, once: str | None = None, **fields: Any
) -> Task:
    """Plan a shift that repeats and lay it out; gives its first task.

    Raises Invalid for a rule that makes no sense.
    """
    require(by, "task.plan", campaign)
    values = _checked_series(**fields) | {
        "campaign_id": campaign.id,
        "area_id": campaign.area_id,
        "starter_id": by.id,
    }
    series, is_new = insert_once(TaskSeries, once=once, **values)
    if is_new:
        until = max(series.starts_on, today() + AHEAD)
        lay_out(series, series.starts_on, until)
    of_series = select(Task).where(Task.series_id == series.id)
    task = db.session.scalars(of_series.order_by(Task.occurs_on).limit(1)).one()
    if is_new:
        record(verbs.PLANNED, task, by=by, repeats=True)
    return task


def _checked_series(
    *,
    repeats: Repeats,
    every: int = 1,
    weekdays: int = 0,
    until: date | None = None,
    **fields: Any,
) -> dict[str, Any]:
    """A series' columns, from its rule and the fields of its first task.

    Raises Invalid for a rule that makes no sense.
    """
    task = checked_values(**fields)
    if task["shape"] != Shape.SHIFT:
        raise Invalid(_("Only a shift can repeat."), "repeats")
    begins = local(task["starts_at"])
    ends = local(task["ends_at"])
    if repeats == Repeats.WEEKLY:
        weekdays = weekdays or 1 << begins.weekday()
        if begins.weekday() not in chosen_weekdays(weekdays):
            raise Invalid(
                _("The first one is on another day. Tick its day of the week as well."),
                "weekdays",
            )
    else:
        weekdays = 0
        every = 1
    if until and until < begins.date():
        raise Invalid(_("The last day comes before the first."), "until")
    return {
        "repeats": repeats,
        "every": every,
        "weekdays": weekdays,
        "until": until,
        "starts_on": begins.date(),
        "begins": begins.time(),
        "ends": ends.time(),
    } | {name: task[name] for name in SHARED if name in task}


def lock_series(task: Task) -> TaskSeries:
    """The series a task belongs to, locked until the end of the transaction: everywhere
    before its tasks. Raises Conflict for a task that is in none any more."""
    if task.series_id is None or task.occurs_on is None:
        raise Conflict(_("This does not repeat any more."))
    statement = (
        select(TaskSeries).where(TaskSeries.id == task.series_id).with_for_update()
    )
    options = {"populate_existing": True}
    return db.session.scalars(statement, execution_options=options).one()


def edit(
    task: Task,
    by: Actor,
    *,
    version: int,
    seen: str = "",
    note: str = "",
    **fields: Any,
) -> None:
    """Change a series from one of its tasks on. Each keeps what was changed by hand.

    Days that are no longer in the rule are called off, new ones laid out. Raises Unseen
    until whoever does it has seen what happens to which task and whom, and again when
    that is no longer true; ChangedMeanwhile, Invalid.
    """
    require(by, "task.edit", task)
    series = lock_series(task)
    if series.version != version:
        raise ChangedMeanwhile
    start = _day(task)
    since = max(_change_rule(series, start, fields), today())
    effects, new_days = _effects(series, start, since)
    if seen != fingerprint(effects, new_days):
        raise Unseen(effects, new_days)
    for effect in effects:
        if effect.is_off:
            _call_off(effect.task, by, note or _("The days have changed."))
            # should the rule come back to this day, it is laid out anew
            effect.task.occurs_on = None
        else:
            apply(effect, by, note)
    lay_out(series, since, max([today() + AHEAD, *new_days]))
    changed = sum(bool(effect.changed) for effect in effects)
    cancelled = sum(effect.is_off for effect in effects)
    record(verbs.SERIES_EDITED, task, by=by, changed=changed, cancelled=cancelled)


def _change_rule(series: TaskSeries, start: date, fields: dict[str, Any]) -> date:
    """Give the series these fields from its task of the day `start` on; returns the
    first day of the rule as it is now. Raises Invalid."""
    before = task_values(series, start)
    rule = {name: getattr(series, name) for name in RULE}
    wanted = before | rule | fields
    values = _checked_series(**wanted)
    begins_on: date = values["starts_on"]
    is_weekly = series.repeats == Repeats.WEEKLY
    if begins_on == start and values["repeats"] == series.repeats and not is_weekly:
        # a 31st stays one when it is edited in February
        values["starts_on"] = series.starts_on
    if all(wanted[name] == before[name] for name in ("starts_at", "ends_at")):
        # and so does half past one on the last day of winter
        values |= {"begins": series.begins, "ends": series.ends}
    for name, value in values.items():
        setattr(series, name, value)
    series.version += 1
    return begins_on


def _effects(
    series: TaskSeries, start: date, since: date
) -> tuple[list[Effect], list[date]]:
    """What the rule as it is now does to the tasks from `start` on, and on which days
    there will be new ones."""
    known = lock_where(Task.series_id == series.id, Task.occurs_on >= min(start, since))
    remaining = [task for task in known if _can_change(task) and _day(task) >= start]
    next_day = first_day(series, since) or since
    until = max([today() + AHEAD, next_day, *map(_day, remaining)])
    wanted = days_between(series, since, until)
    claims = holders([task.id for task in remaining])
    effects = []
    for task in remaining:
        day = _day(task)
        people = [claim for claim in claims if claim.task_id == task.id]
        if day in wanted:
            values = task_values(series, day)
            effects.append(effect_of(task, people, values, task.by_hand))
        else:
            effects.append(called_off(task, people))
    return effects, sorted(set(wanted) - set(map(_day, known)))


def _can_change(task: Task) -> bool:
    return task.cancelled_at is None and task.last_day >= today()


def _day(task: Task) -> date:
    assert task.occurs_on
    return task.occurs_on


def end(task: Task, by: Actor, *, reason: str) -> None:
    """Call off this task of a series and all that follow it; no more are laid out.

    Raises Conflict when it is over.
    """
    require(by, "task.edit", task)
    series = lock_series(task)
    start = _day(task)
    rest = lock_where(
        Task.series_id == series.id,
        Task.occurs_on >= start,
        Task.last_day >= today(),
        NOT_CANCELLED,
    )
    if not rest:
        raise Conflict(_("This is over already."))
    series.until = start - timedelta(days=1)
    series.next_on = None
    series.version += 1
    for one in rest:
        _call_off(one, by, reason)
    record(verbs.SERIES_EDITED, task, by=by, changed=0, cancelled=len(rest))


def _call_off(task: Task, by: Actor, reason: str) -> None:
    task.cancelled_at = clock.now()
    task.cancel_reason = reason
    task.version += 1
    record(verbs.CANCELLED, task, by=by)
