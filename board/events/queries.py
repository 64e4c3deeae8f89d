"""Reading events: what is on, one with one's own place, who is on the list, whom a
change concerns."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, select, tuple_
from sqlalchemy.orm import aliased

from board.accounts.models import Person
from board.areas.models import Area
from board.campaigns.models import Campaign
from board.db import AnyRow, AnySelect, Reader, Rows, db, fresh, read, the_one
from board.errors import NotFound
from board.events.models import (
    Attendance,
    AttendanceState,
    CalendarAddress,
    Event,
    EventLeader,
)
from board.policy import Actor

NOTICE = timedelta(hours=24)  # how long before it starts people are reminded
ON_LIST = (AttendanceState.GOING, AttendanceState.WAITING)

COLUMNS = (
    *(
        Event.id,
        Event.area_id,
        # none where it is a campaign that the reader may not see
        Campaign.id.label("campaign_id"),
        Event.kind,
        Event.title,
        Event.details,
        Event.place,
        Event.host,
    ),
    *(
        Event.starts_at,
        Event.ends_at,
        Event.places,
        Event.going,
        Event.waiting,
        Event.version,
    ),
    *(Event.created_at, Event.changed_at, Event.cancelled_at, Event.reason),
    Area.name.label("area_name"),
    Area.slug.label("area_slug"),
    Campaign.title.label("campaign_title"),
)


def its_campaign(reader: Reader) -> ColumnElement[bool]:
    """An event's campaign, where this reader may see it."""
    return and_(Campaign.id == Event.campaign_id, *Campaign.visible(reader))


def rows(person: Actor | None) -> AnySelect:
    """An event's columns as anybody may read them, with the state of this person's own
    line on its list. No address."""
    mine = and_(
        Attendance.event_id == Event.id,
        Attendance.person_id == (person.id if person else 0),
    )
    return (
        select(
            *COLUMNS,
            Attendance.state.label("my_state"),
            Attendance.came.label("i_came"),
        )
        .join(Area, Area.id == Event.area_id)
        .outerjoin(Campaign, its_campaign(person))
        .outerjoin(Attendance, mine)
        .where(*Event.visible(person))
    )


def card(event_id: int, person: Actor | None) -> AnyRow:
    """One event as this person sees it, with how many wait before them, or
    NotFound."""
    me, other = aliased(Attendance), aliased(Attendance)
    before = (
        select(func.count(other.id))
        .join(
            me,
            and_(
                me.event_id == other.event_id,
                me.person_id == (person.id if person else 0),
            ),
        )
        .where(other.event_id == event_id, other.state == AttendanceState.WAITING)
        .where(tuple_(other.since, other.id) < tuple_(me.since, me.id))
    )
    return the_one(
        rows(person)
        .add_columns(before.scalar_subquery().label("before"))
        .where(Event.id == event_id)
    )


def address(event_id: int) -> str:
    """Where exactly it is. For those who may know: ask policy first."""
    return str(read(select(Event.address).where(Event.id == event_id))[0].address)


def get(event_id: int) -> Event:
    """The event to act on, or NotFound."""
    return fresh(Event, event_id)


def lock(event: Event) -> Event:
    """Lock the event until the transaction ends, before any line of its list; returns
    it as it is now."""
    found = db.session.get(
        Event, event.id, populate_existing=True, with_for_update=True
    )
    if found is None:
        raise NotFound
    return found


def mine(event_id: int, person_id: int) -> Attendance | None:
    """A person's line on an event's list; None once they have left."""
    here = (
        Attendance.event_id == event_id,
        Attendance.person_id == person_id,
        Attendance.state.in_(ON_LIST),
    )
    return db.session.scalar(
        select(Attendance).where(*here).execution_options(populate_existing=True)
    )


def waiting_list(event_id: int, limit: int) -> Sequence[Attendance]:
    """Those who wait, the longest first."""
    waiting = (
        Attendance.event_id == event_id,
        Attendance.state == AttendanceState.WAITING,
    )
    statement = (
        select(Attendance)
        .where(*waiting)
        .order_by(Attendance.since, Attendance.id)
        .limit(limit)
    )
    return db.session.scalars(statement.execution_options(populate_existing=True)).all()


def register(event_id: int) -> Rows:
    """Everybody on an event's list by name, with whether they came and with whom;
    without those who withdrew."""
    statement = (
        select(
            *(
                Attendance.id,
                Attendance.state,
                Attendance.came,
                Attendance.leader_id,
                Attendance.email,
            ),
            func.coalesce(Person.name, Attendance.name).label("name"),
        )
        .outerjoin(Person, Person.id == Attendance.person_id)
        .where(
            Attendance.event_id == event_id,
            Attendance.state != AttendanceState.WITHDRAWN,
        )
        .order_by(
            func.lower(func.coalesce(Person.name, Attendance.name)), Attendance.id
        )
    )
    return read(statement)


def turnout(event_id: int) -> Rows:
    """Each leader's promised number, who of theirs is going, and who came."""
    going = func.count(Attendance.id).filter(Attendance.state == AttendanceState.GOING)
    came = func.count(Attendance.id).filter(Attendance.came)
    statement = (
        select(
            EventLeader.id,
            EventLeader.name,
            EventLeader.promised,
            going.label("going"),
            came.label("came"),
        )
        .outerjoin(Attendance, Attendance.leader_id == EventLeader.id)
        .where(EventLeader.event_id == event_id)
        .group_by(EventLeader.id, EventLeader.name, EventLeader.promised)
        .order_by(func.lower(EventLeader.name), EventLeader.id)
    )
    return read(statement)


def came(event_id: int) -> int:
    """How many people came."""
    count = select(func.count(Attendance.id)).where(
        Attendance.event_id == event_id, Attendance.came
    )
    return int(db.session.scalar(count) or 0)


def to_remind(now: datetime, limit: int) -> Sequence[Event]:
    """Events that start within a day and of which nobody was reminded; those
    another process has locked are left to it."""
    due = (Event.reminded_at.is_(None), Event.cancelled_at.is_(None))
    soon = (Event.starts_at > now, Event.starts_at <= now + NOTICE)
    statement = select(Event).where(*due, *soon).order_by(Event.starts_at).limit(limit)
    return db.session.scalars(statement.with_for_update(skip_locked=True)).all()


def address_of(person_id: int) -> str:
    """The secret of a person's calendar; empty when they have asked for none."""
    return (
        db.session.scalar(
            select(CalendarAddress.token).where(CalendarAddress.person_id == person_id)
        )
        or ""
    )


def owner(token: str) -> int:
    """Whose calendar it is, or NotFound."""
    return int(
        the_one(
            select(CalendarAddress.person_id).where(CalendarAddress.token == token)
        ).person_id
    )
