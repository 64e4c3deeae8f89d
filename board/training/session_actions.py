"""The rules of sessions: an event of an area at which a course is held, and who leads
it."""

from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, select

from board.activity.actions import record
from board.areas.models import Area
from board.db import db, fresh, insert_row
from board.errors import Invalid
from board.events import actions as events
from board.events.models import Event, Kind
from board.policy import Actor, require
from board.training import session_queries, verbs
from board.training.models import Course
from board.training.session_models import Session, TrainingAsk


def hold(
    course: Course,
    area: Area,
    by: Actor,
    *,
    starts_at: datetime,
    place: str,
    places: int | None = None,
    trainer: int | None = None,
    once: str | None = None,
) -> Event:
    """Plan a session of a course in an area, led by the organiser who plans it, by
    somebody who offered to, or by nobody yet. The area then asks no longer for it.

    Raises Invalid for a trainer who did not offer to.
    """
    require(by, "event.plan", area)
    if trainer not in (None, by.id) and trainer not in _offered(course, area):
        raise Invalid(_("They have not offered to lead it."), "trainer")
    event = events.plan(
        area,
        by,
        kind=Kind.TRAINING,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=course.minutes),
        once=once,
        title=course.title,
        details=_details(course),
        place=place,
        address="",
        host="",
        places=places,
    )
    session: dict[str, Any] = {"course_id": course.id, "trainer_id": trainer}
    if insert_row(Session, ["event_id"], event_id=event.id, **session):
        mine = (TrainingAsk.course_id == course.id, TrainingAsk.area_id == area.id)
        db.session.execute(delete(TrainingAsk).where(*mine))
        if trainer not in (None, by.id):
            _tell(event, by, trainer)
    return event


def _offered(course: Course, area: Area) -> set[int]:
    offers = session_queries.offers(course.id)
    return {row.person_id for row in offers if row.area_id == area.id}


def _details(course: Course) -> str:
    """What people read of it before they come."""
    return "\n".join([course.summary, "", *(f"- {aim}" for aim in course.aims)]).strip()


def lead(event_id: int, by: Actor) -> None:
    """Lead a session, as somebody who was asked to and says yes."""
    event = fresh(Event, event_id)
    session = locked(event_id)
    session.trainer_id = by.id
    _tell(event, by, by.id)


def _tell(event: Event, by: Actor, trainer: Any) -> None:
    topics = [*event.topics, f"person-{trainer}"]
    record(verbs.LED, event, by=by, topics=topics, person=trainer)


def locked(event_id: int) -> Session:
    """The session, which nobody else changes until the transaction ends."""
    this = select(Session).where(Session.event_id == event_id).with_for_update()
    options = {"populate_existing": True}
    return db.session.scalars(this, execution_options=options).one()
