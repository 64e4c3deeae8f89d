"""Shifts that repeat: planned once, laid out some weeks ahead as ordinary tasks,
changed or ended from one on."""

from datetime import date, timedelta
from itertools import takewhile
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import insert, select

from board import clock
from board.activity.actions import record
from board.activity.models import Follow
from board.campaigns.models import Campaign, Stage
from board.db import db, insert_once, insert_rows
from board.drawing import local, today, zone
from board.errors import ChangedMeanwhile, Conflict, Invalid
from board.policy import Actor, require
from board.tasks import verbs
from board.tasks.effects import Effect, Unseen, effect, fingerprint
from board.tasks.models import Repeats, Shape, Task, TaskSeries
from board.tasks.people_queries import holders
from board.tasks.planning import fitted, save
from board.tasks.queries import NOT_CANCELLED, lock_where
from board.tasks.repeating import days, times

AHEAD = timedelta(weeks=8)
BATCH = 20
# What each of its tasks says.
SHARED = (
    "title",
    "details",
    "skills",
    "places",
    "newcomer_places",
    "cleared",
    "confirm",
)


def plan(
    campaign: Campaign, by: Actor, *, once: str | None = None, **said: Any
) -> Task:
    """Plan a shift that repeats and lay it out; gives its first task.

    Raises Invalid for a rule that makes no sense.
    """
    require(by, "task.plan", campaign)
    rule = {
        "repeats": said.pop("repeats"),
        "every": said.pop("every", 1),
        "until": said.pop("until", None),
    }
    values = _columns(**rule, weekdays=said.pop("weekdays", 0), **fitted(**said))
    home = {
        "campaign_id": campaign.id,
        "area_id": campaign.area_id,
        "starter_id": by.id,
    }
    series, is_new = insert_once(TaskSeries, once=once, **home, **values)
    if is_new:
        first = next(days(series, series.starts_on))
        _lay_out(series, first, max(first, today() + AHEAD))
    task = db.session.scalars(
        select(Task)
        .where(Task.series_id == series.id)
        .order_by(Task.occurs_on)
        .limit(1)
    ).one()
    if is_new:
        record(verbs.PLANNED, task, by=by, repeats=True)
    return task


def _columns(
    *, repeats: Repeats, every: int, weekdays: int, until: date | None, **said: Any
) -> dict[str, Any]:
    """A series' columns, of what was said about its first task.

    Raises Invalid for a rule that makes no sense.
    """
    if said["shape"] != Shape.SHIFT:
        raise Invalid(_("Only a shift can repeat."), "repeats")
    begins, ends = local(said["starts_at"]), local(said["ends_at"])
    weekdays = (weekdays or 1 << begins.weekday()) if repeats == Repeats.WEEKLY else 0
    if weekdays and not weekdays >> begins.weekday() & 1:
        raise Invalid(
            _("The first one is on another day. Tick its day of the week as well."),
            "weekdays",
        )
    if until and until < begins.date():
        raise Invalid(_("The last day comes before the first."), "until")
    rule = {
        "repeats": repeats,
        "every": every if weekdays else 1,
        "weekdays": weekdays,
        "until": until,
    }
    when = {"starts_on": begins.date(), "begins": begins.time(), "ends": ends.time()}
    return rule | when | {name: said[name] for name in SHARED if name in said}


def _on(series: TaskSeries, day: date) -> dict[str, Any]:
    """What the series' task of a day says."""
    starts_at, ends_at = times(day, series.begins, series.ends, zone())
    said = {name: getattr(series, name) for name in SHARED}
    shift = {
        "shape": Shape.SHIFT,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "due_on": None,
    }
    return said | shift | {"last_day": local(ends_at).date()}


def _lay_out(series: TaskSeries, since: date, until: date) -> int:
    """Make the tasks of these days that are not there yet, and note where to go on;
    gives how many were made."""
    home = {
        "campaign_id": series.campaign_id,
        "area_id": series.area_id,
        "series_id": series.id,
    }
    wanted = takewhile(lambda day: day <= until, days(series, since))
    rows = [
        home | _on(series, day) | {"occurs_on": day, "created_at": clock.now()}
        for day in wanted
    ]
    made = insert_rows(Task, ["series_id", "occurs_on"], rows)
    if made and series.starter_id:
        follows = [
            {"topic": f"task-{id}", "person_id": series.starter_id} for id in made
        ]
        db.session.execute(insert(Follow), follows)
    series.next_on = next(days(series, until + timedelta(days=1)), None)
    return len(made)


def lay_out() -> int:
    """Lay out what comes into sight, some series at a time; gives how many those were.

    A series somebody else holds is left to them, one of a campaign that is lost or
    paused rests. Days that went by while nobody did it are left out.
    """
    ends = today() + AHEAD
    goes_on = select(Campaign.id).where(
        Campaign.stage.not_in((Stage.LOST, Stage.PAUSED))
    )
    due = select(TaskSeries).where(
        TaskSeries.next_on <= ends, TaskSeries.campaign_id.in_(goes_on)
    )
    due = (
        due.order_by(TaskSeries.next_on, TaskSeries.id)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    found = db.session.scalars(due, execution_options={"populate_existing": True}).all()
    for series in found:
        made = _lay_out(series, max(series.next_on or ends, today()), ends)
        topics = ["tasks", f"campaign-{series.campaign_id}"]
        record(verbs.SERIES_LAID_OUT, series, by=None, topics=topics, tasks=made)
    return len(found)


def _series_of(task: Task) -> TaskSeries:
    """The series a task belongs to, held until the end: before its tasks,
    everywhere."""
    if task.series_id is None or task.occurs_on is None:
        raise Conflict(_("This does not repeat any more."))
    statement = (
        select(TaskSeries).where(TaskSeries.id == task.series_id).with_for_update()
    )
    return db.session.scalars(
        statement, execution_options={"populate_existing": True}
    ).one()


def edit(
    task: Task, by: Actor, *, version: int, seen: str = "", note: str = "", **said: Any
) -> None:
    """Change a series from one of its tasks on. Each keeps what was changed by hand.

    Days that are no longer in the rule are called off, new ones laid out. Raises Unseen
    until whoever does it has seen what happens to which task and whom, and again when
    that is no longer true; ChangedMeanwhile, Invalid.
    """
    require(by, "task.edit", task)
    series = _series_of(task)
    if series.version != version:
        raise ChangedMeanwhile
    start, was = _day(task), _on(series, _day(task))
    rule = {
        name: said.pop(name, getattr(series, name))
        for name in ("repeats", "every", "weekdays", "until")
    }
    values = _columns(**rule, **fitted(**was | said))
    since = values["starts_on"]
    if since == start and values["repeats"] == series.repeats != Repeats.WEEKLY:
        # a 31st stays one when it is edited in February
        values["starts_on"] = series.starts_on
    if all(said.get(name, was[name]) == was[name] for name in ("starts_at", "ends_at")):
        # and so does half past one on the last day of winter
        values |= {"begins": series.begins, "ends": series.ends}
    for name, value in (values | {"version": version + 1}).items():
        setattr(series, name, value)
    effects, made = _weighed(series, start, max(since, today()))
    if seen != fingerprint(effects, made):
        raise Unseen(effects, made)
    for found in effects:
        if found.is_off:
            _call_off(found.task, by, note or _("The days have changed."))
            # should the rule come back to this day, it is laid out anew
            found.task.occurs_on = None
        else:
            save(found, by, note)
    _lay_out(series, max(since, today()), max([today() + AHEAD, *made]))
    changed = sum(bool(e.changed) for e in effects)
    cancelled = sum(e.is_off for e in effects)
    record(verbs.SERIES_EDITED, task, by=by, changed=changed, cancelled=cancelled)


def _weighed(
    series: TaskSeries, start: date, since: date
) -> tuple[list[Effect], list[date]]:
    """What the rule as it is now does to the tasks from `start` on, and on which days
    there will be new ones."""
    known = lock_where(Task.series_id == series.id, Task.occurs_on >= min(start, since))
    remaining = [
        t
        for t in known
        if t.cancelled_at is None and t.last_day >= today() and _day(t) >= start
    ]
    until = max(
        [today() + AHEAD, next(days(series, since), since), *map(_day, remaining)]
    )
    wanted = list(takewhile(lambda day: day <= until, days(series, since)))
    claims = holders([task.id for task in remaining])
    effects = []
    for task in remaining:
        people = [claim for claim in claims if claim.task_id == task.id]
        if _day(task) in wanted:
            effects.append(effect(task, people, _on(series, _day(task)), task.by_hand))
        else:
            effects.append(
                Effect(task, task.id, task.title, task.starts_at, people, is_off=True)
            )
    return effects, sorted(set(wanted) - set(map(_day, known)))


def _day(task: Task) -> date:
    assert task.occurs_on
    return task.occurs_on


def end(task: Task, by: Actor, *, reason: str) -> None:
    """Call off this task of a series and all that follow it; no more are laid out.

    Raises Conflict when it is over.
    """
    require(by, "task.edit", task)
    series, start = _series_of(task), _day(task)
    rest = lock_where(
        Task.series_id == series.id,
        Task.occurs_on >= start,
        Task.last_day >= today(),
        NOT_CANCELLED,
    )
    if not rest:
        raise Conflict(_("This is over already."))
    series.until, series.next_on, series.version = (
        start - timedelta(days=1),
        None,
        series.version + 1,
    )
    for one in rest:
        _call_off(one, by, reason)
    record(verbs.SERIES_EDITED, task, by=by, changed=0, cancelled=len(rest))


def _call_off(task: Task, by: Actor, reason: str) -> None:
    task.cancelled_at, task.cancel_reason, task.version = (
        clock.now(),
        reason,
        task.version + 1,
    )
    record(verbs.CANCELLED, task, by=by)
