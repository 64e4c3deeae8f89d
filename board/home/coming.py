"""What is on and what needs hands in the next seven days, for the front page."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from board.activity.things import of_kind
from board.db import AnyRow
from board.drawing import clock_time, local, today
from board.events import lists as events
from board.pages import cached
from board.policy import Actor
from board.tasks import lists as tasks

SHOWN = 5
KNOWN = 60  # of each kind, among which a person's own areas are looked for
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

    @property
    def address(self) -> str:
        """Of its page."""
        return of_kind(self.kind).address(self.id)

    @property
    def icon(self) -> str:
        """What its kind is shown with."""
        return of_kind(self.kind).icon


def this_week(person: Actor | None) -> tuple[bool, list[Coming]]:
    """Whether anything is on in the areas of this person, and the soonest of it, else
    of what is on anywhere."""
    coming = sorted(cached(_of_week, today()), key=_moment)
    near = [thing for thing in coming if person and person.role_in(thing.area_id)]
    return bool(near), (near or coming)[:SHOWN]


def _moment(thing: Coming) -> tuple[date, str, int]:
    return thing.day, clock_time(thing.at) if thing.at else "", thing.id


def _of_week(first: date) -> list[Coming]:
    until = first + WEEK
    on = events.listed(None, first, until=until, limit=KNOWN)
    hands = tasks.open_tasks(None, first, until=until, series_once=True, limit=KNOWN)
    return [
        *(_event(row) for row in on if not row.cancelled_at),
        *(_task(row) for row in hands),
    ]


def _event(row: AnyRow) -> Coming:
    place = row.place or row.area_name
    day = local(row.starts_at).date()
    return Coming("event", row.id, row.title, day, row.starts_at, place, row.area_id)


def _task(row: AnyRow) -> Coming:
    place = row.place or row.area_name
    day = row.last_day
    return Coming("task", row.id, row.title, day, row.starts_at, place, row.area_id)
