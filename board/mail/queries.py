"""What waits in the outbox, and what could not be sent."""

from sqlalchemy import ColumnElement, and_, func, or_, select, text

from board import clock
from board.db import AnyRow, Rows, read
from board.mail.models import Outbox, StoppedAddress


def due(evening: bool) -> ColumnElement[bool]:
    """Mails whose time has come and that nobody is sending: those of an evening, or
    all others."""
    now = clock.now()
    never_leased = Outbox.leased_until.is_(None)
    lease_is_over = Outbox.leased_until < now
    is_one = Outbox.evening.is_(evening)
    return and_(is_one, Outbox.next_at <= now, or_(never_leased, lease_is_over))


def anything_due(evening: bool) -> bool:
    """Whether there is something of these to send."""
    one = select(Outbox.id).where(due(evening)).limit(1)
    return bool(read(one))


def given_up() -> AnyRow:
    """How many mails were tried in vain to the end, and the last error of one of
    them."""
    statement = (
        select(func.count(), func.max(Outbox.last_error))
        .where(Outbox.next_at.is_(None))
        .where(Outbox.sent_at.is_(None))
    )
    return read(statement)[0]


PAGE = 50
UNSENT = (text("text <> ''"), Outbox.sent_at.is_(None))


def unsent(before: int = 0) -> Rows:
    """Mails that wait or were given up (`next_at` is None then), newest first, those
    before a number where one is given: one more than a page where there are more.

    Nothing of what they say is read.
    """
    columns = (
        Outbox.id,
        Outbox.to,
        Outbox.subject,
        Outbox.created_at,
        Outbox.tries,
        Outbox.next_at,
        Outbox.last_error,
    )
    found = select(*columns).where(*UNSENT).order_by(Outbox.id.desc())
    if before:
        found = found.where(Outbox.id < before)
    return read(found.limit(PAGE + 1))


def waiting_and_given_up() -> tuple[int, int]:
    """How many mails are still to be sent, and how many of the last 30 days never will
    be.

    Asked by whoever watches the server, so it reads only mails that still have a text:
    of what is sent none has.
    """
    to_send = func.count(Outbox.next_at)
    statement = select(to_send, func.count() - to_send).where(*UNSENT)
    waiting, given_up = read(statement)[0]
    return waiting, given_up


def address_of(key: str) -> str:
    """Where the mail of this key went; empty where there is none."""
    rows = read(select(Outbox.to).where(Outbox.key == key))
    return str(rows[0].to) if rows else ""


def stopped(address: str) -> AnyRow | None:
    """Since when nothing more is sent to an address, and why; None where it is."""
    columns = (StoppedAddress.since, StoppedAddress.reason)
    mine = StoppedAddress.address == address.lower()
    rows = read(select(*columns).where(mine))
    return rows[0] if rows else None
