"""Counting what browsers report."""

from sqlalchemy import update

from board import clock
from board.db import db, insert_new
from board.site.models import Blocked


def note_blocked(directive: str) -> None:
    """One more report of this rule."""
    now = clock.now()
    made = insert_new(Blocked, ["directive"], directive=directive, count=1, last_at=now)
    if made is None:
        one_more = update(Blocked).where(Blocked.directive == directive)
        db.session.execute(one_more.values(count=Blocked.count + 1, last_at=now))
