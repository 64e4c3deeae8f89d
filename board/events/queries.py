"""Reading events: as anybody sees them with their own place, to act on, to remind
of."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, ScalarSelect, and_, func, select, tuple_
from sqlalchemy.orm import aliased

from board.areas.models import Area
from board.campaigns.models import Campaign
from board.db import AnyRow, AnySelect, Reader, db, fresh, read, the_one
from board.errors import NotFound
from board.events.models import Attendance, AttendanceState, Event
from board.policy import Actor

NOTICE = timedelta(hours=24)  # how long before it starts people are reminded

COLUMNS = (
    Event.id,
    Event.area_id,
    # none where it is a campaign that the reader may not see
    Campaign.id.label("campaign_id"),
    Event.kind,
    Event.title,
    Event.details,
    Event.place,
    Event.host,
    Event.host_id,
    Event.starts_at,
    Event.ends_at,
    Event.places,
    Event.going,
    Event.waiting,
    Event.version,
    Event.created_at,
    Event.changed_at,
    Event.cancelled_at,
    Event.reason,
    Event.closed_for,
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
    my_state = Attendance.state.label("my_state")
    i_came = Attendance.came
    return (
        select(*COLUMNS, my_state, i_came.label("i_came"))
        .join(Area, Area.id == Event.area_id)
        .outerjoin(Campaign, its_campaign(person))
        .outerjoin(Attendance, mine)
        .where(*Event.visible(person))
    )


def card(event_id: int, person: Actor | None) -> AnyRow:
    """One event as this person sees it, with how many wait before them, or
    NotFound."""
    before = _number_before(event_id, person.id if person else 0)
    statement = rows(person).add_columns(before.label("before"))
    return the_one(statement.where(Event.id == event_id))


def _number_before(event_id: int, person_id: int) -> ScalarSelect[int]:
    """How many wait longer than this person; none where they are not on the list."""
    me = aliased(Attendance)
    other = aliased(Attendance)
    my_line = and_(me.event_id == other.event_id, me.person_id == person_id)
    waits_longer = (
        other.event_id == event_id,
        other.state == AttendanceState.WAITING,
        tuple_(other.since, other.id) < tuple_(me.since, me.id),
    )
    count = select(func.count(other.id)).join(me, my_line)
    return count.where(*waits_longer).scalar_subquery()


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


def to_remind(now: datetime, limit: int) -> Sequence[Event]:
    """Events that start within a day and of which nobody was reminded; those
    another process has locked are left to it."""
    due = (Event.reminded_at.is_(None), Event.cancelled_at.is_(None))
    soon = (Event.starts_at > now, Event.starts_at <= now + NOTICE)
    shown = Event.visible(None)
    statement = select(Event).where(*due, *soon, *shown).order_by(Event.starts_at)
    some = statement.limit(limit).with_for_update(skip_locked=True)
    return db.session.scalars(some).all()
