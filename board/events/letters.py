"""Mails to those on an event's list: a place is theirs, it is soon, it was moved or
called off. No address in it."""

from flask import current_app
from sqlalchemy import String, cast, literal, or_, select

from board.accounts.models import Person
from board.activity.models import Line
from board.events import queries
from board.mail.actions import queue_each


def mail_out(lines: list[Line]) -> None:
    """Mail each line that those on a list must hear of in time; that only words changed
    stands in their news."""
    for line in lines:
        if line.verb in queries.TOLD and line.facts.get("moved", True):
            _mail(line)


def _mail(line: Line) -> None:
    key = literal(f"line-{line.id}-") + cast(Person.id, String)
    others = or_(literal(line.actor_id is None), Person.id != line.actor_id)
    each = select(key, Person.email).where(
        Person.id.in_(queries.told(line)), others, Person.email != ""
    )
    url = f"{current_app.config['BOARD'].base_url.rstrip('/')}/events/{line.subject_id}"
    queue_each(
        each,
        "event",
        verb=line.verb,
        event=queries.card(line.subject_id, None),
        url=url,
    )
