"""What waits in the outbox, and what could not be sent."""

from sqlalchemy import ColumnElement, and_, func, or_, select, text

from board import clock
from board.db import AnyRow, read
from board.mail.models import Outbox


def due() -> ColumnElement[bool]:
    """Mails whose time has come and that nobody is sending."""
    free = or_(Outbox.leased_until.is_(None), Outbox.leased_until < clock.now())
    return and_(Outbox.next_at <= clock.now(), free)


def anything_due() -> bool:
    """Whether there is something to send."""
    return bool(read(select(Outbox.id).where(due()).limit(1)))


def given_up() -> AnyRow:
    """How many mails were tried in vain to the end, and what was said of
    one of them."""
    gone = (Outbox.next_at.is_(None), Outbox.sent_at.is_(None))
    return read(select(func.count(), func.max(Outbox.last_error)).where(*gone))[0]


def waiting_and_given_up() -> tuple[int, int]:
    """How many mails are still to be sent, and how many of the last 30 days never will
    be.

    Asked by whoever watches the server, so it reads only mails that still have a text:
    of what is sent none has.
    """
    columns = func.count(Outbox.next_at), func.count() - func.count(Outbox.next_at)
    waiting, given_up = read(
        select(*columns).where(text("text <> ''"), Outbox.sent_at.is_(None))
    )[0]
    return waiting, given_up
