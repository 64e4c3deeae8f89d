"""What one can ask a person for in training: to come to a session, or to lead it."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from board import clock
from board.db import Rows, db, fresh, read
from board.events.attendance import attend
from board.events.attendance_queries import place_of
from board.events.models import Event
from board.people.places import Askable
from board.policy import Actor
from board.training.session_actions import lead
from board.training.session_models import Session


def _sessions(numbers: list[int], person: Actor) -> Rows:
    columns = (Event.id, Event.area_id, Event.title, Event.ends_at, Event.cancelled_at)
    found = select(*columns).join(Session, Session.event_id == Event.id)
    return read(found.where(Event.id.in_(numbers), *Event.visible(person)))


def _too_late(event: Any) -> str:
    if event.cancelled_at or event.ends_at <= clock.now():
        return str(_("It is over, or was called off."))
    return ""


def _come(event_id: int, by: Actor) -> None:
    """Take a place; whoever is on the list keeps what they have."""
    if place_of(event_id, by.id) is None:
        attend(fresh(Event, event_id), by)


def _taken(event: Any) -> str:
    session = db.session.get(Session, event.id)
    if session is not None and session.trainer_id is not None:
        return str(_("Somebody leads it already."))
    return _too_late(event)


COME = Askable(
    "course",
    _sessions,
    lambda event: str(_("Would you come to “%(title)s”?", title=event.title)),
    _come,
    _too_late,
    of="event",
)
LEAD = Askable(
    "course_lead",
    _sessions,
    lambda event: str(_("Would you lead “%(title)s”?", title=event.title)),
    lead,
    _taken,
    of="event",
)
