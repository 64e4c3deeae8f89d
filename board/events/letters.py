"""Mails to those on an event's list: a place is theirs, it is soon, it was moved or
called off. No address in it."""

from flask import current_app
from sqlalchemy import String, cast, literal, or_, select

from board.accounts.models import Person
from board.activity.models import Line
from board.activity.verbs import Letter, named
from board.events import queries
from board.events.reasons import of_line
from board.mail.actions import queue_each


def mail_out(lines: list[Line]) -> None:
    """Mail each line that those on a list must hear of in time; that only words changed
    stands in their news."""
    for line in lines:
        letter = named(line.verb).letter
        ours = letter and letter.by_feature == "events"
        if letter and ours and line.facts.get("moved", True):
            _mail(line, letter)


def _mail(line: Line, letter: Letter) -> None:
    key = literal(f"line-{line.id}-") + cast(Person.id, String)
    not_the_actor = or_(literal(line.actor_id is None), Person.id != line.actor_id)
    on_list = Person.id.in_(of_line(line))
    each = select(key, Person.email).where(on_list, not_the_actor, Person.email != "")
    event = queries.card(line.subject_id, None)
    board = current_app.config["BOARD"].base_url.rstrip("/")
    url = f"{board}/events/{event.id}"
    words = letter.words(line, event.title)
    queue_each(each, "event", words=words, event=event, url=url)
