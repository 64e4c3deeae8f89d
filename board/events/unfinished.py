"""A campaign's events that are still to come when it ends: cancelled, or moved to
another campaign."""

from sqlalchemy import select

from board import clock
from board.activity.actions import record
from board.campaigns.models import Campaign
from board.campaigns.places import Unfinished
from board.db import fresh, read
from board.drawing import local
from board.events import actions, queries, verbs
from board.events.models import Event
from board.policy import Actor, require


def still_open(campaign_id: int) -> list[Unfinished]:
    """Events that are not over, the soonest first."""
    coming = (
        Event.campaign_id == campaign_id,
        Event.cancelled_at.is_(None),
        Event.ends_at > clock.now(),
        *Event.visible(None),
    )
    found = (
        select(Event.id, Event.title, Event.starts_at)
        .where(*coming)
        .order_by(Event.starts_at, Event.id)
    )
    return [
        Unfinished(row.id, row.title, local(row.starts_at).date())
        for row in read(found)
    ]


def call_off(event_id: int, by: Actor, reason: str) -> None:
    """Cancel it."""
    actions.cancel(fresh(Event, event_id), by, reason=reason)


def move(event_id: int, by: Actor, to: Campaign) -> None:
    """Let another campaign of the area have it."""
    event = queries.lock(fresh(Event, event_id))
    require(by, "event.edit", event)
    require(by, "event.plan", to)
    topics = [*event.topics, f"campaign-{to.id}"]
    event.campaign_id = to.id
    event.version += 1
    event.changed_at = clock.now()
    record(verbs.EDITED, event, by=by, topics=topics, moved=False)
