"""The rules of a meeting in somebody's home: its host or an organiser says who comes,
and only those are told the address."""

from collections.abc import Iterable, Sequence

from flask_babel import gettext as _
from sqlalchemy import select, update

from board import clock
from board.activity.actions import record
from board.db import Conditions, db
from board.errors import Invalid, NotFound
from board.events import attendance_queries, queries, verbs
from board.events.attendance import record_of_place, take_off
from board.events.models import (
    COUNTED,
    ON_LIST,
    Attendance,
    AttendanceState,
    Event,
    Kind,
)
from board.policy import Actor, require

FRESH = {"populate_existing": True}


def say_yes(event: Event, by: Actor, people: Iterable[int]) -> int:
    """Let those of them come who ask to: each gets a place, or waits for one while all
    are taken. Returns how many those were."""
    require(by, "event.welcome", event)
    event = queries.lock(event)
    asking = _lines(event, people, (AttendanceState.ASKED,))
    for place in asking:
        is_full = event.places is not None and event.going >= event.places
        place.since = clock.now()
        if is_full:
            place.state = AttendanceState.WAITING
            event.waiting += 1
        else:
            place.state = AttendanceState.GOING
            event.going += 1
        record_of_place(verbs.WELCOMED, event, place, by, waiting=is_full)
    return len(asking)


def say_no(event: Event, by: Actor, people: Iterable[int]) -> int:
    """Not have those of them who ask or were to come, this time; they hear of it.
    Returns how many those were."""
    require(by, "event.welcome", event)
    event = queries.lock(event)
    lines = _lines(event, people, ON_LIST)
    for place in lines:
        record_of_place(verbs.DECLINED, event, place, by)
        take_off(event, place)
    return len(lines)


def _lines(
    event: Event, people: Iterable[int], states: Sequence[AttendanceState]
) -> Sequence[Attendance]:
    """These people's lines on the list, who asked first before."""
    if event.kind != Kind.HOUSE_MEETING:
        raise NotFound
    those = (
        Attendance.event_id == event.id,
        Attendance.person_id.in_(set(people)),
        Attendance.state.in_(states),
    )
    found = select(Attendance).where(*those).order_by(Attendance.since, Attendance.id)
    return db.session.scalars(found, execution_options=FRESH).all()


def set_host(event: Event, by: Actor, person_id: int) -> None:
    """Say who of those who come is the host: they say who comes, too.

    Raises Invalid for somebody who has no place.
    """
    require(by, "event.edit", event)
    event = queries.lock(event)
    place = attendance_queries.place_of(event.id, person_id)
    if place is None or place.state != AttendanceState.GOING:
        raise Invalid(_("Pick somebody who is coming."), "host")
    event.host_id = person_id
    topics = [*event.topics, f"person-{person_id}"]
    record(verbs.HOST_SET, event, by=by, topics=topics, person=person_id)


def change_kind(event: Event, kind: Kind) -> int:
    """What becomes of the list of an event, which is locked, where it moves to
    somebody's home or out of it: everybody asks to come, or nobody has to. Returns how
    many wait for a place with that, whom the caller counts."""
    here = Attendance.event_id == event.id
    if kind == Kind.HOUSE_MEETING:
        _set((here, Attendance.state.in_(COUNTED)), AttendanceState.ASKED)
        event.going = event.waiting = 0
        return 0
    asking = (here, Attendance.state == AttendanceState.ASKED)
    return _set(asking, AttendanceState.WAITING)


def _set(where: Conditions, state: AttendanceState) -> int:
    change = update(Attendance).where(*where).values(state=state)
    return int(db.session.execute(change).rowcount)  # type: ignore[attr-defined]
