"""The rules of events: planned, changed and cancelled by organisers."""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import update

from board import clock
from board.activity.actions import record
from board.areas.models import Area
from board.campaigns.models import Campaign
from board.db import db, insert_once
from board.errors import ChangedMeanwhile, Conflict, Invalid
from board.events import queries, verbs
from board.events.attendance import give_places, why_closed
from board.events.lists import LONGEST
from board.events.models import Event, Kind
from board.events.welcome import change_kind
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
    now = clock.now()
    values = fields | {
        "area_id": area.id,
        "campaign_id": campaign and campaign.id,
        "kind": kind,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "created_at": now,
        "changed_at": now,
    }
    event, is_new = insert_once(Event, once=once, **values)
    if is_new:
        record(verbs.PLANNED, event, by=by)
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
        raise Conflict(_("It was called off, so it can’t be changed any more."))
    _check(event.area_id, fields["starts_at"], fields["ends_at"], campaign)
    with db.session.no_autoflush:  # until the numbers of the list agree again
        more = _moved_lines(event, fields.get("kind", event.kind))
        event.waiting += more
        given = give_places(event, _free(event, fields["places"]))
        event.going = event.going + given
        event.waiting = event.waiting - given
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
    record(verbs.EDITED, event, by=by, moved=moved)


def _moved_lines(event: Event, kind: Kind) -> int:
    """How many more wait where the event moves out of somebody's home; where it moves
    into one, all on its list ask anew."""
    was_home = event.kind == Kind.HOUSE_MEETING
    if was_home == (kind == Kind.HOUSE_MEETING):
        return 0
    return change_kind(event, kind)


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
    cancelled = update(Event).where(*running).values(**values)
    if not db.session.execute(cancelled).rowcount:  # type: ignore[attr-defined]
        raise Conflict(why_closed(queries.get(event.id)))
    record(verbs.CANCELLED, event, by=by)
