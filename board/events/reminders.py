"""What the jobs do about events: remind everybody who goes a day before."""

from board import clock
from board.activity.actions import record
from board.events import queries, verbs

BATCH = 50


def remind() -> int:
    """Remind of events that start within a day, at most a batch; gives how many those
    were. Each is told of once."""
    events = queries.to_remind(clock.now(), BATCH)
    for event in events:
        event.reminded_at = clock.now()
        record(verbs.REMINDED, event, by=None, topics=[f"event-{event.id}"])
    return len(events)
