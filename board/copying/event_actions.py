"""The rule of copying an event: what is planned after another says so."""

from board.activity.actions import record
from board.copying import verbs
from board.copying.models import EventCopy
from board.db import insert_new
from board.events.models import Event
from board.policy import Actor, require


def note(event: Event, by: Actor, original_id: int) -> None:
    """Note after which an event was planned; sent twice it is noted once."""
    require(by, "event.edit", event)
    if insert_new(EventCopy, ["event_id"], event_id=event.id, from_id=original_id):
        record(verbs.EVENT_COPIED, event, by=by, event=original_id)
