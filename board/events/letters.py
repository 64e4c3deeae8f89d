"""Mails to those on an event's list: a place is theirs, it is soon, it was moved or
called off. No address in it."""

from flask_babel import LazyString

from board.accounts.recipient_queries import recipients
from board.activity.models import Line
from board.activity.verbs import Letter, named
from board.drawing import full
from board.events import queries
from board.events.reasons import of_line
from board.mail.actions import queue_each


def mail_out(lines: list[Line]) -> None:
    """Mail each line that those on a list must hear of in time."""
    for line in lines:
        letter = named(line.verb).letter
        if letter and letter.by_feature == "events" and letter.when(line):
            _mail(line, letter)


def _mail(line: Line, letter: Letter) -> None:
    event = queries.card(line.subject_id, None)
    queue_each(
        recipients(line, of_line(line)),
        "event",
        words=LazyString(letter.words, line, event.title),
        event=event,
        url=full(f"/events/{event.id}"),
    )
