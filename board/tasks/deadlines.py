"""When what holds: how long an offer stands, when places kept for some open to all,
when somebody is asked.

A task's moment is the start of a shift, or the beginning of the last day of something
to do by a date. What is kept for some opens to all 48 hours before it; an open-ended
task opens 7 days after it was planned.
"""

from datetime import date, datetime, time, timedelta
from typing import Any

from board import clock
from board.drawing import today, zone
from board.tasks.models import Shape

# an offer stands so long, or until the task's moment if that is sooner,
OFFER = timedelta(hours=24)
SHORTEST_OFFER = timedelta(hours=1)  # but never shorter than this
# before its moment: a place given back later is late, what was kept opens to all
SHORT_NOTICE = timedelta(hours=48)
# after an open-ended task was planned, what was kept opens to all
OPENS_AFTER = timedelta(days=7)
# so many places that are not done a person may hold in a campaign until they open to
# all
FAIR_SHARE = 3
# who holds an open-ended task is asked whether they are still on it
ASKED_AFTER = timedelta(days=14)
ANSWER_WITHIN = timedelta(days=7)
# less between two shifts of one person is worth a warning
BETWEEN = timedelta(minutes=30)
FAR = date(9999, 12, 31)  # the last day of an open-ended task


def moment_of(task: Any) -> datetime | None:
    """The instant a task is for; None for an open-ended one."""
    if task.shape == Shape.OPEN:
        return None
    return task.starts_at or datetime.combine(task.last_day, time(), zone())


def last_day(shape: str, *, ends_on: date | None, due_on: date | None) -> date:
    """The last day a task of this shape can be worked on."""
    days = {Shape.SHIFT: ends_on, Shape.BY_DATE: due_on}
    return days.get(Shape(shape)) or FAR


def has_begun(task: Any) -> bool:
    """Whether somebody can have done it by now: a shift that is still to come nobody
    has."""
    return task.shape != Shape.SHIFT or bool(clock.now() >= task.starts_at)


def opens_at(task: Any) -> datetime:
    """When what is kept for some, or from some, opens to all."""
    moment = moment_of(task)
    opens: datetime = moment - SHORT_NOTICE if moment else task.created_at + OPENS_AFTER
    return opens


def is_late(task: Any) -> bool:
    """Whether a place given back now is hard to fill: less than 48 hours before the
    task's moment."""
    moment = moment_of(task)
    return moment is not None and clock.now() > moment - SHORT_NOTICE


def offer_until(task: Any) -> datetime | None:
    """Until when an offer made now stands: 24 hours, or until the task's moment, but at
    least an hour.

    None when nothing is offered any more: the shift has begun, or the last day is over.
    """
    now = clock.now()
    moment = moment_of(task)
    if task.last_day < today() or (task.shape == Shape.SHIFT and now >= task.starts_at):
        return None
    return max(now + SHORTEST_OFFER, min(now + OFFER, moment or now + OFFER))


def ask_at(task: Any) -> datetime | None:
    """When who takes a place now is asked whether they are still on it: only on
    open-ended tasks."""
    return clock.now() + ASKED_AFTER if task.shape == Shape.OPEN else None
