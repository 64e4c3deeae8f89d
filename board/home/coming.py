"""What is on and what needs hands in the next seven days, for the front page."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from board.db import AnyRow
from board.drawing import today
from board.events import lists as events
from board.policy import Actor
from board.tasks import lists as tasks

SHOWN = 6
WEEK = timedelta(days=7)


class Coming(NamedTuple):
    """An event or a task with its day, and for an hour `at`."""

    kind: str
    id: int
    title: str
    day: date
    at: datetime | None
    place: str
    area_id: int


def this_week(person: Actor | None) -> list[Coming]:
    """The soonest, those in the areas of this person before the others."""
    until = today() + WEEK
    on = events.listed(None, today(), until=until, limit=SHOWN)
    hands = tasks.open_tasks(None, today(), until=until, series_once=True, limit=SHOWN)
    found = [
        *(_event(row) for row in on if not row.cancelled_at),
        *(_task(row) for row in hands),
    ]

    def nearest(thing: Coming) -> tuple[bool, date, int]:
        is_elsewhere = person is None or person.role_in(thing.area_id) is None
        return is_elsewhere, thing.day, thing.id

    return sorted(found, key=nearest)[:SHOWN]


def _event(row: AnyRow) -> Coming:
    place = row.place or row.area_name
    day = row.starts_at.date()
    return Coming("event", row.id, row.title, day, row.starts_at, place, row.area_id)


def _task(row: AnyRow) -> Coming:
    place, day = row.place or row.area_name, row.last_day
    return Coming("task", row.id, row.title, day, row.starts_at, place, row.area_id)
