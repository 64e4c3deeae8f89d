"""How far a step is from the day of the action, in words; and what a playbook says of
days before it is known when they fall.

In its words `(day)` is the day of the action, `(day -14)` two weeks before it.
"""

import re
from dataclasses import replace
from datetime import date, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext

from board.drawing import day as written
from board.playbooks.book import Book

_DAY = re.compile(r"\(day(?: *([+\-−–]) *(\d{1,3}))?\)", re.IGNORECASE)


def from_the_day(day: int) -> str:
    """`6 weeks before`, `On the day`, `10 days after`"""
    if day == 0:
        return str(_("On the day"))
    weeks, rest = divmod(abs(day), 7)
    if rest:
        return _in_days(day)
    if day < 0:
        return str(ngettext("A week before", "%(num)s weeks before", weeks))
    return str(ngettext("A week after", "%(num)s weeks after", weeks))


def _in_days(day: int) -> str:
    if day < 0:
        return str(ngettext("The day before", "%(num)s days before", -day))
    return str(ngettext("The day after", "%(num)s days after", day))


def days_in_words(text: str) -> str:
    """`by (a week before)`: as somebody reads it who does not use the playbook yet."""
    return _DAY.sub(lambda found: f"({_named(_distance(found))})", text)


def _named(day: int) -> str:
    words = from_the_day(day) if day else str(_("The day of the action"))
    return words[0].lower() + words[1:]


def _distance(found: re.Match[str]) -> int:
    sign, number = found.groups()
    return 0 if not sign else int(number) if sign == "+" else -int(number)


def with_dates(book: Book, day: date) -> Book:
    """The playbook for who uses it, with the date of each day it speaks of."""

    def put_in(text: str) -> str:
        return _DAY.sub(
            lambda found: written(day + timedelta(days=_distance(found))), text
        )

    steps = (replace(step, words=put_in(step.words)) for step in book.steps)
    return replace(
        book,
        purpose=put_in(book.purpose),
        asks=tuple(map(put_in, book.asks)),
        wins=tuple(map(put_in, book.wins)),
        steps=tuple(steps),
    )
