"""A campaign's tasks that are still to be done when it ends: called off, or moved to
another campaign."""

from sqlalchemy import func, or_, select, update

from board.activity.actions import record
from board.campaigns.models import Campaign
from board.campaigns.places import Unfinished
from board.db import db, fresh, read
from board.drawing import today
from board.policy import Actor, require
from board.tasks import planning, series, verbs
from board.tasks.deadlines import FAR
from board.tasks.models import Task
from board.tasks.queries import NOT_CANCELLED, lock_where
from board.tasks.series_models import TaskSeries


def still_open(campaign_id: int) -> list[Unfinished]:
    """Tasks that are neither over nor done by all, a series once, the soonest first."""
    wanted = (
        Task.campaign_id == campaign_id,
        NOT_CANCELLED,
        Task.last_day >= today(),
        Task.done < Task.places,
        *Task.visible(None),
    )
    first = func.row_number().over(
        partition_by=Task.series_id, order_by=(Task.last_day, Task.id)
    )
    columns = (Task.id, Task.title, Task.series_id, Task.last_day, first.label("place"))
    each = select(*columns).where(*wanted).subquery().c
    once = select(each.id, each.title, each.last_day).where(
        or_(each.series_id.is_(None), each.place == 1)
    )
    found = read(once.order_by(each.last_day, each.id))
    return [
        Unfinished(row.id, row.title, row.last_day if row.last_day != FAR else None)
        for row in found
    ]


def call_off(task_id: int, by: Actor, reason: str) -> None:
    """Call it off; of a series this task and all that follow."""
    task = fresh(Task, task_id)
    end = series.end if task.series_id and task.occurs_on else planning.cancel
    end(task, by, reason=reason)


def move(task_id: int, by: Actor, to: Campaign) -> None:
    """Let another campaign of the area have it; of a series this task and all that
    follow."""
    task = fresh(Task, task_id)
    require(by, "task.edit", task)
    require(by, "task.plan", to)
    mine = [Task.id == task.id]
    if task.series_id:
        db.session.execute(
            update(TaskSeries)
            .where(TaskSeries.id == task.series_id)
            .values(campaign_id=to.id)
        )
        mine = [Task.series_id == task.series_id, Task.last_day >= today()]
    was = task.campaign_id
    for one in lock_where(*mine, NOT_CANCELLED):
        one.campaign_id = to.id
        one.version = one.version + 1
        topics = [*one.topics, f"campaign-{was}"]
        record(verbs.EDITED, one, by=by, topics=topics, changed=["campaign"])
