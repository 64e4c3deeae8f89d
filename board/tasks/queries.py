"""Tasks to act on: their rows are locked, or read by number. What pages show is read in
card_queries, lists and people_queries."""

from sqlalchemy import ColumnElement, select

from board.db import db, fresh, read
from board.drawing import today
from board.errors import NotFound
from board.tasks.models import Task
from board.tasks.series_models import TaskSeries

NOT_CANCELLED = Task.cancelled_at.is_(None)


def lock(task_id: int) -> Task:
    """The task to act on, or NotFound.

    Its row is locked to the end of the transaction: whoever else wants it waits.
    """
    task = db.session.get(Task, task_id, populate_existing=True, with_for_update=True)
    if task is None:
        raise NotFound
    return task


def lock_where(*where: ColumnElement[bool]) -> list[Task]:
    """Tasks to change, as they are now, in the one order in which rows are locked:
    nobody claims meanwhile."""
    statement = select(Task).where(*where).order_by(Task.id).with_for_update()
    options = {"populate_existing": True}
    return list(db.session.scalars(statement, execution_options=options))


def series(series_id: int) -> TaskSeries:
    """The rule of a task that repeats."""
    return fresh(TaskSeries, series_id)


def following(task: Task) -> list[int]:
    """The ids of this task of a series and of all that follow and are not
    called off."""
    from_it_on = (
        Task.series_id == task.series_id,
        Task.occurs_on >= task.occurs_on,
        Task.last_day >= today(),
        NOT_CANCELLED,
    )
    statement = select(Task.id).where(*from_it_on).order_by(Task.id)
    return [row.id for row in read(statement)]
