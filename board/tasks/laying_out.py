"""The tasks of a shift that repeats are laid out some weeks ahead."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert, select

from board import clock
from board.activity.actions import record
from board.activity.models import Follow
from board.campaigns.models import Campaign, Stage
from board.db import db, insert_rows
from board.drawing import local, today, zone
from board.tasks import verbs
from board.tasks.models import Shape, Task
from board.tasks.repeating import days_between, first_day, times
from board.tasks.series_models import TaskSeries

AHEAD = timedelta(weeks=8)
BATCH = 20
# The columns of a series that each of its tasks has, too.
SHARED = (
    "title",
    "details",
    "place",
    "skills",
    "places",
    "newcomer_places",
    "cleared",
    "confirm",
)


def task_values(series: TaskSeries, day: date) -> dict[str, Any]:
    """The columns of the series' task of a day."""
    starts_at, ends_at = times(day, series.begins, series.ends, zone())
    shared = {name: getattr(series, name) for name in SHARED}
    return shared | {
        "shape": Shape.SHIFT,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "due_on": None,
        "last_day": local(ends_at).date(),
    }


def lay_out(series: TaskSeries, since: date, until: date) -> int:
    """Make the tasks of these days that are not there yet, and note where to go on;
    gives how many were made."""
    home = {
        "campaign_id": series.campaign_id,
        "area_id": series.area_id,
        "series_id": series.id,
        "created_at": clock.now(),
    }
    rows = [
        home | task_values(series, day) | {"occurs_on": day}
        for day in days_between(series, since, until)
    ]
    made = insert_rows(Task, ["series_id", "occurs_on"], rows)
    if made and series.starter_id:
        starter = {"person_id": series.starter_id}
        follows = [{"topic": f"task-{id}"} | starter for id in made]
        db.session.execute(insert(Follow), follows)
    series.next_on = first_day(series, until + timedelta(days=1))
    return len(made)


def lay_out_due() -> int:
    """Lay out what comes into sight, some series at a time; gives how many those were.

    A series that somebody else has locked is left to them, one of a campaign that is
    lost or paused rests. Days that went by while nobody did it are left out.
    """
    until = today() + AHEAD
    due = _lock_due(until)
    for series in due:
        since = max(series.next_on or until, today())
        made = lay_out(series, since, until)
        topics = ["tasks", f"campaign-{series.campaign_id}"]
        record(verbs.SERIES_LAID_OUT, series, by=None, topics=topics, tasks=made)
    return len(due)


def _lock_due(until: date) -> list[TaskSeries]:
    goes_on = select(Campaign.id).where(
        Campaign.stage.not_in((Stage.LOST, Stage.PAUSED))
    )
    due = (
        select(TaskSeries)
        .where(TaskSeries.next_on <= until, TaskSeries.campaign_id.in_(goes_on))
        .order_by(TaskSeries.next_on, TaskSeries.id)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    options = {"populate_existing": True}
    return list(db.session.scalars(due, execution_options=options))
