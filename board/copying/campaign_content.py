"""What of a campaign goes along when it is copied: what is planned in it, as anybody
may see it. What was called off, hidden or is no longer needed stays behind."""

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select

from board.campaigns.models import Campaign
from board.db import AnyRow, Rows, db, read
from board.drawing import local
from board.events.models import Event
from board.roles.models import Role
from board.tasks.models import Shape, Task, TaskRole
from board.tasks.queries import NOT_CANCELLED
from board.tasks.series_models import TaskSeries

MOST = 500  # of each kind


class Dated(NamedTuple):
    """Something of a campaign that has a day."""

    title: str
    day: date


class Content(NamedTuple):
    """All that goes along, besides the campaign's own words.

    `tasks` are those that do not repeat, `parts` their (task_id, name, places).
    """

    decide_by: date | None
    begun_on: date
    tasks: list[Task]
    parts: Rows
    series: list[TaskSeries]
    events: list[Event]
    roles: Rows

    @property
    def dated(self) -> list[Dated]:
        """What has a day, the earliest first."""
        tasks = (Dated(one.title, day_of(one)) for one in self.tasks if is_dated(one))
        series = (Dated(one.title, one.starts_on) for one in self.series)
        events = (Dated(one.title, day_of(one)) for one in self.events)
        found = [*tasks, *series, *events]
        return sorted(found, key=lambda one: one.day)

    @property
    def first_day(self) -> date:
        """The day of the earliest; where nothing has a day, that on which the campaign
        began."""
        return self.dated[0].day if self.dated else self.begun_on

    @property
    def is_long(self) -> bool:
        """Whether of some kind there may be more than goes along."""
        kinds = (self.tasks, self.series, self.events, self.roles)
        return any(len(kind) >= MOST for kind in kinds)

    @property
    def day_of_action(self) -> date:
        """Day 0: by when it was to be decided, else the day of the last."""
        if self.decide_by:
            return self.decide_by
        return self.dated[-1].day if self.dated else self.begun_on


def is_dated(task: Task) -> bool:
    """Whether it has a day; what may be done whenever it suits has none."""
    return task.shape != Shape.OPEN


def day_of(planned: Any) -> date:
    """The day on which it begins where the board is, or by which it is done."""
    begins = planned.starts_at
    return local(begins).date() if begins else planned.last_day


def content_of(campaign: Campaign | AnyRow) -> Content:
    """What of it goes along, up to 500 of each kind."""
    tasks = _tasks(campaign.id)
    return Content(
        decide_by=campaign.decide_by,
        begun_on=local(campaign.created_at).date(),
        tasks=tasks,
        parts=_parts(campaign.id),
        series=_series(campaign.id),
        events=_events(campaign.id),
        roles=_roles(campaign.id),
    )


def _tasks(campaign_id: int) -> list[Task]:
    here = (Task.campaign_id == campaign_id, Task.series_id.is_(None), NOT_CANCELLED)
    statement = select(Task).where(*here, *Task.visible(None))
    ordered = statement.order_by(Task.last_day, Task.id).limit(MOST)
    return list(db.session.scalars(ordered))


def _parts(campaign_id: int) -> Rows:
    columns = (TaskRole.task_id, TaskRole.name, TaskRole.places)
    here = (Task.campaign_id == campaign_id, *Task.visible(None))
    statement = select(*columns).join(Task, Task.id == TaskRole.task_id).where(*here)
    return read(statement.order_by(TaskRole.id))


def _series(campaign_id: int) -> list[TaskSeries]:
    """Those of which anything is left that was not called off."""
    is_on = (Task.campaign_id == campaign_id, NOT_CANCELLED, *Task.visible(None))
    left = select(Task.series_id).where(*is_on, Task.series_id.is_not(None))
    statement = select(TaskSeries).where(TaskSeries.id.in_(left))
    ordered = statement.order_by(TaskSeries.starts_on, TaskSeries.id).limit(MOST)
    return list(db.session.scalars(ordered))


def _events(campaign_id: int) -> list[Event]:
    here = (Event.campaign_id == campaign_id, Event.cancelled_at.is_(None))
    statement = select(Event).where(*here, *Event.visible(None))
    ordered = statement.order_by(Event.starts_at, Event.id).limit(MOST)
    return list(db.session.scalars(ordered))


def _roles(campaign_id: int) -> Rows:
    here = (Role.campaign_id == campaign_id, Role.ended_at.is_(None))
    statement = select(Role.name, Role.words).where(*here, *Role.visible(None))
    return read(statement.order_by(Role.id).limit(MOST))
