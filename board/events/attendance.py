"""The rules of an event's list: a place for anybody, a waiting list in order."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import case, literal, or_, update

from board import clock
from board.activity.actions import record
from board.activity.verbs import Verb
from board.db import db, insert_new
from board.errors import Conflict
from board.events import attendance_queries, queries, verbs
from board.events.models import Attendance, AttendanceState, Event, Kind
from board.policy import Actor, allowed, require

RULE = "event.welcome"


def attend(event: Event, by: Actor) -> AttendanceState:
    """Take a place, or when all are taken one at the end of the waiting list; at
    somebody's home ask to come first (welcome.py). Gives what became of it.

    Raises Conflict when the event is over or cancelled, or one is on its list. One
    guarded write counts the place: nobody waits while one is free, so who was counted
    as waiting waits.
    """
    require(by, "event.attend", event)
    is_welcome = allowed(by, RULE, event)
    if event.kind == Kind.HOUSE_MEETING and not is_welcome:
        return _ask_to_come(event, by)
    free = or_(Event.places.is_(None), Event.going < Event.places)
    counted = {
        "going": Event.going + case((free, 1), else_=0),
        "waiting": Event.waiting + case((free, 0), else_=1),
    }
    running = (
        Event.id == event.id,
        Event.cancelled_at.is_(None),
        Event.ends_at > clock.now(),
        or_(Event.kind != Kind.HOUSE_MEETING, literal(is_welcome)),
    )
    waiting = db.session.scalar(
        update(Event).where(*running).values(**counted).returning(Event.waiting)
    )
    if waiting is None:
        raise Conflict(why_closed(queries.get(event.id)))
    state = AttendanceState.WAITING if waiting else AttendanceState.GOING
    place = _add_to_list(event, by, state)
    if place is None:
        raise Conflict(_("You are on the list already."))
    record_of_place(verbs.ATTENDED, event, place, by, waiting=bool(waiting))
    return state


def _ask_to_come(event: Event, by: Actor) -> AttendanceState:
    event = queries.lock(event)
    if event.cancelled_at or event.ends_at <= clock.now():
        raise Conflict(why_closed(event))
    place = _add_to_list(event, by, AttendanceState.ASKED)
    if place is None:
        raise Conflict(_("You are on the list already."))
    record_of_place(verbs.ASKED, event, place, by)
    return AttendanceState.ASKED


def _add_to_list(event: Event, by: Actor, state: AttendanceState) -> Attendance | None:
    """Put the person on the list, anew or again; returns their line, or None when they
    are on it already."""
    values = {"state": state, "since": clock.now()}
    who = {"event_id": event.id, "person_id": by.id}
    made = insert_new(Attendance, list(who), **who, **values)
    if made is not None:
        return made
    left = (
        Attendance.event_id == event.id,
        Attendance.person_id == by.id,
        Attendance.state == AttendanceState.WITHDRAWN,
    )
    back = update(Attendance).where(*left).values(**values).returning(Attendance)
    return db.session.scalar(back, execution_options={"populate_existing": True})


def withdraw(event: Event, by: Actor) -> None:
    """Leave the list.

    A place that becomes free goes to the first who waits at once.

    Raises Conflict when one is not on the list, or the event is over or cancelled.
    """
    require(by, "event.attend", event)
    event = queries.lock(event)
    place = attendance_queries.place_of(event.id, by.id)
    if place is None:
        raise Conflict(_("You are not on the list."))
    if event.cancelled_at or event.ends_at <= clock.now():
        raise Conflict(why_closed(event))
    record_of_place(verbs.WITHDRAWN, event, place, by)
    take_off(event, place)


def take_off(event: Event, place: Attendance) -> None:
    """Take a line off the list of the event, which is locked; a place that becomes free
    goes to the first who waits."""
    was = place.state
    place.state = AttendanceState.WITHDRAWN
    had_place = was == AttendanceState.GOING
    if was == AttendanceState.WAITING or (had_place and give_places(event, 1)):
        event.waiting -= 1
    elif had_place:
        event.going -= 1


def give_places(event: Event, free: int) -> int:
    """Give free places to the first on the waiting list and record it for them; returns
    how many got one.

    The caller counts them in `going` and `waiting`.
    """
    if not (free and event.waiting):
        return 0
    most = min(free, event.waiting)
    first = attendance_queries.waiting_list(event.id, most)
    for place in first:
        place.state = AttendanceState.GOING
        place.since = clock.now()
        record_of_place(verbs.PLACE_GIVEN, event, place, None)
    return len(first)


def record_of_place(
    verb: Verb, event: Event, place: Attendance, by: Actor | None, **facts: Any
) -> None:
    """Record what happened to a person's place, for the event and for them."""
    topics = [*event.topics, f"person-{place.person_id}"]
    record(verb, event, part=place, by=by, topics=topics, **facts)


def why_closed(event: Event) -> str:
    """The sentence for somebody who comes too late for an event that was cancelled or
    is over."""
    return str(_("It was called off.") if event.cancelled_at else _("It is over."))
