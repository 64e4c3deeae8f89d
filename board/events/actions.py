"""The rules of events: planned and changed by organisers, attended by anybody, a
waiting list in order."""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import case, or_, update

from board import clock
from board.activity.actions import record
from board.areas.models import Area
from board.campaigns.models import Campaign
from board.db import db, insert_new, insert_once, put
from board.errors import ChangedMeanwhile, Conflict, Invalid
from board.events import queries, verbs
from board.events.lists import LONGEST
from board.events.models import (
    Attendance,
    AttendanceState,
    CalendarAddress,
    Event,
    Kind,
)
from board.policy import Actor, require

MOVES = ("starts_at", "ends_at", "place", "address")  # what people must hear of in time


def plan(
    area: Area,
    by: Actor,
    *,
    kind: Kind,
    starts_at: datetime,
    ends_at: datetime,
    campaign: Campaign | None = None,
    once: str | None = None,
    **fields: Any,
) -> Event:
    """Put up an event of the area.

    Raises Invalid when its times or its campaign do not fit.
    """
    require(by, "event.plan", area)
    _check(area.id, starts_at, ends_at, campaign)
    values = {
        "area_id": area.id,
        "campaign_id": campaign and campaign.id,
        "kind": kind,
        **fields,
    }
    now = clock.now()
    values |= {
        "starts_at": starts_at,
        "ends_at": ends_at,
        "created_at": now,
        "changed_at": now,
    }
    event, is_new = insert_once(Event, once=once, **values)
    if is_new:
        record(verbs.PLANNED, event, by=by, area_id=event.area_id, topics=event.topics)
    return event


def _check(
    area_id: int, starts_at: datetime, ends_at: datetime, campaign: Campaign | None
) -> None:
    if ends_at <= starts_at:
        raise Invalid(_("The end comes before the start."), "ends_at")
    if ends_at - starts_at > LONGEST:
        raise Invalid(_("An event lasts a week at most. Plan several."), "ends_at")
    if campaign and campaign.area_id != area_id:
        raise Invalid(_("That campaign is in another area."), "campaign")


def edit(
    event: Event,
    by: Actor,
    *,
    version: int,
    campaign: Campaign | None = None,
    **fields: Any,
) -> None:
    """Change an event; those on its list are notified, and places that are added go to
    the first who wait.

    Raises Conflict when somebody else changed it meanwhile or it was cancelled, Invalid
    when the times do not fit or more people have a place than there would be places.
    """
    require(by, "event.edit", event)
    event = queries.lock(event)
    if event.version != version:
        raise ChangedMeanwhile
    if event.cancelled_at:
        raise Conflict(_("It was cancelled, so it can’t be changed any more."))
    _check(event.area_id, fields["starts_at"], fields["ends_at"], campaign)
    given = _give_places(event, _free(event, fields["places"]))
    moved = any(fields[name] != getattr(event, name) for name in MOVES)
    if fields["starts_at"] != event.starts_at:
        event.reminded_at = None
    values = fields | {
        "campaign_id": campaign and campaign.id,
        "version": version + 1,
        "changed_at": clock.now(),
    }
    for name, value in values.items():
        setattr(event, name, value)
    event.going, event.waiting = event.going + given, event.waiting - given
    record(
        verbs.EDITED,
        event,
        by=by,
        area_id=event.area_id,
        topics=event.topics,
        moved=moved,
    )


def _free(event: Event, places: int | None) -> int:
    """How many could be called up if there were so many places.

    Raises Invalid when there would be too few.
    """
    if places is not None and places < event.going:
        raise Invalid(
            _("Places given already: %(num)s. Keep at least as many.", num=event.going),
            "places",
        )
    return event.waiting if places is None else places - event.going


def _give_places(event: Event, free: int) -> int:
    """Give free places to the first on the waiting list and record it for them; returns
    how many got one.

    The caller counts them in `going` and `waiting`.
    """
    first = (
        queries.waiting_list(event.id, min(free, event.waiting))
        if free and event.waiting
        else []
    )
    for place in first:
        place.state, place.since = AttendanceState.GOING, clock.now()
        topics = [*event.topics, f"person-{place.person_id}"]
        record(
            verbs.PLACE_GIVEN,
            event,
            part=place,
            by=None,
            area_id=event.area_id,
            topics=topics,
        )
    return len(first)


def cancel(event: Event, by: Actor, *, reason: str) -> None:
    """Call an event off; everybody on its list is notified of the reason.

    Raises Conflict when it is cancelled or over.
    """
    require(by, "event.edit", event)
    now = clock.now()
    running = (Event.id == event.id, Event.cancelled_at.is_(None), Event.ends_at > now)
    values = {
        "cancelled_at": now,
        "reason": reason,
        "changed_at": now,
        "version": Event.version + 1,
    }
    if not db.session.execute(update(Event).where(*running).values(**values)).rowcount:  # type: ignore[attr-defined]
        raise Conflict(why_not(queries.get(event.id)))
    record(verbs.CANCELLED, event, by=by, area_id=event.area_id, topics=event.topics)


def why_not(event: Event) -> str:
    """The sentence for somebody who comes too late for an event that was cancelled or
    is over."""
    return str(_("It was cancelled.") if event.cancelled_at else _("It is over."))


def attend(event: Event, by: Actor) -> None:
    """Take a place, or when all are taken one at the end of the waiting list.

    Raises Conflict when the event is over or cancelled, or one is on its list. One
    guarded write counts the place: nobody waits while one is free, so who was counted
    as waiting waits.
    """
    require(by, "event.attend", event)
    free = or_(Event.places.is_(None), Event.going < Event.places)
    counted = {
        "going": Event.going + case((free, 1), else_=0),
        "waiting": Event.waiting + case((free, 0), else_=1),
    }
    running = (
        Event.id == event.id,
        Event.cancelled_at.is_(None),
        Event.ends_at > clock.now(),
    )
    waiting = db.session.scalar(
        update(Event).where(*running).values(**counted).returning(Event.waiting)
    )
    if waiting is None:
        raise Conflict(why_not(queries.get(event.id)))
    made = _add_to_list(
        event, by, AttendanceState.WAITING if waiting else AttendanceState.GOING
    )
    if made is None:
        raise Conflict(_("You are on the list already."))
    topics = [*event.topics, f"person-{by.id}"]
    waits = {"waiting": bool(waiting)}
    record(
        verbs.ATTENDED,
        event,
        part=made,
        by=by,
        area_id=event.area_id,
        topics=topics,
        **waits,
    )


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
    place = queries.mine(event.id, by.id)
    if place is None:
        raise Conflict(_("You are not on the list."))
    if event.cancelled_at or event.ends_at <= clock.now():
        raise Conflict(why_not(event))
    waited, place.state = (
        place.state == AttendanceState.WAITING,
        AttendanceState.WITHDRAWN,
    )
    topics = [*event.topics, f"person-{by.id}"]
    record(
        verbs.WITHDRAWN,
        event,
        part=place,
        by=by,
        area_id=event.area_id,
        topics=topics,
    )
    if waited or _give_places(event, 1):
        event.waiting -= 1
    else:
        event.going -= 1


def new_calendar(by: Actor, token: str) -> None:
    """Give the person's calendar an address; an earlier one ends to work."""
    put(CalendarAddress, ["person_id"], person_id=by.id, token=token)
