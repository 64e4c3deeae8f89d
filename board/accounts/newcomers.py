"""Who is new here, and what that limits: it lifts by itself after some days and some
things that stood."""

import re
from datetime import timedelta
from functools import cache

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import bindparam, select

from board import clock
from board.accounts.limits import NEW_DAYS, NEW_LINKS, NEW_THINGS
from board.accounts.models import CurrentPerson, Person
from board.accounts.places import STOOD
from board.db import AnySelect, the_one
from board.errors import TooManyLinks

LINK = re.compile(r"https?://|\bwww\.", re.IGNORECASE)
DAY = timedelta(days=1)


def is_new(person: CurrentPerson | None) -> bool:
    """Whether this person is new, or nobody we know.

    Once they are not, this process asks no more.
    """
    if person is None:
        return True
    if person.is_operator or person.organises_somewhere:
        return False
    known: set[int] = current_app.extensions.setdefault("not_new", set())
    if person.id in known:
        return False
    now = clock.now()
    row = the_one(_look_up(), {"person": person.id, "before": now - DAY})
    is_young = row.created_at > now - NEW_DAYS * DAY
    new = bool(is_young or row.stood < NEW_THINGS)
    if not new:
        known.add(person.id)
    return new


@cache
def _look_up() -> AnySelect:
    stood = STOOD.filling().label("stood")
    return select(Person.created_at, stood).where(Person.id == bindparam("person"))


def check_links(texts: list[str]) -> None:
    """Raises TooManyLinks where somebody who is new sends more links than they may."""
    if sum(len(LINK.findall(text)) for text in texts) > NEW_LINKS:
        raise TooManyLinks(
            _(
                "In your first days here a text may hold %(num)s links. Take some out "
                "and send it again.",
                num=NEW_LINKS,
            )
        )
